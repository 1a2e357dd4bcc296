import { z } from 'zod';
import { job } from '#contracts';
import { hours } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';

/**
 * Goes on with forgetting whom a platform, Stripe or a crash kept us from forgetting at once. Its data names
 * nobody: a job is remembered by the queue.
 */
export const forgetMembers = job({
  name: 'forget-members',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: hours(1), data: {} },
  async run(_data, { app }) {
    const troubles: unknown[] = [];
    for (const { id: communityId } of await app.members.communities()) {
      for (const memberId of await app.privacy.leaving(communityId)) {
        // One person's trouble is not another's.
        await app.privacy.forget(communityId, memberId).catch((error: unknown) => {
          if (!isForgotten(error)) troubles.push(error);
        });
      }
    }
    if (troubles.length > 0)
      throw new AggregateError(troubles, `${troubles.length} people could not be forgotten yet`);
  },
});

/** Somebody else of us, or the member's own command, was faster. */
const isForgotten = (error: unknown) => error instanceof UserFacingError && error.key === 'member_unknown';
