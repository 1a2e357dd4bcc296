import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { day, openBench, periodEnd, start, subscribe, type Bench } from './stripe-bench.js';

const hour = 3600;

async function latestInvoice(bench: Bench, subscription: string): Promise<Stripe.Invoice> {
  const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
  return found.latest_invoice as Stripe.Invoice;
}

async function statusOf(bench: Bench, subscription: string): Promise<string> {
  return (await bench.stripe.subscriptions.retrieve(subscription)).status;
}

describe('renewal', () => {
  it('announces, drafts, finalizes after an hour and charges, each at its own time', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const end = await periodEnd(bench, subscription);
    await bench.types();
    const before = bench.received.length;
    await bench.liveUntil(end + 2 * hour);

    const seen = bench.received.slice(before).map((event) => [event.type, event.created - end]);
    expect(seen).toEqual([
      ['invoice.upcoming', -7 * day],
      ['invoice.created', 0],
      ['customer.subscription.updated', 0],
      ['invoice.finalized', hour],
      ['payment_intent.created', hour],
      ['charge.succeeded', hour],
      ['payment_intent.succeeded', hour],
      ['invoice_payment.paid', hour],
      ['invoice.updated', hour],
      ['invoice.paid', hour],
      ['invoice.payment_succeeded', hour],
    ]);
    const renewed = bench.received.findLast((event) => event.type === 'customer.subscription.updated');
    expect(renewed?.data.previous_attributes).toMatchObject({
      items: { data: [{ current_period_start: start, current_period_end: end }] },
    });
    expect(renewed?.request).toEqual({ id: null, idempotency_key: null });
    expect(await periodEnd(bench, subscription)).toBe(Date.UTC(2027, 0, 22, 9) / 1000);
    const invoice = await latestInvoice(bench, subscription);
    expect(invoice).toMatchObject({
      billing_reason: 'subscription_cycle',
      status: 'paid',
      created: end,
      period_start: start,
      period_end: end,
      attempt_count: 1,
      status_transitions: { finalized_at: end + hour, paid_at: end + hour },
    });
    expect(invoice.lines.data[0]?.period).toEqual({ start: end, end: Date.UTC(2027, 0, 22, 9) / 1000 });
  });

  it('lives through a year in one jump', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.liveUntil(Date.UTC(2027, 10, 22, 12) / 1000);
    const invoices = await bench.stripe.invoices.list({ subscription, limit: 100 });
    expect(invoices.data).toHaveLength(13);
    expect(new Set(invoices.data.map((invoice) => invoice.status))).toEqual(new Set(['paid']));
    expect(new Set(invoices.data.map((invoice) => invoice.number)).size).toBe(13);
  });

  it('makes a subscription past_due, retries on the schedule, and then cancels', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench, { card: 'fails-later' });
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + hour);
    const first = await latestInvoice(bench, subscription);
    expect(first).toMatchObject({
      status: 'open',
      attempt_count: 1,
      next_payment_attempt: end + hour + day,
      amount_remaining: 1900,
    });
    expect(await statusOf(bench, subscription)).toBe('past_due');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true });

    await bench.liveUntil(end + hour + 14 * day - 1);
    expect((await latestInvoice(bench, subscription)).attempt_count).toBe(8);
    expect(await statusOf(bench, subscription)).toBe('past_due');
    await bench.liveUntil(end + hour + 14 * day);
    const ended = await bench.stripe.subscriptions.retrieve(subscription);
    expect(ended).toMatchObject({
      status: 'canceled',
      ended_at: end + hour + 14 * day,
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(await latestInvoice(bench, subscription)).toMatchObject({
      status: 'open',
      attempt_count: 9,
      next_payment_attempt: null,
    });
    expect((await bench.types()).at(-1)).toBe('customer.subscription.deleted');
    const failures = bench.received.filter((event) => event.type === 'invoice.payment_failed');
    expect(failures.map((event) => (event.created - end - hour) / day)).toEqual([
      0, 1, 3, 5, 7, 9, 11, 13, 14,
    ]);
  });

  it.each(['unpaid', 'past_due'] as const)('leaves a subscription %s when so set', async (outcome) => {
    const bench = await openBench();
    await bench.act('settings', { afterLastRetry: outcome, retryDays: [2] });
    const { subscription, customer } = await subscribe(bench, { card: 'fails-later' });
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + 4 * day);
    expect(await statusOf(bench, subscription)).toBe(outcome);
    const owed = await latestInvoice(bench, subscription);
    expect(owed).toMatchObject({ attempt_count: 2, next_payment_attempt: null });

    await bench.act('setCard', { customerId: customer, card: 'ok' });
    expect(await statusOf(bench, subscription)).toBe(outcome);
    await bench.stripe.invoices.pay(owed.id);
    expect(await statusOf(bench, subscription)).toBe('active');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false });
  });

  it('recovers by the next retry once a working card is there', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench, { card: 'fails-later' });
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + 2 * day);
    await bench.act('setCard', { customerId: customer, card: 'ok' });
    await bench.liveUntil(end + 4 * day);
    expect(await statusOf(bench, subscription)).toBe('active');
    expect(await latestInvoice(bench, subscription)).toMatchObject({ status: 'paid', attempt_count: 3 });
  });

  it('goes on creating drafts for an unpaid subscription without trying them', async () => {
    const bench = await openBench();
    await bench.act('settings', { afterLastRetry: 'unpaid', retryDays: [] });
    const { subscription } = await subscribe(bench, { card: 'fails-later' });
    await bench.liveUntil((await periodEnd(bench, subscription)) + 40 * day);
    expect(await statusOf(bench, subscription)).toBe('unpaid');
    expect(await latestInvoice(bench, subscription)).toMatchObject({ status: 'draft', auto_advance: false });
  });

  it('ends at the end of the period, or goes on when that is taken back', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const end = await periodEnd(bench, subscription);
    const asked = await bench.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    expect(asked).toMatchObject({
      status: 'active',
      cancel_at: end,
      canceled_at: start,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    const kept = await bench.stripe.subscriptions.update(subscription, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, canceled_at: null });
    await bench.liveUntil(end + day);
    expect(await statusOf(bench, subscription)).toBe('active');

    await bench.act('cancel', { subscriptionId: subscription });
    const second = await periodEnd(bench, subscription);
    await bench.types();
    await bench.liveUntil(second - 1);
    expect(await statusOf(bench, subscription)).toBe('active');
    await bench.liveUntil(second);
    expect(await bench.types()).toEqual(['customer.subscription.deleted']);
    expect(await bench.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: 'canceled',
      ended_at: second,
      canceled_at: end + day,
    });
    expect((await bench.stripe.subscriptions.list()).data).toEqual([]);
    await expect(bench.stripe.subscriptions.cancel(subscription)).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('cancels at any given moment', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.stripe.subscriptions.update(subscription, { cancel_at: start + 3 * day });
    await bench.liveUntil(start + 3 * day);
    expect(await bench.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: 'canceled',
      ended_at: start + 3 * day,
    });
  });

  it('changes plans with proration, at once when the interval changes', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const item = (await bench.stripe.subscriptions.retrieve(subscription)).items.data[0]?.id as string;
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(start + (end - start) / 2);
    await bench.stripe.subscriptions.update(subscription, { items: [{ id: item, price: 'price_demo_pro' }] });
    await bench.liveUntil(end + 2 * hour);
    const cycle = await latestInvoice(bench, subscription);
    expect(cycle.lines.data.map((line) => line.amount)).toEqual([-950, 2450, 4900]);
    expect(cycle).toMatchObject({ total: 6400, status: 'paid' });

    const yearly = await bench.stripe.subscriptions.update(subscription, {
      items: [{ id: item, price: 'price_demo_yearly' }],
      expand: ['latest_invoice'],
    });
    expect(yearly.billing_cycle_anchor).toBe(end + 2 * hour);
    expect(yearly.latest_invoice).toMatchObject({ billing_reason: 'subscription_update', status: 'paid' });
    expect(yearly.items.data[0]?.current_period_end).toBe(Date.UTC(2027, 11, 22, 11) / 1000);
  });

  it('adds an item, bills both, and takes it away again', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const { stripe } = bench;
    const none = 'none' as const;
    const added = await stripe.subscriptionItems.create({
      subscription,
      price: 'price_demo_pro',
      proration_behavior: none,
    });
    await bench.liveUntil((await periodEnd(bench, subscription)) + 2 * hour);
    expect(await latestInvoice(bench, subscription)).toMatchObject({ total: 6800, status: 'paid' });
    await stripe.subscriptionItems.del(added.id, { proration_behavior: none });
    const left = await stripe.subscriptionItems.list({ subscription });
    expect(left.data.map((item) => item.price.id)).toEqual(['price_demo_monthly']);
    await expect(stripe.subscriptionItems.del(left.data[0]?.id as string)).rejects.toThrow('at least one');
    await expect(
      stripe.subscriptionItems.create({ subscription, price: 'price_demo_yearly' }),
    ).rejects.toThrow('same interval');
  });
});

