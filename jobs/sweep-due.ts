import { z } from 'zod';
import { job, type JobContext } from '#contracts';
import { later, minutes } from '#kernel/clock';
import { applyAccess } from './apply-access.js';
import { deliverMessage } from './deliver-message.js';
import { escalateTickets } from './escalate-tickets.js';
import { releaseDrops } from './release-drops.js';
import { sendDigests } from './send-digests.js';
import { syncSubscription } from './sync-subscription.js';
import { trainFaq } from './train-faq.js';

/** At most so many of a kind in one pass; the next pass takes the rest. */
const LIMIT = 500;

/**
 * What time alone makes due, and what a crash dropped: graces that end, refused seats to be tried again,
 * unsent messages, events that nobody handled, drops, tickets, digests. It only wakes the jobs that do the work.
 */
export const sweepDue = job({
  name: 'sweep-due',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 1_000 },
  every: { ms: minutes(1), data: {} },
  async run(_data, context) {
    const { app, next, clock } = context;
    for (const customerId of await app.billing.unhandledEvents(later(clock.now(), -minutes(1)))) {
      await next(syncSubscription, { customerId, origin: 'event' });
    }
    // One community's trouble is not another's.
    const communities = await app.members.communities();
    const outcomes = await Promise.allSettled(communities.map(({ id }) => sweepCommunity(id, context)));
    const troubles = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (troubles.length > 0)
      throw new AggregateError(troubles, `in ${troubles.length} communities: ${troubles[0]}`);
  },
});

async function sweepCommunity(communityId: string, { app, next }: JobContext): Promise<void> {
  for (const { memberId, customers } of await app.access.due(communityId, LIMIT)) {
    for (const customerId of customers) await next(syncSubscription, { customerId, origin: 'sweep' });
    if (customers.length === 0) await next(applyAccess, { communityId, memberId, origin: 'sweep' });
  }
  await app.delivery.reclaim(communityId);
  for (const messageId of await app.delivery.due(communityId, LIMIT)) {
    await next(deliverMessage, { communityId, messageId });
  }
  await next(releaseDrops, { communityId });
  await next(escalateTickets, { communityId });
  await next(sendDigests, { communityId });
  if (await app.faq.isStale(communityId)) await next(trainFaq, { communityId });
}
