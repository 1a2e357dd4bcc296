import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';

/** A longer wait is escalate-tickets'. */
const WORTH_WAITING_MS = minutes(5);

/** Brings to the moderators' desk what is said in tickets, in order. What somebody else holds is left alone. */
export const settleDesk = job({
  name: 'settle-desk',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 8, backoffMs: 2_000 },
  async run({ communityId }, { app }) {
    try {
      await app.handoff.settleDesk(communityId);
    } catch (error) {
      if (error instanceof RetryAfter && error.ms > WORTH_WAITING_MS) return;
      throw error;
    }
  },
});
