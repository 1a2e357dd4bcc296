import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { GiveUp, RetryAfter, UserFacingError } from '#kernel/errors';
import { followAccess } from './follow-access.js';

/** A longer wait is sweep-due's: a job that sleeps for hours would make what comes meanwhile sleep as well. */
const WORTH_WAITING_MS = minutes(5);

/**
 * Brings one member's roles and seats to what the rules say, and proves it by looking.
 * It does not ask the payment provider: whoever knows that something changed there asks first.
 */
export const applyAccess = job({
  name: 'apply-access',
  data: z.strictObject({
    communityId: z.string(),
    memberId: z.string(),
    origin: z.enum(['event', 'sweep']),
  }),
  // An event and a sweep about one member are two wishes: only the sweep's removals wait for the breaker.
  key: ({ communityId, memberId, origin }) => `${communityId}:${memberId}:${origin}`,
  retry: { attempts: 10, backoffMs: 2_000 },
  async run({ communityId, memberId, origin }, { app, next, log }) {
    try {
      const report = await app.access.converge(communityId, memberId, origin);
      if (report.granted + report.removed > 0) log.info({ memberId, ...report }, 'access changed');
      await next(followAccess, { communityId, memberId });
      if (report.retryInMs !== null && report.retryInMs <= WORTH_WAITING_MS) {
        throw new RetryAfter(report.retryInMs, 'a seat has to wait');
      }
    } catch (error) {
      // Two accounts became one person, or the person was forgotten: nothing is left to apply, and nothing to note.
      if (error instanceof UserFacingError && error.key === 'member_unknown') return;
      if (error instanceof UserFacingError) throw new GiveUp(error.key);
      throw error;
    }
  },
});
