import type { Database } from '#database';
import { createBatch } from '#kernel/batch';
import { days, later, type Clock } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import type { Members } from '#domain/members';
import type { BookStore } from './book-store.js';
import type { Billing } from './door.js';
import type { createEventStore } from './event-store.js';
import type { Concerned } from './model.js';
import type { Provider } from './ports.js';
import { readReference } from './reference.js';
import { writeTruth } from './truth-store.js';

export interface SyncingDeps {
  database: Database;
  members: Members;
  books: BookStore;
  events: ReturnType<typeof createEventStore>;
  provider: Provider;
  clock: Clock;
  secrets: readonly string[];
}

type Syncing = Pick<
  Billing,
  | 'acceptEvent'
  | 'sync'
  | 'syncCheckout'
  | 'customerOfCharge'
  | 'missedEvents'
  | 'sawEvents'
  | 'unhandledEvents'
  | 'markHandled'
  | 'tidy'
  | 'staleCustomers'
>;

const EVENTS_CURSOR = 'stripe.events';

/** Events written in one statement. */
const TOGETHER = 100;

/** From a webhook the id, from Stripe the truth. */
export function createSyncing(deps: SyncingDeps): Syncing {
  const { database, members, books, events, provider, clock, secrets } = deps;
  // In a rush of webhooks they share round trips and commits: each is answered once it is stored, as ever.
  const take = createBatch({ together: events.takeEvents, most: TOGETHER });

  async function sync(stripeCustomerId: string): Promise<Concerned | null> {
    const customer = await books.customerByStripeId(stripeCustomerId);
    if (!customer) return null;
    const { communityId, id } = customer;
    let memberId: string | null;
    // The truth is dated from before the question: whatever changes meanwhile will be asked again.
    const askedAt = clock.now();
    try {
      memberId = await writeTruth(database, customer, await provider.books(stripeCustomerId), askedAt);
    } catch (error) {
      if (error instanceof ProviderUnavailable) {
        await books.customerFailed(communityId, stripeCustomerId, askedAt);
      }
      throw error;
    }
    if (memberId === null) return null;
    const receivers = await books.receivers(communityId, id);
    return { communityId, memberIds: [...new Set([memberId, ...receivers])] };
  }

  return {
    async acceptEvent(rawBody, signature) {
      const now = clock.now();
      const event = provider.readEvent(rawBody, signature, now);
      const fresh = await take({ event, at: now });
      const { type, customerId, sessionId, chargeId } = event;
      return { fresh, type, customerId, sessionId, chargeId };
    },
    sync,

    async syncCheckout(sessionId) {
      const session = await provider.checkout(sessionId);
      if (!session?.customerId) return null;
      const payer = readReference(session.reference, secrets);
      const known = await books.customerByStripeId(session.customerId);
      // A customer once tied stays tied: a later checkout cannot move somebody's payments to another person.
      if (!known && payer) {
        // Whoever paid may have asked to be forgotten since: then nobody is tied to anything.
        if (!(await members.isKnown(payer.communityId, payer.memberId))) return null;
        await books.putCustomer(payer.communityId, payer.memberId, session.customerId, clock.now());
      }
      return sync(session.customerId);
    },
    customerOfCharge: (chargeId) => provider.customerOfCharge(chargeId),

    async missedEvents() {
      const last = await events.cursor(EVENTS_CURSOR);
      const { events: missed, newestId } = await provider.eventsSince(last);
      const named = (of: (event: (typeof missed)[number]) => string | null) => [
        ...new Set(missed.map(of).filter((id) => id !== null)),
      ];
      return {
        customers: named((event) => event.customerId),
        sessions: named((event) => event.sessionId),
        charges: named((event) => (event.customerId ? null : event.chargeId)),
        cursor: newestId,
      };
    },
    async sawEvents(cursor) {
      await events.putCursor(EVENTS_CURSOR, cursor, clock.now());
    },
    unhandledEvents: (olderThan) => events.unhandled(olderThan),
    markHandled: (stripeCustomerId, upTo) => events.markHandled(stripeCustomerId, upTo, clock.now()),
    tidy: () => events.dropEvents(later(clock.now(), -days(31))),
    staleCustomers: (communityId, before, limit) => books.stale(communityId, before, limit),
  };
}
