import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Members } from '#domain/members';
import { createBookStore } from './book-store.js';
import { createCatalogue } from './catalogue.js';
import type { Billing } from './door.js';
import { createEventStore } from './event-store.js';
import { createPersonalStore } from './personal-store.js';
import { createPlanStore } from './plan-store.js';
import type { Provider } from './ports.js';
import { createSelling } from './selling.js';
import { createSyncing } from './syncing.js';
import { createTie } from './tie.js';
import { createTieStore } from './tie-store.js';

export interface BillingDeps {
  database: Database;
  members: Members;
  provider: Provider;
  clock: Clock;
  /** Sign checkout references and make gift codes: the current one first, then those that older ones were made with. */
  secrets: readonly [string, ...string[]];
}

/** Builds the billing room. */
export function createBilling(deps: BillingDeps): Billing {
  const { database, clock, provider } = deps;
  const plans = createPlanStore(database);
  const books = createBookStore(database);
  const events = createEventStore(database);
  return {
    ...createCatalogue({ store: plans, provider, clock }),
    ...createSelling({ ...deps, plans, books }),
    ...createSyncing({ ...deps, books, events }),
    ...createTie(createTieStore(database), clock),
    customers: (communityId, memberId) => books.customers(communityId, memberId),
    subscriptions: (communityId, memberId, tx) => books.subscriptions(communityId, memberId, tx),
    orders: (communityId, memberId) => books.orders(communityId, memberId),
    ordersFor: (communityId, memberId, tx) => books.ordersFor(communityId, memberId, tx),
    payments: (communityId, memberId) => books.payments(communityId, memberId),
    move: (tx, communityId, from, to) => books.move(tx, communityId, from, to),
    ...createPersonalStore(database),
  };
}