describe('subscriptions made through the API', () => {
  async function customerWith(bench: Bench, card: string): Promise<string> {
    const customer = await bench.stripe.customers.create({ email: 'direct@example.com' });
    const method = await bench.stripe.paymentMethods.attach(card, { customer: customer.id });
    await bench.stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: method.id },
    });
    return customer.id;
  }
  const items = [{ price: 'price_demo_monthly' }];

  it('stay incomplete after a failed first payment and expire after 23 hours', async () => {
    const bench = await openBench();
    const customer = await customerWith(bench, 'pm_card_chargeCustomerFail');
    const made = await bench.stripe.subscriptions.create({ customer, items });
    expect(made.status).toBe('incomplete');
    await expect(
      bench.stripe.subscriptions.create({ customer, items, payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    await bench.liveUntil(start + 23 * hour);
    expect(await statusOf(bench, made.id)).toBe('incomplete_expired');
    expect(await latestInvoice(bench, made.id)).toMatchObject({ status: 'void' });
    await bench.liveUntil(start + 90 * day);
    expect((await bench.stripe.invoices.list({ customer })).data).toHaveLength(1);
  });

  it('become active when the payer confirms in time', async () => {
    const bench = await openBench();
    const customer = await customerWith(bench, 'pm_card_visa');
    const made = await bench.stripe.subscriptions.create({
      customer,
      items,
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(made.status).toBe('incomplete');
    const invoice = made.latest_invoice as Stripe.Invoice;
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_/);
    await bench.stripe.invoices.pay(invoice.id);
    await bench.liveUntil(start + 2 * day);
    expect(await statusOf(bench, made.id)).toBe('active');
  });

  it('stop with their customer', async () => {
    const bench = await openBench();
    const customer = await customerWith(bench, 'pm_card_visa');
    const made = await bench.stripe.subscriptions.create({ customer, items });
    await bench.stripe.customers.del(customer);
    expect(await statusOf(bench, made.id)).toBe('canceled');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  });
});
