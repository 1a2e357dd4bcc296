import { z } from 'zod';
import { job } from '#contracts';
import { deliverMessage } from './deliver-message.js';
import { settleOutlet } from './settle-outlet.js';

/** Members whose lessons open in one pass; the next pass takes the rest. */
const LIMIT = 500;

/** What is due in one community by now: drops become posts, lessons open. */
export const releaseDrops = job({
  name: 'release-drops',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 3, backoffMs: 1_000 },
  async run({ communityId }, { app, next }) {
    await app.drops.reclaim(communityId);
    const { outlets, messages } = await app.drops.release(communityId, LIMIT);
    for (const outletId of outlets) await next(settleOutlet, { communityId, outletId });
    for (const messageId of messages) await next(deliverMessage, { communityId, messageId });
  },
});
