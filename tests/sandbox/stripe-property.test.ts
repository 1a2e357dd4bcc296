import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StripeState } from '../../src/sandbox/stripe/index.js';
import { openWorld, perform } from './stripe-history.js';
import { step } from './stripe-steps.js';

type Subscription = StripeState['subscriptions'][number];
type Invoice = StripeState['invoices'][number];

const live = ['active', 'past_due', 'trialing', 'unpaid'];
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/** Whether an invoice is late: tried in vain or, if it was sent, not paid until its due date. */
function isLate(invoice: Invoice | undefined, now: number): boolean {
  if (invoice?.status !== 'open') return false;
  return invoice.collection_method === 'send_invoice'
    ? (invoice.due_date ?? Infinity) <= now
    : invoice.attempted;
}

function checkSubscription(state: StripeState, now: number, subscription: Subscription): void {
  const invoices = state.invoices.filter(
    (row) => row.parent?.subscription_details.subscription === subscription.id,
  );
  const { status } = subscription;
  const latest = invoices.findLast((row) => row.status !== 'draft');
  const late = isLate(latest, now);
  const what = `${subscription.id} is ${status}, its latest claim ${latest?.id} ${latest?.status}`;
  if (status === 'active') expect(late, what).toBe(false);
  if (status === 'past_due') {
    const sent = subscription.collection_method === 'send_invoice';
    expect(sent ? invoices.some((row) => isLate(row, now)) : late, what).toBe(true);
  }
  if (status === 'unpaid') expect(latest?.status, what).toBe('open');
  for (const item of subscription.items.data) {
    expect(item.current_period_end).toBeGreaterThan(item.current_period_start);
    expect(item.current_period_start).toBeLessThanOrEqual(now);
    if (live.includes(status)) expect(item.current_period_end, what).toBeGreaterThan(now);
  }
  expect((status === 'canceled') === (subscription.ended_at !== null)).toBe(true);
  if (subscription.cancel_at_period_end && live.includes(status)) {
    expect(subscription.cancel_at).toBe(subscription.items.data[0]?.current_period_end);
  }
  if (status === 'canceled') {
    expect(
      invoices.filter((row) => row.next_payment_attempt !== null),
      what,
    ).toEqual([]);
  } else {
    expect(state.deleted[subscription.customer], what).toBeUndefined();
  }
  checkPause(state, subscription, invoices);
}

function checkPause(state: StripeState, subscription: Subscription, invoices: Invoice[]): void {
  const paused = subscription.status_details?.paused;
  expect(paused !== undefined).toBe(subscription.status === 'paused');
  const since = paused?.transitioned_at ?? Infinity;
  const cycles = invoices.filter((row) => row.billing_reason === 'subscription_cycle' && row.created > since);
  expect(cycles, `${subscription.id} is paused`).toEqual([]);
  if (!paused) expect(state.resumptions[subscription.id]).toBeUndefined();
}

function checkInvoice(state: StripeState, now: number, invoice: Invoice): void {
  const off = sum(invoice.total_discount_amounts.map(({ amount }) => amount));
  expect(invoice.subtotal).toBe(sum(invoice.lines.data.map((line) => line.amount)));
  expect(invoice.total).toBe(invoice.subtotal - off);
  expect(sum(invoice.lines.data.flatMap((line) => line.discount_amounts).map(({ amount }) => amount))).toBe(
    off,
  );
  for (const line of invoice.lines.data) {
    const less = sum(line.discount_amounts.map(({ amount }) => amount));
    expect(less).toBeLessThanOrEqual(Math.max(0, line.amount));
  }
  expect(invoice.amount_remaining).toBe(invoice.amount_due - invoice.amount_paid);
  expect(invoice.status === 'paid').toBe(invoice.status_transitions.paid_at !== null);
  if (invoice.next_payment_attempt !== null) expect(invoice.next_payment_attempt).toBeGreaterThan(now);
  const intents = state.invoicePayments
    .filter((row) => row.invoice === invoice.id)
    .map((row) => row.payment.payment_intent);
  const charged = state.charges.filter((row) => row.paid && intents.includes(row.payment_intent));
  expect(sum(charged.map((row) => row.amount)), `${invoice.id} is ${invoice.status}`).toBe(
    invoice.status === 'paid' ? invoice.amount_due : 0,
  );
}

function checkMoney(state: StripeState): void {
  for (const charge of state.charges) {
    const back = state.refunds.filter((row) => row.charge === charge.id);
    expect(charge.amount_refunded).toBe(sum(back.map((row) => row.amount)));
    expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount);
    expect(charge.refunded).toBe(charge.amount_refunded === charge.amount);
    const disputes = state.disputes.filter((row) => row.charge === charge.id);
    expect(charge.disputed).toBe(disputes.length > 0);
    expect(disputes.filter((row) => /needs_response|under_review/.test(row.status)).length).toBeLessThan(2);
  }
  for (const dispute of state.disputes) {
    const taken = dispute.status === 'lost' || dispute.status === 'needs_response';
    expect(sum(dispute.balance_transactions.map((row) => row.amount)) + 0, dispute.status).toBe(
      taken ? -dispute.amount : 0,
    );
  }
  for (const customer of state.customers) expect(customer.balance).toBeLessThanOrEqual(0);
  for (const { id, source } of state.discounts) {
    const used = state.invoices.filter((row) => row.discounts.includes(id)).length;
    if (source.coupon === 'ONCE') expect(used).toBeLessThan(2);
  }
  for (const session of state.checkoutSessions.filter((row) => row.payment_status === 'paid')) {
    const intent = state.paymentIntents.find((row) => row.id === session.payment_intent);
    if (session.mode === 'payment') expect(intent?.status).toBe('succeeded');
  }
}

/** What must hold of the books at any time. */
function check(state: StripeState, now: number): void {
  for (const subscription of state.subscriptions) checkSubscription(state, now, subscription);
  for (const invoice of state.invoices) checkInvoice(state, now, invoice);
  checkMoney(state);
  const times = state.events.map((event) => event.created);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
}

/** The last time each subscription's period was seen to begin; it never goes back. */
function checkPeriods(seen: Map<string, number>, state: StripeState): void {
  for (const { id, items } of state.subscriptions) {
    const begins = items.data[0]?.current_period_start ?? 0;
    expect(begins).toBeGreaterThanOrEqual(seen.get(id) ?? 0);
    seen.set(id, begins);
  }
}

describe('any history', () => {
  it('leaves subscriptions, invoices and money in agreement', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (moves) => {
        const world = await openWorld();
        const periods = new Map<string, number>();
        try {
          for (const move of moves) {
            await perform(world, move);
            check(world.server.state(), world.now);
            checkPeriods(periods, world.server.state());
          }
        } finally {
          await world.server.close();
        }
      }),
      { numRuns: 120 },
    );
  });
});
