import { z } from 'zod';
import { job } from '#contracts';

/** Sends one row of the outbox. A row that somebody else holds, or that was sent, is left alone. */
export const deliverMessage = job({
  name: 'deliver-message',
  data: z.strictObject({ communityId: z.string(), messageId: z.string() }),
  key: ({ messageId }) => messageId,
  retry: { attempts: 8, backoffMs: 2_000 },
  async run({ communityId, messageId }, { app }) {
    await app.delivery.deliver(communityId, messageId);
  },
});
