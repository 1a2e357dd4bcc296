import { z } from 'zod';
import { job } from '#contracts';
import { applyAccess } from './apply-access.js';

/** Ties the customer of a finished Checkout to the member whose signed reference it carries. */
export const syncCheckout = job({
  name: 'sync-checkout',
  data: z.strictObject({ sessionId: z.string() }),
  key: ({ sessionId }) => sessionId,
  retry: { attempts: 12, backoffMs: 1_000 },
  async run({ sessionId }, { app, next }) {
    const whose = await app.billing.syncCheckout(sessionId);
    if (!whose) return;
    const { communityId, memberIds } = whose;
    for (const memberId of memberIds) await next(applyAccess, { communityId, memberId, origin: 'event' });
  },
});
