import { plain, say, type Phrase, type Value } from '#contracts';
import type { Gift, Money, Order, Payment, Plan, Subscription } from '#domain/billing';
import type { Locale } from '#domain/members';
import { oncePhrase } from './prices.js';
import { owes, paidPlan } from './subscriptions.js';

/** One thing that was paid, or is to be. */
export interface PaidThing extends Money {
  at: Date;
  what: Phrase;
  state: Phrase;
  mark: 'good' | 'bad' | 'wait' | 'dot';
  receiptUrl: string | null;
  /** Where it is paid, when it is open. */
  payUrl: string | null;
  /** A gift whose code can still be used. */
  gift: { id: string; what: Phrase } | null;
}

export interface Ledger {
  plans: readonly Plan[];
  subscriptions: readonly Subscription[];
  /** What this member paid for once, gifts included. */
  orders: readonly Order[];
  payments: readonly Payment[];
  gifts: readonly Gift[];
}

const day = (at: Date) => ({ at, as: 'date' as const });

/** Everything a member paid, newest first; what is to be paid stands above it. */
export function paidThings(ledger: Ledger): PaidThing[] {
  const open = ledger.subscriptions.filter(owes).map((one) => openThing(one, ledger));
  const paid = ledger.payments.map((payment) => paymentThing(payment, ledger));
  const known = new Set(ledger.payments.map(({ paymentIntent }) => paymentIntent));
  // With a discount of 100 %, nothing is charged.
  const free = ledger.orders
    .filter(({ paymentIntent }) => paymentIntent === null || !known.has(paymentIntent))
    .map((order) => orderThing(order, ledger));
  return [...open, ...[...paid, ...free].toSorted((a, b) => b.at.getTime() - a.at.getTime())];
}

/** `Mar 1, 2026 · $19.00 · Membership, subscription · paid · Receipt`; what is to be paid says when in its state. */
export function thingPhrase(
  { at, amount, currency, what, state, receiptUrl, payUrl }: PaidThing,
  locale: Locale,
): Phrase {
  if (payUrl) return say('selling.orders.line_open', { amount: { money: amount, currency }, what, state });
  const values: Record<string, Value> = { at: day(at), amount: { money: amount, currency }, what, state };
  if (!receiptUrl) return say('selling.orders.line', values);
  const receipt = { link: receiptUrl, label: plain(locale, 'selling.orders.receipt') };
  return say('selling.orders.line_receipt', { ...values, receipt });
}

function openThing(one: Subscription & { payUrl: string }, { plans }: Ledger): PaidThing {
  const { openAmount, openDueAt, amount, currency, failingSince, byInvoice, fetchedAt } = one;
  const late = failingSince && !byInvoice;
  return {
    at: openDueAt ?? failingSince ?? fetchedAt,
    amount: openAmount ?? amount ?? 0,
    currency: currency ?? 'usd',
    what: subscriptionPhrase(plans, one),
    state: late
      ? say('selling.orders.state.failing', { at: day(failingSince) })
      : openDueAt
        ? say('selling.orders.state.due', { at: day(openDueAt) })
        : say('selling.orders.state.open'),
    mark: 'wait',
    receiptUrl: null,
    payUrl: one.payUrl,
    gift: null,
  };
}

function paymentThing(payment: Payment, ledger: Ledger): PaidThing {
  const { paidAt: at, amount, currency, receiptUrl } = payment;
  const subscription = ledger.subscriptions.find((one) => one.stripeId === payment.subscriptionId);
  const order = ledger.orders.find(
    (one) => one.paymentIntent !== null && one.paymentIntent === payment.paymentIntent,
  );
  const { state, mark } = stateOf(payment);
  const thing = { at, amount, currency, receiptUrl, payUrl: null, mark };
  if (order) return { ...thing, ...ordered(order, state, payment, ledger) };
  const what = subscription
    ? subscriptionPhrase(ledger.plans, subscription)
    : say('selling.orders.what.other');
  return { ...thing, what, state, gift: null };
}

function orderThing(order: Order, ledger: Ledger): PaidThing {
  const { paidAt: at, amount, currency } = order;
  const state = say(amount === 0 ? 'selling.orders.state.free' : 'selling.orders.state.paid');
  const thing = { at, amount, currency, receiptUrl: null, payUrl: null, mark: 'good' as const };
  return { ...thing, ...ordered(order, state, undefined, ledger) };
}

function ordered(
  order: Order,
  state: Phrase,
  payment: Payment | undefined,
  { plans, gifts }: Ledger,
): Pick<PaidThing, 'what' | 'state' | 'gift'> {
  const bought = orderPhrase(plans, order.priceIds);
  if (order.giftId === null) return { what: bought, state, gift: null };
  const gift = gifts.find(({ id }) => id === order.giftId);
  const what = say('selling.orders.what.gift', { what: bought });
  if (gift?.redeemedAt) {
    const at = day(gift.redeemedAt);
    return { what, state: say('selling.orders.state.redeemed', { state, at }), gift: null };
  }
  // Money that went back takes the gift with it.
  if (!gift?.paidAt || payment?.goneAt) return { what, state, gift: null };
  const waits = say('selling.orders.state.unredeemed', { state });
  return { what, state: waits, gift: { id: gift.id, what: bought } };
}

function stateOf({ amount, refunded, currency, dispute }: Payment): Pick<PaidThing, 'state' | 'mark'> {
  if (dispute === 'open') return { state: say('selling.orders.state.disputed'), mark: 'bad' };
  if (dispute === 'lost') return { state: say('selling.orders.state.lost'), mark: 'bad' };
  if (refunded >= amount && amount > 0) return { state: say('selling.orders.state.refunded'), mark: 'dot' };
  if (refunded > 0) {
    const money = { money: refunded, currency };
    return { state: say('selling.orders.state.refunded_part', { amount: money }), mark: 'good' };
  }
  if (dispute === 'inquiry') return { state: say('selling.orders.state.inquiry'), mark: 'wait' };
  return {
    state: say(dispute === 'won' ? 'selling.orders.state.won' : 'selling.orders.state.paid'),
    mark: 'good',
  };
}

function subscriptionPhrase(plans: readonly Plan[], subscription: Subscription): Phrase {
  const plan = paidPlan(plans, subscription);
  return plan
    ? say('selling.orders.what.subscription', { plan: plan.name })
    : say('selling.orders.what.other');
}

/** What was bought once: `Membership, 30 days`. */
export function orderPhrase(plans: readonly Plan[], priceIds: readonly string[]): Phrase {
  for (const plan of plans) {
    const price = plan.prices.find(({ priceId }) => priceIds.includes(priceId));
    if (price) return oncePhrase(plan, price);
  }
  return say('selling.orders.what.other');
}
