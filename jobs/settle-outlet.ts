import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';

/** A longer wait is sweep-due's. */
const WORTH_WAITING_MS = minutes(5);

/** Posts, edits and takes back what one place is to show, in order. What somebody else holds is left alone. */
export const settleOutlet = job({
  name: 'settle-outlet',
  data: z.strictObject({ communityId: z.string(), outletId: z.string() }),
  key: ({ outletId }) => outletId,
  retry: { attempts: 8, backoffMs: 2_000 },
  async run({ communityId, outletId }, { app }) {
    try {
      await app.drops.settleOutlet(communityId, outletId);
    } catch (error) {
      if (error instanceof RetryAfter && error.ms > WORTH_WAITING_MS) return;
      throw error;
    }
  },
});
