import type { Facts } from '#domain/access';
import { days, later } from '#kernel/clock';

/** Small facts for tests of the pure rules; everything that is not said is as plain as can be. */
export const NOW = new Date('2026-05-10T12:00:00Z');

export type SubscriptionFact = Facts['subscriptions'][number];
export type GrantFact = Facts['grants'][number];

/** `days` before (negative) or after NOW, and `ms` beside it. */
export const day = (n: number, ms = 0): Date => later(NOW, days(n) + ms);

export function subscription(given: Partial<SubscriptionFact> = {}): SubscriptionFact {
  return {
    id: 'sub',
    status: 'active',
    priceIds: ['price'],
    cancelAt: null,
    endedAt: null,
    endedUnpaid: false,
    failingSince: null,
    fetchedAt: NOW,
    ...given,
  };
}

export function grant(given: Partial<GrantFact> = {}): GrantFact {
  return { id: 'grant', planId: 'plan', startsAt: day(-1), endsAt: null, revokedAt: null, ...given };
}

export function facts(given: Partial<Facts> = {}): Facts {
  const plans = [{ id: 'plan', graceDays: 3, prices: [{ priceId: 'price' }] }];
  return { now: NOW, plans, subscriptions: [], grants: [], ...given };
}
