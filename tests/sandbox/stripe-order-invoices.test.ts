import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { seeded } from '../../src/sandbox/stripe/index.js';
import { day, openBench, start, type Bench } from './stripe-bench.js';

const { lifetimePriceId, passPriceId } = demo.stripe;

async function buy(
  bench: Bench,
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
  pay: object = {},
): Promise<Stripe.Checkout.Session> {
  const session = await bench.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: lifetimePriceId, quantity: 1 }],
    success_url: 'https://lyceum.example/done',
    client_reference_id: 'member-1',
    metadata: { order: '7' },
    payment_intent_data: { metadata: { order: '7' }, description: 'Lifetime for Ada' },
    invoice_creation: {
      enabled: true,
      invoice_data: { description: 'Thank you', footer: 'Lyceum', metadata: { order: '7' } },
    },
    ...extra,
  });
  await bench.act('payCheckout', { sessionId: session.id, name: 'Ada Brook', ...pay });
  return bench.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['invoice', 'payment_intent.latest_charge'],
  });
}

describe('an order with an invoice', () => {
  it('leaves a paid one behind, made out to a customer', async () => {
    const bench = await openBench();
    const done = await buy(bench);
    expect(done.invoice_creation).toMatchObject({ enabled: true, invoice_data: { footer: 'Lyceum' } });
    const invoice = done.invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'manual',
      parent: null,
      amount_paid: 39_000,
      customer: done.customer,
      customer_name: 'Ada Brook',
      description: 'Thank you',
      footer: 'Lyceum',
      metadata: { order: '7' },
    });
    expect(done.payment_intent).toMatchObject({ metadata: { order: '7' }, description: 'Lifetime for Ada' });
    const types = (await bench.types()).filter((type) => /^(invoice|checkout)/.test(type));
    expect(types).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice_payment.paid',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'checkout.session.completed',
    ]);
    const listed = await bench.stripe.invoices.list({
      customer: done.customer as string,
      expand: ['data.payments'],
    });
    expect(listed.data[0]?.payments?.data[0]).toMatchObject({
      status: 'paid',
      amount_paid: 39_000,
      payment: { type: 'payment_intent', payment_intent: (done.payment_intent as { id: string }).id },
    });
    const page = await (await fetch(invoice.hosted_invoice_url as string)).text();
    expect(page).toContain('Lyceum Membership');
    expect(page).toContain('$390.00');
  });

  it('says what a promotion code took off', async () => {
    const bench = await openBench();
    const discounts = [{ promotion_code: seeded.welcomeCodeId }];
    const done = await buy(bench, { discounts });
    const invoice = done.invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ subtotal: 39_000, total: 35_100, amount_paid: 35_100 });
    expect(invoice.total_discount_amounts).toMatchObject([{ amount: 3900 }]);
    expect(done).toMatchObject({ amount_total: 35_100, discounts: [discounts[0]] });
  });

  it('waits for a bank debit to arrive', async () => {
    const bench = await openBench();
    const done = await buy(bench, {}, { method: 'us_bank_account' });
    expect(done.invoice).toBeNull();
    await bench.liveUntil(start + 4 * day);
    const later = await bench.stripe.checkout.sessions.retrieve(done.id, { expand: ['invoice'] });
    expect(later.invoice).toMatchObject({ status: 'paid', amount_paid: 39_000 });
  });

  it('is for orders only, and off unless it is asked for', async () => {
    const bench = await openBench();
    const plain = await buy(bench, { invoice_creation: { enabled: false } });
    expect(plain).toMatchObject({ invoice: null, customer: null });
    await expect(
      bench.stripe.checkout.sessions.create({
        mode: 'subscription',
        line_items: [{ price: demo.stripe.monthlyPriceId }],
        success_url: 'https://lyceum.example/done',
        invoice_creation: { enabled: true },
      }),
    ).rejects.toThrow('You can not pass `invoice_creation`');
  });
});

describe('what somebody bought', () => {
  it('is found by customer, by status and by payment', async () => {
    const bench = await openBench();
    const { id: customer } = await bench.stripe.customers.create({ email: 'ada@example.com' });
    const other = await buy(bench);
    const line_items = [{ price: passPriceId, quantity: 2 }];
    const paid = await buy(bench, { customer, line_items });
    const { id: open } = await bench.stripe.checkout.sessions.create({
      mode: 'payment',
      customer,
      line_items,
      success_url: 'https://lyceum.example/done',
    });
    const ids = async (filter: Stripe.Checkout.SessionListParams) =>
      (await bench.stripe.checkout.sessions.list(filter)).data.map((session) => session.id);
    expect(await ids({ customer })).toEqual([open, paid.id]);
    expect(await ids({ customer, status: 'complete' })).toEqual([paid.id]);
    expect(await ids({ customer, status: 'open' })).toEqual([open]);
    expect(await ids({ customer, status: 'expired' })).toEqual([]);
    const intent = (paid.payment_intent as Stripe.PaymentIntent).id;
    expect(await ids({ payment_intent: intent })).toEqual([paid.id]);
    const [found] = (
      await bench.stripe.checkout.sessions.list({
        customer,
        status: 'complete',
        expand: ['data.line_items', 'data.payment_intent.latest_charge'],
      })
    ).data;
    expect(found?.line_items?.data).toMatchObject([
      { price: { id: passPriceId }, quantity: 2, amount_total: 4800, description: 'Lyceum Membership' },
    ]);
    const charges = await bench.stripe.charges.list({ customer });
    expect(charges.data).toMatchObject([{ amount: 4800, payment_intent: intent, customer }]);
    expect(charges.data[0]?.receipt_url).toMatch(/\/receipt\/ch_/);

    await bench.act('dispute', { chargeId: charges.data[0]?.id });
    const [dispute] = (await bench.stripe.disputes.list({ payment_intent: intent })).data;
    expect(dispute).toMatchObject({ amount: 4800, status: 'needs_response' });
    expect((await bench.stripe.disputes.list({ charge: charges.data[0]?.id as string })).data).toEqual([
      dispute,
    ]);
    const elsewhere = (other.payment_intent as Stripe.PaymentIntent).id;
    expect((await bench.stripe.disputes.list({ payment_intent: elsewhere })).data).toEqual([]);
    const [code] = (await bench.stripe.promotionCodes.list({ code: 'welcome10', active: true })).data;
    expect(code?.id).toBe(seeded.welcomeCodeId);
    expect((await bench.stripe.promotionCodes.list({ code: 'NOPE' })).data).toEqual([]);
  });
});
