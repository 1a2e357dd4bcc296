import { z } from 'zod';
import { job } from '#contracts';
import { later, minutes } from '#kernel/clock';
import { applyAccess } from './apply-access.js';
import { deliverMessage } from './deliver-message.js';
import { syncSubscription } from './sync-subscription.js';

/** At most so many of a kind in one pass; the next pass takes the rest. */
const LIMIT = 500;

/**
 * What time alone makes due, and what a crash dropped: graces that end, refused seats to be tried again,
 * unsent messages, events that nobody handled. It only wakes the jobs that do the work.
 */
export const sweepDue = job({
  name: 'sweep-due',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 1_000 },
  every: { ms: minutes(1), data: {} },
  async run(_data, { app, next, clock }) {
    for (const customerId of await app.billing.unhandledEvents(later(clock.now(), -minutes(1)))) {
      await next(syncSubscription, { customerId, origin: 'event' });
    }
    for (const { id: communityId } of await app.members.communities()) {
      for (const { memberId, customers } of await app.access.due(communityId, LIMIT)) {
        for (const customerId of customers) await next(syncSubscription, { customerId, origin: 'sweep' });
        if (customers.length === 0) await next(applyAccess, { communityId, memberId, origin: 'sweep' });
      }
      await app.delivery.reclaim(communityId);
      for (const messageId of await app.delivery.due(communityId, LIMIT)) {
        await next(deliverMessage, { communityId, messageId });
      }
    }
  },
});
