import { z } from 'zod';
import { job } from '#contracts';
import { deliverMessage } from './deliver-message.js';

/** Composes one member's digest of a week. Whatever became of an earlier try, there is one message at most. */
export const composeDigest = job({
  name: 'compose-digest',
  data: z.strictObject({ communityId: z.string(), memberId: z.string(), week: z.string() }),
  key: ({ memberId, week }) => `${memberId}:${week}`,
  retry: { attempts: 5, backoffMs: 5_000 },
  async run({ communityId, memberId, week }, { app, next }) {
    const messageId = await app.digests.compose(communityId, memberId, week);
    if (messageId) await next(deliverMessage, { communityId, messageId });
  },
});
