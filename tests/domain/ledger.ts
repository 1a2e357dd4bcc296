import type { History, HistoryOrder } from './history.js';
import type { TrueOrder, TruePayment, TrueSubscription, Truth } from './reference.js';
import { chapterAt, type Chapter } from './story.js';

export type ListedPayment = TruePayment & { id: string; of: string };
export type ListedSubscription = Chapter & { id: string; payments: ListedPayment[] };
export type ListedOrder = HistoryOrder & { payments: ListedPayment[] };

/** What the provider lists of one customer at one instant. */
export interface Listed {
  subscriptions: ListedSubscription[];
  orders: ListedOrder[];
  payments: ListedPayment[];
}

/** All that the provider lists of a customer at `at`; null once the customer was deleted. */
export function listedAt(history: History, customer: string, at: number): Listed | null {
  if (history.deletions.some((one) => one.customer === customer && one.at <= at)) return null;
  const payments: ListedPayment[] = [];
  for (const { id, of, customer: payer, paidAt, amount, turns } of history.payments) {
    if (payer !== customer || paidAt > at) continue;
    const { refunded, dispute } = chapterAt(turns, at) ?? { refunded: 0, dispute: 'none' as const };
    payments.push({ id, of, paidAt, amount, refunded, dispute });
  }
  const paidFor = (id: string) => payments.filter((one) => one.of === id);
  const subscriptions: ListedSubscription[] = [];
  for (const { id, customer: payer, chapters } of history.subscriptions) {
    const chapter = payer === customer ? chapterAt(chapters, at) : undefined;
    if (chapter) subscriptions.push({ ...chapter, id, payments: paidFor(id) });
  }
  const orders: ListedOrder[] = [];
  for (const order of history.orders) {
    if (order.customer === customer && order.paidAt <= at)
      orders.push({ ...order, payments: paidFor(order.id) });
  }
  return { subscriptions, orders, payments };
}

/** Everybody who pays in a history. */
export function customersOf({ subscriptions, orders }: Pick<History, 'subscriptions' | 'orders'>): string[] {
  return [...new Set([...subscriptions, ...orders].map((one) => one.customer))];
}

/** What came about while a history was lived through, and only then. */
export interface Outcome {
  /** When each customer was last asked about with success. */
  heardAt: ReadonlyMap<string, number>;
  /** When each gift was redeemed, by its order. */
  redeemedAt: ReadonlyMap<string, number>;
}

/**
 * The whole truth of a history at `now`, for the reference. Of a deleted customer the provider says nothing any
 * more: what it said last is what there is, with every subscription ended.
 */
export function truthAt(history: History, now: number, { heardAt, redeemedAt }: Outcome): Truth {
  const subscriptions: TrueSubscription[] = [];
  const orders: TrueOrder[] = [];
  for (const customer of customersOf(history)) {
    const listed = listedAt(history, customer, now);
    const last = listed ?? listedAt(history, customer, heardAt.get(customer) ?? 0);
    for (const one of last?.subscriptions ?? []) {
      const over = listed === null && one.endedAt === null;
      subscriptions.push({
        ...one,
        askedAt: now,
        ...(over ? { status: 'canceled', endedUnpaid: false } : {}),
      });
    }
    for (const order of last?.orders ?? []) orders.push(orderFor(order, redeemedAt));
  }
  const places = history.places.filter((place) => history.accounts.includes(place.platform));
  return { now, plans: history.plans, places, subscriptions, orders, grants: history.grants };
}

/** An order as it counts for the person: from its payment, or, of a gift, from when they redeemed it. */
export function orderFor(order: ListedOrder, redeemedAt: Outcome['redeemedAt']): TrueOrder {
  const startsAt = order.gift ? (redeemedAt.get(order.id) ?? null) : order.paidAt;
  return { prices: order.prices, startsAt, payments: order.payments };
}
