import { z } from 'zod';
import { job } from '#contracts';
import { syncSubscription } from './sync-subscription.js';

/** A dispute names a charge and no customer: finds out whose it is, and has their books fetched. */
export const syncCharge = job({
  name: 'sync-charge',
  data: z.strictObject({ chargeId: z.string() }),
  key: ({ chargeId }) => chargeId,
  retry: { attempts: 12, backoffMs: 1_000 },
  async run({ chargeId }, { app, next }) {
    const customerId = await app.billing.customerOfCharge(chargeId);
    if (customerId) await next(syncSubscription, { customerId, origin: 'event' });
  },
});
