import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import {
  day,
  openBench,
  periodEnd,
  proPriceId,
  start,
  subscribe,
  yearlyPriceId,
  type Bench,
} from './stripe-bench.js';

async function latest(bench: Bench, subscription: string): Promise<Stripe.Invoice> {
  const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
  return found.latest_invoice as Stripe.Invoice;
}

async function halfway(bench: Bench, subscription: string): Promise<void> {
  await bench.liveUntil(start + ((await periodEnd(bench, subscription)) - start) / 2);
}

const amounts = (invoice: Stripe.Invoice) => invoice.lines.data.map((line) => line.amount);

describe('another plan', () => {
  it.each([
    ['always_invoice', [-950, 2450], 1500],
    ['create_prorations', [1900], 1900],
    ['none', [1900], 1900],
  ] as const)('with %s is billed as asked', async (proration, lines, total) => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await halfway(bench, subscription);
    await bench.act('changePlan', { subscriptionId: subscription, priceId: proPriceId, proration });
    const invoice = await latest(bench, subscription);
    expect(amounts(invoice)).toEqual(lines);
    expect(invoice).toMatchObject({ total, status: 'paid' });
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + 7200);
    const next = await latest(bench, subscription);
    expect(amounts(next)).toEqual(proration === 'create_prorations' ? [-950, 2450, 4900] : [4900]);
  });

  it('that costs less leaves a credit, which the next invoices use up', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench, { price: yearlyPriceId });
    await bench.act('changePlan', { subscriptionId: subscription, priceId: proPriceId });
    expect(await latest(bench, subscription)).toMatchObject({
      total: 4900 - 19_000,
      amount_due: 0,
      status: 'paid',
      ending_balance: 4900 - 19_000,
    });
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ balance: -14_100 });
    await bench.liveUntil((await periodEnd(bench, subscription)) + 7200);
    expect(await latest(bench, subscription)).toMatchObject({ amount_due: 0, ending_balance: -9200 });
  });

  it('costs and gives back what was really paid under a coupon', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const half = await bench.stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    await bench.stripe.subscriptions.update(subscription, { discounts: [{ coupon: half.id }] });
    const end = await periodEnd(bench, subscription);
    await bench.liveUntil(end + 7200);
    expect(await latest(bench, subscription)).toMatchObject({ total: 950 });
    const next = await periodEnd(bench, subscription);
    await bench.liveUntil(end + (next - end) / 2);
    await bench.act('changePlan', {
      subscriptionId: subscription,
      priceId: proPriceId,
      proration: 'always_invoice',
    });
    const invoice = await latest(bench, subscription);
    expect(amounts(invoice)).toEqual([-475, 1225]);
    expect(invoice.total).toBe(750);
  });

  it('can be more of the same', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await halfway(bench, subscription);
    await bench.act('changePlan', { subscriptionId: subscription, quantity: 3, proration: 'always_invoice' });
    expect(amounts(await latest(bench, subscription))).toEqual([-950, 2850]);
    const found = await bench.stripe.subscriptions.retrieve(subscription);
    expect(found.items.data[0]?.quantity).toBe(3);
  });

  it('keeps a trial, and is refused in a currency the price does not have', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench, { trialDays: 10 });
    const changed = await bench.act('changePlan', { subscriptionId: subscription, priceId: proPriceId });
    expect(changed).toMatchObject({ status: 'trialing' });
    await expect(
      bench.act('changePlan', { subscriptionId: subscription, priceId: 'price_demo_monthly_cny' }),
    ).rejects.toThrow("doesn't match the expected currency: `usd`");
    await bench.liveUntil(start + 11 * day);
    expect(await latest(bench, subscription)).toMatchObject({ total: 4900, status: 'paid' });
  });
});

describe('an end at once', () => {
  it('credits the unused rest with a last invoice when asked', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench);
    await halfway(bench, subscription);
    await bench.types();
    const ended = await bench.stripe.subscriptions.cancel(subscription, { prorate: true, invoice_now: true });
    expect(ended.status).toBe('canceled');
    expect(await latest(bench, subscription)).toMatchObject({ total: -950, status: 'paid' });
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ balance: -950 });
    expect((await bench.types()).at(-1)).toBe('customer.subscription.deleted');
  });

  it('gives back nothing by itself; a refund does', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench);
    await bench.act('cancel', { subscriptionId: subscription, atPeriodEnd: false });
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 });
    const { id } = await latest(bench, subscription);
    expect(await bench.act('refund', { chargeId: id, amount: 950 })).toMatchObject({ full: false });
    const [charge] = (await bench.stripe.charges.list({ customer })).data;
    expect(charge?.amount_refunded).toBe(950);
  });
});

describe('a deleted customer', () => {
  it('loses everything that ran, and stays known as deleted', async () => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench);
    const coupon = await bench.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    await bench.stripe.subscriptions.update(subscription, { discounts: [{ coupon: coupon.id }] });
    const [charge] = (await bench.stripe.charges.list({ customer })).data;
    const left = await bench.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer,
      success_url: 'https://lyceum.example/done',
      line_items: [{ price: proPriceId, quantity: 1 }],
    });
    await bench.types();
    await bench.act('deleteCustomer', { customerId: customer });
    expect(await bench.types()).toEqual([
      'customer.subscription.deleted',
      'customer.discount.deleted',
      'customer.deleted',
    ]);
    const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['customer'] });
    expect(found).toMatchObject({ status: 'canceled', customer: { id: customer, deleted: true } });
    expect(await bench.stripe.customers.retrieve(customer)).toEqual(
      expect.objectContaining({ deleted: true }),
    );
    expect((await bench.stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1);
    await expect(bench.act('payCheckout', { sessionId: left.id })).rejects.toThrow('No such customer');
    const answer = await fetch(left.url as string, {
      method: 'POST',
      body: new URLSearchParams({ card: 'ok', email: 'a@example.com' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain('problem_state');
    expect(await bench.act('refund', { chargeId: charge?.id })).toMatchObject({ full: true });
    await bench.liveUntil(start + 90 * day);
    expect((await bench.stripe.invoices.list({ subscription })).data).toHaveLength(1);
  });
});
