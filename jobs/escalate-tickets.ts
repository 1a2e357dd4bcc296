import { z } from 'zod';
import { job } from '#contracts';
import { deliverMessage } from './deliver-message.js';
import { settleDesk } from './settle-desk.js';

/** Tickets of one community: what came of what was told, what nobody came to in time, what the desk lacks. */
export const escalateTickets = job({
  name: 'escalate-tickets',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 3, backoffMs: 1_000 },
  async run({ communityId }, { app, next }) {
    for (const messageId of await app.handoff.escalate(communityId)) {
      await next(deliverMessage, { communityId, messageId });
    }
    if (await app.handoff.deskWaits(communityId)) await next(settleDesk, { communityId });
  },
});
