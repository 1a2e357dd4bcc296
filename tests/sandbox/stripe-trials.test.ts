import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/sandbox/stripe/index.js';
import { day, monthlyPriceId, openBench, start, subscribe, type Bench } from './stripe-bench.js';

type Missing = 'cancel' | 'create_invoice' | 'pause';

/** A trial for which no card was asked. */
async function withoutCard(bench: Bench, missing_payment_method?: Missing) {
  const session = await bench.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://lyceum.example/done',
    line_items: [{ price: monthlyPriceId, quantity: 1 }],
    payment_method_collection: 'if_required',
    subscription_data: {
      trial_period_days: 10,
      ...(missing_payment_method && { trial_settings: { end_behavior: { missing_payment_method } } }),
    },
  });
  expect(await (await fetch(session.url as string)).text()).not.toContain('4242');
  return bench.act<{ customer: string; subscription: string }>('payCheckout', { sessionId: session.id });
}

async function found(bench: Bench, subscription: string): Promise<Stripe.Subscription> {
  return bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
}

describe('a trial without a card', () => {
  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    [undefined, 'past_due'],
  ] as const)('that should %s is %s at its end', async (missing, status) => {
    const bench = await openBench();
    const { subscription, customer } = await withoutCard(bench, missing);
    expect(await found(bench, subscription)).toMatchObject({
      status: 'trialing',
      default_payment_method: null,
      trial_settings: { end_behavior: { missing_payment_method: missing ?? 'create_invoice' } },
    });
    expect((await bench.stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    await bench.types();
    await bench.liveUntil(start + 7 * day);
    expect(await bench.types()).toContain('customer.subscription.trial_will_end');
    await bench.liveUntil(start + 10 * day + 2 * 3600);
    expect((await found(bench, subscription)).status).toBe(status);
    const types = await bench.types();
    expect(types.includes('customer.subscription.paused')).toBe(status === 'paused');
    expect(types.includes('customer.subscription.deleted')).toBe(status === 'canceled');
  });

  it('goes on as if nothing were missing once a card is there', async () => {
    const bench = await openBench();
    const { subscription, customer } = await withoutCard(bench, 'pause');
    await bench.act('setCard', { customerId: customer, card: 'ok' });
    await bench.liveUntil(start + 11 * day);
    expect(await found(bench, subscription)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 1900 },
    });
  });

  it('resumes from its pause with a card', async () => {
    const bench = await openBench();
    const { subscription, customer } = await withoutCard(bench, 'pause');
    await bench.liveUntil(start + 30 * day);
    expect(await found(bench, subscription)).toMatchObject({
      status_details: { paused: { subscription: { type: 'trial_end_without_payment_method' } } },
    });
    await bench.act('setCard', { customerId: customer, card: 'ok' });
    const resumed = await bench.stripe.subscriptions.resume(subscription, {
      payment_behavior: 'resume_on_payment_success',
      expand: ['latest_invoice'],
    });
    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: start + 30 * day,
      latest_invoice: { amount_paid: 1900 },
    });
  });
});

describe('a trial sold with everything that goes with it', () => {
  it('keeps the code for the first real invoice, and its data on the subscription', async () => {
    const bench = await openBench();
    const session = await bench.stripe.checkout.sessions.create({
      mode: 'subscription',
      success_url: 'https://lyceum.example/done',
      line_items: [{ price: monthlyPriceId, quantity: 1 }],
      client_reference_id: 'member-7',
      metadata: { community: 'c1' },
      payment_method_collection: 'always',
      discounts: [{ promotion_code: seeded.welcomeCodeId }],
      subscription_data: {
        trial_period_days: 7,
        metadata: { member: 'm7' },
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      },
    });
    expect(session).toMatchObject({
      amount_total: 0,
      payment_method_collection: 'always',
      discounts: [{ promotion_code: seeded.welcomeCodeId }],
    });
    const page = await (await fetch(`${session.url}?lang=zh`)).text();
    expect(page).toContain('开始试用');
    expect(page).toContain('4242');
    const { subscription } = await bench.act<{ subscription: string }>('payCheckout', {
      sessionId: session.id,
    });
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      metadata: { community: 'c1' },
      client_reference_id: 'member-7',
    });
    expect(await found(bench, subscription)).toMatchObject({
      status: 'trialing',
      metadata: { member: 'm7' },
      latest_invoice: { amount_paid: 0, discounts: [] },
    });
    await bench.types();
    await bench.liveUntil(start + 4 * day);
    expect(await bench.types()).toEqual(['customer.subscription.trial_will_end']);
    await bench.liveUntil(start + 8 * day);
    expect(await found(bench, subscription)).toMatchObject({
      status: 'active',
      latest_invoice: { amount_paid: 1710, parent: { subscription_details: { metadata: { member: 'm7' } } } },
    });
  });
});

describe('the end of a trial', () => {
  it('is moved, and warned of three days before its new date', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench, { trialDays: 10 });
    await bench.liveUntil(start + day);
    const longer = await bench.stripe.subscriptions.update(subscription, { trial_end: start + 20 * day });
    expect(longer).toMatchObject({
      status: 'trialing',
      trial_end: start + 20 * day,
      items: { data: [{ current_period_start: start, current_period_end: start + 20 * day }] },
    });
    await bench.types();
    await bench.liveUntil(start + 16 * day);
    expect(await bench.types()).not.toContain('customer.subscription.trial_will_end');
    await bench.liveUntil(start + 17 * day);
    expect(await bench.types()).toContain('customer.subscription.trial_will_end');
    await bench.liveUntil(start + 21 * day);
    expect((await found(bench, subscription)).status).toBe('active');
    await expect(bench.stripe.subscriptions.update(subscription, { trial_end: start })).rejects.toMatchObject(
      { param: 'trial_end' },
    );
  });

  it('can be now, and the first month is paid at once', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench, { trialDays: 10 });
    await bench.liveUntil(start + day);
    const ended = await bench.stripe.subscriptions.update(subscription, {
      trial_end: 'now',
      expand: ['latest_invoice'],
    });
    expect(ended).toMatchObject({
      status: 'active',
      trial_end: start + day,
      billing_cycle_anchor: start + day,
      latest_invoice: { status: 'paid', amount_paid: 1900, billing_reason: 'subscription_update' },
      items: { data: [{ current_period_start: start + day }] },
    });
    await bench.liveUntil(start + 12 * day);
    expect((await bench.stripe.invoices.list({ subscription })).data).toHaveLength(2);
  });

  it('is given to somebody who pays already, with the unused time credited', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const gift = await bench.stripe.subscriptions.update(subscription, { trial_end: start + 60 * day });
    expect(gift).toMatchObject({ status: 'trialing', trial_start: start, trial_end: start + 60 * day });
    await bench.liveUntil(start + 60 * day + 7200);
    const after = await found(bench, subscription);
    expect(after.status).toBe('active');
    expect((after.latest_invoice as Stripe.Invoice).lines.data.map((line) => line.amount)).toEqual([
      -1900, 1900,
    ]);
    expect((await bench.stripe.invoices.list({ subscription })).data).toHaveLength(2);
  });
});
