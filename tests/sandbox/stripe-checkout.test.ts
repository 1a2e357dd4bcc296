import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/sandbox/stripe/index.js';
import { day, monthlyPriceId, openBench, start, subscribe } from './stripe-bench.js';

const pages = { success_url: 'https://lyceum.example/done?s={CHECKOUT_SESSION_ID}' };

describe('Checkout', () => {
  it('turns a paid session into an active subscription, and says so in order', async () => {
    const bench = await openBench();
    const { customer, subscription, session } = await subscribe(bench, { reference: 'member-7' });

    const found = await bench.stripe.subscriptions.retrieve(subscription, {
      expand: ['latest_invoice.payments', 'customer', 'default_payment_method'],
    });
    expect(found.status).toBe('active');
    expect(found.items.data[0]?.price.id).toBe(monthlyPriceId);
    expect(found.items.data[0]?.current_period_end).toBe(Date.UTC(2026, 11, 22, 9) / 1000);
    expect(found).toMatchObject({
      customer: { id: customer, email: 'payer@example.com' },
      default_payment_method: { card: { last4: '4242' } },
      latest_invoice: {
        status: 'paid',
        amount_paid: 1900,
        billing_reason: 'subscription_create',
        parent: { subscription_details: { subscription } },
        payments: { data: [{ status: 'paid', amount_paid: 1900 }] },
      },
    });

    const done = await bench.stripe.checkout.sessions.retrieve(session, { expand: ['line_items'] });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      client_reference_id: 'member-7',
      customer,
      subscription,
      url: null,
      line_items: { data: [{ description: 'Lyceum Membership', amount_total: 1900 }] },
    });

    expect(await bench.types()).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.updated',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'checkout.session.completed',
    ]);
    const [updated] = bench.received.filter((event) => event.type === 'customer.subscription.updated');
    expect(updated?.data.previous_attributes).toEqual({ status: 'incomplete' });
    expect(updated).toMatchObject({ api_version: '2026-10-28.endive', created: start, livemode: false });
  });

  it('keeps a session open when the card is declined, and takes another card', async () => {
    const bench = await openBench();
    const session = await bench.stripe.checkout.sessions.create({
      ...pages,
      mode: 'subscription',
      line_items: [{ price: monthlyPriceId, quantity: 1 }],
    });
    const refused = await bench.act('payCheckout', { sessionId: session.id, card: 'declined' });
    expect(refused).toMatchObject({ paid: false });
    expect(await bench.types()).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
    expect((await bench.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
    const accepted = await bench.act('payCheckout', { sessionId: session.id, card: 'ok' });
    expect(accepted).toMatchObject({ paid: true, redirect: `https://lyceum.example/done?s=${session.id}` });
    await expect(bench.act('payCheckout', { sessionId: session.id })).rejects.toThrow('complete');
  });

  it('sells once in payment mode, with prices made on the spot', async () => {
    const bench = await openBench();
    const session = await bench.stripe.checkout.sessions.create({
      ...pages,
      mode: 'payment',
      customer_email: 'reader@example.com',
      metadata: { course: '7' },
      line_items: [
        { price_data: { currency: 'cny', unit_amount: 9900, product_data: { name: '课程' } }, quantity: 2 },
      ],
    });
    expect(session).toMatchObject({ amount_total: 19_800, currency: 'cny', payment_status: 'unpaid' });
    await bench.act('payCheckout', { sessionId: session.id });
    const done = await bench.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      customer: null,
      subscription: null,
      customer_details: { email: 'reader@example.com' },
      payment_intent: { status: 'succeeded', latest_charge: { paid: true, amount: 19_800 } },
    });
    const listed = (await bench.stripe.prices.list({ active: true })).data.map((price) => price.id);
    expect(listed.every((id) => id.startsWith('price_demo_'))).toBe(true);
  });

  it('begins a trial without taking money, and warns before it ends', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench, { trialDays: 7 });
    const begun = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    expect(begun).toMatchObject({
      status: 'trialing',
      trial_end: start + 7 * day,
      latest_invoice: { amount_due: 0, status: 'paid' },
    });
    expect(await bench.types()).not.toContain('charge.succeeded');
    await bench.liveUntil(start + 7 * day);
    expect(await bench.types()).toEqual([
      'customer.subscription.trial_will_end',
      'invoice.created',
      'customer.subscription.updated',
    ]);
    await bench.liveUntil(start + 8 * day);
    const paid = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    expect(paid).toMatchObject({ status: 'active', latest_invoice: { amount_paid: 1900 } });
  });

  it('expires an abandoned session after a day, or when told to', async () => {
    const bench = await openBench();
    const create = () =>
      bench.stripe.checkout.sessions.create({
        ...pages,
        cancel_url: 'https://lyceum.example/plans',
        mode: 'subscription',
        line_items: [{ price: seeded.cnyPriceId, quantity: 1 }],
      });
    const [left, told] = [await create(), await create()];
    const away = await bench.act('abandonCheckout', { sessionId: left.id });
    expect(away).toEqual({ redirect: 'https://lyceum.example/plans' });
    await bench.stripe.checkout.sessions.expire(told.id);
    await expect(bench.stripe.checkout.sessions.expire(told.id)).rejects.toThrow('expired');
    await bench.liveUntil(left.expires_at - 1);
    expect((await bench.stripe.checkout.sessions.list({ status: 'open' })).data.map((s) => s.id)).toEqual([
      left.id,
    ]);
    await bench.liveUntil(left.expires_at);
    expect((await bench.stripe.checkout.sessions.retrieve(left.id)).status).toBe('expired');
    expect(await bench.types()).toEqual(['checkout.session.expired', 'checkout.session.expired']);
    expect(bench.received.at(-1)?.created).toBe(left.expires_at);
  });
});
