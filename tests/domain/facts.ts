import type { Facts } from '#domain/access';
import { days, later } from '#kernel/clock';

/** Small facts for tests of the pure rules; everything that is not said is as plain as can be. */
export const NOW = new Date('2026-05-10T12:00:00Z');

export type SubscriptionFact = Facts['subscriptions'][number];
export type OrderFact = Facts['orders'][number];
export type GrantFact = Facts['grants'][number];
export type PlanFact = Facts['plans'][number];

/** `days` before (negative) or after NOW, and `ms` beside it. */
export const day = (n: number, ms = 0): Date => later(NOW, days(n) + ms);

export function subscription(given: Partial<SubscriptionFact> = {}): SubscriptionFact {
  return {
    id: 'sub',
    status: 'active',
    priceIds: ['price'],
    trialEnd: null,
    collectionPaused: false,
    pausedUntil: null,
    paidThrough: null,
    byInvoice: false,
    cancelAt: null,
    endedAt: null,
    endedUnpaid: false,
    failingSince: null,
    money: 'kept',
    goneAt: null,
    fetchedAt: NOW,
    ...given,
  };
}

/** Bought a day ago, for good: `price` has no days. */
export function order(given: Partial<OrderFact> = {}): OrderFact {
  return { id: 'order', priceIds: ['price'], startsAt: day(-1), money: 'kept', goneAt: null, ...given };
}

export function grant(given: Partial<GrantFact> = {}): GrantFact {
  return { id: 'grant', planId: 'plan', startsAt: day(-1), endsAt: null, revokedAt: null, ...given };
}

/** `prices`: how many days each lasts where it is bought once; null: for good, or until it is cancelled. */
export function plan(prices: Record<string, number | null> = { price: null }, id = 'plan'): PlanFact {
  return {
    id,
    graceDays: 3,
    prices: Object.entries(prices).map(([priceId, lasting]) => ({ priceId, days: lasting })),
  };
}

export function facts(given: Partial<Facts> = {}): Facts {
  return { now: NOW, plans: [plan()], subscriptions: [], orders: [], grants: [], ...given };
}
