import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { deliverMessage } from './deliver-message.js';

/** Tells moderators and creators what they asked to be told: once a week, on Monday morning in their zone. */
export const sendReports = job({
  name: 'send-reports',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: minutes(15), data: {} },
  async run(_data, { app, next }) {
    for (const { id: communityId } of await app.members.communities()) {
      for (const messageId of await app.digests.reports(communityId)) {
        await next(deliverMessage, { communityId, messageId });
      }
    }
  },
});
