import { NOW, day, grant, order, subscription, type SubscriptionFact } from './facts.js';
import type { Facts } from '#domain/access';
import type { SubscriptionStatus } from '#domain/billing';
import type { TruePayment, TrueOrder, TrueSubscription, Truth } from './reference.js';

export const GRACE = 3;
export const PASS_DAYS = 30;

export const STATUSES: readonly SubscriptionStatus[] = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
];

/** One way in which somebody may have, or have had, a plan. */
export interface SourceCase {
  name: string;
  /** The facts of this source alone; prices are named after the plan: `price-one`, `pass-one`, `forever-one`. */
  facts(planId: string, id: string): Pick<Facts, 'subscriptions' | 'orders' | 'grants'>;
}

const inGrace = { failingSince: day(-GRACE, 1) };
const over = { failingSince: day(-GRACE) };
const endedAt = day(-1);

/** Every state a subscription can be in, as far as the rules tell them apart. */
const SUBSCRIPTIONS: Record<string, Partial<SubscriptionFact>> = {
  incomplete: { status: 'incomplete', failingSince: day(0) },
  incomplete_expired: { status: 'incomplete_expired' },
  'on trial': { status: 'trialing', trialEnd: day(5) },
  'on trial, cancelled for its end': { status: 'trialing', trialEnd: day(5), cancelAt: day(5) },
  active: {},
  'ending at a date': { cancelAt: day(9) },
  'past due, in grace': { status: 'past_due', ...inGrace },
  'past due, grace over': { status: 'past_due', ...over },
  'unpaid, in grace': { status: 'unpaid', ...inGrace },
  'unpaid, grace over': { status: 'unpaid', ...over },
  cancelled: { status: 'canceled', endedAt },
  'given up by Stripe, in grace': { status: 'canceled', endedAt, endedUnpaid: true, ...inGrace },
  'given up by Stripe, grace over': { status: 'canceled', endedAt, endedUnpaid: true, ...over },
  'cancelled while it failed': { status: 'canceled', endedAt, ...inGrace },
  paused: { status: 'paused' },
  'collection paused, paid for longer': { collectionPaused: true, paidThrough: day(2) },
  'collection paused, used up': { collectionPaused: true, paidThrough: day(-2) },
  'collection paused, never paid': { collectionPaused: true, pausedUntil: day(4) },
  'collection paused until a moment ago': {
    collectionPaused: true,
    pausedUntil: day(0),
    paidThrough: day(-2),
  },
  'by invoice, paid by hand': { byInvoice: true, paidThrough: day(2) },
  'by invoice, never paid': { byInvoice: true },
  'by invoice, never paid, overdue': { byInvoice: true, status: 'past_due', ...inGrace },
  'by invoice, overdue, in grace': { byInvoice: true, status: 'past_due', paidThrough: day(-9), ...inGrace },
  refunded: { money: 'refunded', goneAt: day(-2) },
  'disputed and on trial': { status: 'trialing', money: 'disputed', goneAt: day(-2) },
};

const bought = (id: string, planId: string, price: 'pass' | 'forever', given: Parameters<typeof order>[0]) =>
  order({ id, priceIds: [`${price}-${planId}`], ...given });

export const SOURCES: readonly SourceCase[] = [
  ...Object.entries(SUBSCRIPTIONS).map(([name, given]): SourceCase => ({
    name,
    facts: (planId, id) => ({
      subscriptions: [subscription({ id, priceIds: [`price-${planId}`], ...given })],
      orders: [],
      grants: [],
    }),
  })),
  ...(
    [
      ['a pass', 'pass', { startsAt: day(-PASS_DAYS, 1) }],
      ['a pass that is over', 'pass', { startsAt: day(-PASS_DAYS) }],
      ['a pass whose money went back', 'pass', { startsAt: day(-2), money: 'refunded', goneAt: day(-1) }],
      ['a pass that the bank disputes', 'pass', { startsAt: day(-2), money: 'disputed', goneAt: day(-1) }],
      ['bought for good', 'forever', { startsAt: day(-400) }],
      [
        'bought for good and refunded',
        'forever',
        { startsAt: day(-400), money: 'refunded', goneAt: day(-1) },
      ],
      ['a gift that nobody redeemed', 'forever', { startsAt: null }],
    ] as const
  ).map(([name, price, given]): SourceCase => ({
    name,
    facts: (planId, id) => ({ subscriptions: [], orders: [bought(id, planId, price, given)], grants: [] }),
  })),
  ...Object.entries({
    'a grant': {},
    'a grant that ended': { endsAt: NOW },
    'a grant that was revoked': { revokedAt: day(-1) },
    'a grant that has yet to begin': { startsAt: day(1) },
  }).map(([name, given]): SourceCase => ({
    name,
    facts: (planId, id) => ({ subscriptions: [], orders: [], grants: [grant({ id, planId, ...given })] }),
  })),
];

/** The same facts in the reference's words. */
export function referenceFacts(
  facts: Pick<Facts, 'subscriptions' | 'orders' | 'grants'>,
): Pick<Truth, 'subscriptions' | 'orders' | 'grants'> {
  const at = (date: Date | null) => date?.getTime() ?? null;
  return {
    subscriptions: facts.subscriptions.map((one): TrueSubscription => ({
      status: one.status,
      prices: one.priceIds,
      periodStart: null,
      trialEnd: at(one.trialEnd),
      collectionPaused: one.collectionPaused,
      pausedUntil: at(one.pausedUntil),
      paidThrough: at(one.paidThrough),
      byInvoice: one.byInvoice,
      cancelAt: at(one.cancelAt),
      failingSince: at(one.failingSince),
      endedUnpaid: one.endedUnpaid,
      payments: paymentsOf(one.money),
      askedAt: one.fetchedAt.getTime(),
    })),
    orders: facts.orders.map((one): TrueOrder => ({
      prices: one.priceIds,
      startsAt: at(one.startsAt),
      payments: paymentsOf(one.money),
    })),
    grants: facts.grants.map((one) => ({
      planId: one.planId,
      startsAt: one.startsAt.getTime(),
      endsAt: at(one.endsAt),
      revokedAt: at(one.revokedAt),
    })),
  };
}

function paymentsOf(money: 'kept' | 'refunded' | 'disputed'): TruePayment[] {
  const paid: TruePayment = { paidAt: day(-3).getTime(), amount: 1_000, refunded: 0, dispute: 'none' };
  if (money === 'refunded') return [{ ...paid, refunded: 1_000 }];
  return money === 'disputed' ? [{ ...paid, dispute: 'open' }] : [paid];
}
