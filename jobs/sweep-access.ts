import { z } from 'zod';
import { job } from '#contracts';
import { hours } from '#kernel/clock';
import { applyAccess } from './apply-access.js';

/** Seats looked at in one pass. */
const LIMIT = 20_000;

/**
 * Looks at what we may do on the platforms and who is in charge there, then at the seats, and has those put right
 * that drifted. What it finds counts towards the mass-removal breaker; it removes nobody itself.
 */
export const sweepAccess = job({
  name: 'sweep-access',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: hours(1), data: {} },
  async run(_data, { app, next, log }) {
    // One community's trouble is not another's.
    const outcomes = await Promise.allSettled(
      (await app.members.communities()).map(async ({ id: communityId }) => {
        for (const memberId of await app.access.checkRights(communityId)) {
          await next(applyAccess, { communityId, memberId, origin: 'sweep' });
        }
        await app.access.checkAlarms(communityId);
        const { members, ...pass } = await app.access.sweep(communityId, LIMIT);
        for (const memberId of members) await next(applyAccess, { communityId, memberId, origin: 'sweep' });
        log.info({ communityId, ...pass }, 'seats looked at');
      }),
    );
    const troubles = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (troubles.length > 0)
      throw new AggregateError(troubles, `in ${troubles.length} communities: ${troubles[0]}`);
  },
});
