import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { day, openBench, start, subscribe, type Bench } from './stripe-bench.js';

/** A Checkout Session for something that is sold once. */
async function order(
  bench: Bench,
  sold: { currency: string; amount: number; quantity?: number } = { currency: 'usd', amount: 2500 },
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
) {
  return bench.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://lyceum.example/done',
    client_reference_id: 'member-3',
    line_items: [
      {
        price_data: {
          currency: sold.currency,
          unit_amount: sold.amount,
          product_data: { name: 'Workshop' },
        },
        quantity: sold.quantity ?? 1,
      },
    ],
    ...extra,
  });
}

async function paid(bench: Bench, session: string, input: object = {}): Promise<Stripe.Charge> {
  await bench.act('payCheckout', { sessionId: session, ...input });
  const found = await bench.stripe.checkout.sessions.retrieve(session, {
    expand: ['payment_intent.latest_charge'],
  });
  return (found.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
}

describe('an order paid once', () => {
  it('makes a charge with a receipt, in whatever currency', async () => {
    const bench = await openBench();
    const session = await order(bench, { currency: 'jpy', amount: 3000, quantity: 2 });
    expect(session.payment_method_types).toEqual(['card']);
    const charge = await paid(bench, session.id);
    expect(charge).toMatchObject({ amount: 6000, currency: 'jpy', paid: true, refunded: false });
    expect(await bench.types()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    const receipt = await (await fetch(charge.receipt_url as string)).text();
    expect(receipt).toContain('¥6,000');
    expect(receipt).toContain('2 × Workshop');
    expect(receipt).toContain('Visa •••• 4242');
  });

  it.each([
    ['cny', ['card', 'alipay', 'wechat_pay']],
    ['usd', ['card', 'alipay', 'wechat_pay', 'us_bank_account']],
    ['eur', ['card', 'sepa_debit']],
  ])('offers in %s what its payers use', async (currency, types) => {
    const bench = await openBench();
    const session = await order(bench, { currency, amount: 9900 });
    expect(session.payment_method_types).toEqual(types);
    const page = await (await fetch(session.url as string)).text();
    expect(page.includes('Alipay')).toBe(types.includes('alipay'));
    const method = types.at(1) as string;
    await bench.act('payCheckout', { sessionId: session.id, method });
    const [charge] = (await bench.stripe.charges.list()).data;
    expect(charge?.payment_method_details).toMatchObject({ type: method, [method]: {} });
  });

  it('is paid at the page with a wallet, and never kept', async () => {
    const bench = await openBench();
    const session = await order(bench, { currency: 'cny', amount: 9900 }, { customer_creation: 'always' });
    const answer = await fetch(session.url as string, {
      method: 'POST',
      body: new URLSearchParams({ card: 'wechat_pay', email: 'wei@example.com', lang: 'zh' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toBe('https://lyceum.example/done');
    const done = await bench.stripe.checkout.sessions.retrieve(session.id);
    expect(done.payment_status).toBe('paid');
    const customer = done.customer as string;
    expect((await bench.stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
  });

  it('is free with a coupon that takes everything off', async () => {
    const bench = await openBench();
    const coupon = await bench.stripe.coupons.create({ percent_off: 100 });
    const session = await order(bench, undefined, { discounts: [{ coupon: coupon.id }] });
    expect(await (await fetch(session.url as string)).text()).not.toContain('4242');
    await bench.act('payCheckout', { sessionId: session.id });
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    });
    expect((await bench.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  it('takes only what it was told to take', async () => {
    const bench = await openBench();
    const allowed_payment_method_types = ['alipay'] as const;
    const session = await order(
      bench,
      { currency: 'cny', amount: 100 },
      { allowed_payment_method_types: [...allowed_payment_method_types] },
    );
    const page = await (await fetch(session.url as string)).text();
    expect(page).not.toContain('4242');
    await expect(bench.act('payCheckout', { sessionId: session.id })).rejects.toThrow('does not take card');
    const refused = await fetch(session.url as string, {
      method: 'POST',
      body: new URLSearchParams({ card: 'ok', email: 'wei@example.com' }),
      redirect: 'manual',
    });
    expect(refused.headers.get('location')).toContain('problem_declined');
    await bench.act('payCheckout', { sessionId: session.id, method: 'alipay' });
    await expect(
      order(bench, { currency: 'gbp', amount: 100 }, { allowed_payment_method_types: ['alipay'] }),
    ).rejects.toThrow('None of the allowed');
  });
});

describe('a bank debit', () => {
  it.each([
    ['ok', 'paid', 'checkout.session.async_payment_succeeded'],
    ['fails-later', 'unpaid', 'checkout.session.async_payment_failed'],
  ])('that is %s is known after four days', async (card, status, event) => {
    const bench = await openBench();
    const session = await order(bench);
    const charge = await paid(bench, session.id, { method: 'us_bank_account', card });
    expect(charge).toMatchObject({ status: 'pending', paid: false, receipt_url: null });
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    expect(await bench.types()).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
    ]);
    await expect(bench.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_not_refundable',
    });
    await bench.liveUntil(start + 4 * day);
    expect((await bench.types()).at(-1)).toBe(event);
    const done = await bench.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(done.payment_status).toBe(status);
    expect(done.payment_intent).toMatchObject(
      card === 'ok'
        ? { status: 'succeeded', amount_received: 2500 }
        : {
            status: 'requires_payment_method',
            last_payment_error: { code: 'debit_not_authorized', charge: charge.id },
          },
    );
  });
});

describe('refunds', () => {
  it('go back in parts until nothing is left', async () => {
    const bench = await openBench();
    const charge = await paid(bench, (await order(bench)).id);
    await bench.types();
    const part = await bench.stripe.refunds.create({
      payment_intent: charge.payment_intent as string,
      amount: 1000,
      reason: 'requested_by_customer',
      metadata: { ticket: '7' },
    });
    expect(part).toMatchObject({ status: 'succeeded', amount: 1000, charge: charge.id, currency: 'usd' });
    expect(await bench.types()).toEqual(['refund.created', 'charge.refunded']);
    expect(bench.received.at(-1)?.data).toMatchObject({
      object: { amount_refunded: 1000, refunded: false },
      previous_attributes: { amount_refunded: 0 },
    });
    await expect(bench.stripe.refunds.create({ charge: charge.id, amount: 1501 })).rejects.toThrow(
      'Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)',
    );
    const rest = await bench.stripe.refunds.create({ charge: charge.id });
    expect(rest.amount).toBe(1500);
    await expect(bench.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      statusCode: 400,
    });
    const found = await bench.stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
    expect(found).toMatchObject({
      refunded: true,
      amount_refunded: 2500,
      refunds: { data: [{ id: rest.id }, { id: part.id }] },
    });
    expect((await bench.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(2);
    const noted = await bench.stripe.refunds.update(part.id, { metadata: { note: 'x' } });
    expect(noted.metadata).toEqual({ ticket: '7', note: 'x' });
    const receipt = await (await fetch(charge.receipt_url as string)).text();
    expect(receipt).toContain('-$10.00');
    expect(receipt).toContain('refunded');
  });

  it('leave a subscription and its invoice as they are', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const before = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    const invoice = before.latest_invoice as Stripe.Invoice;
    const refund = await bench.act('refund', { chargeId: invoice.id });
    expect(refund).toMatchObject({ full: true, status: 'succeeded' });
    expect(await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] })).toEqual(
      before,
    );
  });

  it('to a wallet arrive later', async () => {
    const bench = await openBench();
    const session = await order(bench, { currency: 'cny', amount: 9900 });
    await bench.act('payCheckout', { sessionId: session.id, method: 'alipay' });
    await bench.types();
    const { refund } = await bench.act<{ refund: string }>('refund', { chargeId: session.id });
    expect(await bench.stripe.refunds.retrieve(refund)).toMatchObject({
      status: 'pending',
      pending_reason: 'processing',
      destination_details: { type: 'alipay' },
    });
    await bench.liveUntil(start + 2 * 3600);
    const arrived = await bench.stripe.refunds.retrieve(refund);
    expect(arrived.status).toBe('succeeded');
    expect(arrived.pending_reason).toBeUndefined();
    expect(await bench.types()).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });
});
