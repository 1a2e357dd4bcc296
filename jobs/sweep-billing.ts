import { z } from 'zod';
import { job } from '#contracts';
import { hours, later } from '#kernel/clock';
import { syncCharge } from './sync-charge.js';
import { syncCheckout } from './sync-checkout.js';
import { syncSubscription } from './sync-subscription.js';

/** Customers asked about in one pass although nothing was heard of them. */
const LIMIT = 1_000;

/**
 * Makes up for webhooks that never came: asks Stripe for events since the last look, and in turn about
 * customers that were not asked about for a day. Whatever it finds goes the way of a webhook.
 */
export const sweepBilling = job({
  name: 'sweep-billing',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 5, backoffMs: 60_000 },
  every: { ms: hours(1), data: {} },
  async run(_data, { app, next, clock }) {
    const { customers, sessions, charges, cursor } = await app.billing.missedEvents();
    for (const sessionId of sessions) await next(syncCheckout, { sessionId });
    for (const chargeId of charges) await next(syncCharge, { chargeId });
    for (const customerId of customers) await next(syncSubscription, { customerId, origin: 'event' });
    if (cursor) await app.billing.sawEvents(cursor);
    for (const { id: communityId } of await app.members.communities()) {
      const stale = await app.billing.staleCustomers(communityId, later(clock.now(), -hours(24)), LIMIT);
      for (const customerId of stale) await next(syncSubscription, { customerId, origin: 'sweep' });
    }
  },
});
