import type { Facts } from '#domain/access';
import { standingOf } from '#domain/billing';
import { listedAt, orderFor, type ListedOrder, type ListedSubscription, type Outcome } from './ledger.js';
import type { History } from './history.js';
import type { Truth } from './reference.js';

type Asked<T> = T & { askedAt: number };

/**
 * What is known of a history: what the provider said when it was last asked, written only if later than what is
 * there. It does in memory what the billing room does with rows.
 */
export function createKnowledge(history: History) {
  const askedAt = new Map<string, number>();
  const heardAt = new Map<string, number>();
  const redeemedAt = new Map<string, number>();
  const subscriptions = new Map<string, Asked<ListedSubscription & { customer: string }>>();
  const orders = new Map<string, ListedOrder>();
  /** Made anew only when something was learned: the rules are asked far more often. */
  let facts: KnownFacts | null = null;
  let known: KnownTruth | null = null;
  const learn = () => {
    facts = null;
    known = null;
  };

  return {
    subscriptions,
    orders,
    redeemedAt,
    outcome: { heardAt, redeemedAt } satisfies Outcome,
    customers: (): string[] => [...askedAt.keys()],

    /**
     * The provider was asked about a customer at `asked` and read its books at `read`.
     * @returns false when a later answer was there
     */
    write(customer: string, asked: number, read: number): boolean {
      if ((askedAt.get(customer) ?? 0) > asked) return false;
      askedAt.set(customer, asked);
      learn();
      const listed = listedAt(history, customer, read);
      if (listed) heardAt.set(customer, read);
      for (const one of listed?.subscriptions ?? []) {
        subscriptions.set(one.id, { ...one, customer, askedAt: asked });
      }
      for (const order of listed?.orders ?? []) orders.set(order.id, order);
      if (listed) return true;
      for (const one of subscriptions.values()) {
        if (one.customer !== customer || one.endedAt !== null) continue;
        subscriptions.set(one.id, { ...one, status: 'canceled', endedAt: asked, askedAt: asked });
      }
      return true;
    },

    /** A gift is given to whoever says its code first, once it is known to be paid for. */
    redeem(orderId: string, at: number): boolean {
      const order = orders.get(orderId);
      if (!order || redeemedAt.has(orderId) || standingOf(paid(order), null).money !== 'kept') return false;
      redeemedAt.set(orderId, at);
      learn();
      return true;
    },

    /** For the product's rules. */
    facts(): KnownFacts {
      facts ??= {
        subscriptions: [...subscriptions.values()].map(subscriptionFact),
        orders: [...orders.values()].map((order) => {
          const { startsAt } = orderFor(order, redeemedAt);
          const money = standingOf(paid(order), null);
          return { id: order.id, priceIds: order.prices, startsAt: date(startsAt), ...money };
        }),
      };
      return facts;
    },

    /** For the reference. */
    known(): KnownTruth {
      known ??= {
        subscriptions: [...subscriptions.values()],
        orders: [...orders.values()].map((order) => orderFor(order, redeemedAt)),
      };
      return known;
    },
  };
}

type KnownFacts = Pick<Facts, 'subscriptions' | 'orders'>;
type KnownTruth = Pick<Truth, 'subscriptions' | 'orders'>;
export type Knowledge = ReturnType<typeof createKnowledge>;

function subscriptionFact(one: Asked<ListedSubscription>): Facts['subscriptions'][number] {
  const { id, status, prices, collectionPaused, byInvoice, endedUnpaid } = one;
  return {
    id,
    status,
    priceIds: [...prices],
    trialEnd: date(one.trialEnd),
    collectionPaused,
    pausedUntil: date(one.pausedUntil),
    paidThrough: date(one.paidThrough),
    byInvoice,
    cancelAt: date(one.cancelAt),
    endedAt: date(one.endedAt),
    endedUnpaid,
    failingSince: date(one.failingSince),
    ...standingOf(paid(one), new Date(one.periodStart - 300_000)),
    fetchedAt: new Date(one.askedAt),
  };
}

const paid = ({ payments }: Pick<ListedOrder, 'payments'>) =>
  payments.map((one) => ({ ...one, paidAt: new Date(one.paidAt), goneAt: null }));

const date = (at: number | null) => (at === null ? null : new Date(at));
