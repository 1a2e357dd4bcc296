import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';

/** Quiet hours and closed platforms are sweep-due's: it finds the row again when its time has come. */
const WORTH_WAITING_MS = minutes(5);

/** Sends one row of the outbox. A row that somebody else holds, or that was sent, is left alone. */
export const deliverMessage = job({
  name: 'deliver-message',
  data: z.strictObject({ communityId: z.string(), messageId: z.string() }),
  key: ({ messageId }) => messageId,
  retry: { attempts: 8, backoffMs: 2_000 },
  async run({ communityId, messageId }, { app }) {
    try {
      await app.delivery.deliver(communityId, messageId);
    } catch (error) {
      if (error instanceof RetryAfter && error.ms > WORTH_WAITING_MS) return;
      throw error;
    }
  },
});
