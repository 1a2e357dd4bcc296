import { describe, expect, it } from 'vitest';
import { GiveUp, ProviderUnavailable, RetryAfter } from '#kernel/errors';
import { seeded } from '../../src/sandbox/stripe/index.js';
import {
  day,
  monthlyPriceId,
  openBench,
  periodEnd,
  proPriceId,
  start,
  subscribe,
  type Bench,
} from '../sandbox/stripe-bench.js';
import { providerAt } from './stripe-bench.js';

const hour = 3_600;
const wei = { name: '陈薇', metadata: { lyceum_member: 'm1' }, key: 'customer:c1:m1' };
const date = (seconds: number) => new Date(seconds * 1000);

async function open() {
  const bench = await openBench();
  return { bench, provider: providerAt(bench.server) };
}

async function only(bench: Bench, customer: string) {
  const [found, ...more] = (await providerAt(bench.server).books(customer))?.subscriptions ?? [];
  if (!found || more.length > 0) throw new Error(`${customer} does not have one subscription`);
  return found;
}

describe('subscriptions', () => {
  it('are told as they stand: price, period, money', async () => {
    const { bench } = await open();
    const { customer, subscription } = await subscribe(bench);
    expect(await only(bench, customer)).toEqual({
      id: subscription,
      status: 'active',
      priceIds: [monthlyPriceId],
      periodStart: date(start),
      periodEnd: date(await periodEnd(bench, subscription)),
      trialEnd: null,
      collectionPaused: false,
      pausedUntil: null,
      paidThrough: date(await periodEnd(bench, subscription)),
      byInvoice: false,
      cancelAt: null,
      endedAt: null,
      endedUnpaid: false,
      failingSince: null,
      payUrl: null,
      openInvoice: null,
      openAmount: null,
      openDueAt: null,
      amount: 1900,
      currency: 'usd',
      discount: 0,
      createdAt: date(start),
    });
    await bench.act('cancel', { subscriptionId: subscription });
    const end = date(await periodEnd(bench, subscription));
    expect(await only(bench, customer)).toMatchObject({ status: 'active', cancelAt: end });
  });

  it('fail since the invoice that could not be collected was finalised, until it is paid', async () => {
    const { bench } = await open();
    const { customer, subscription } = await subscribe(bench, { card: 'fails-later' });
    await bench.liveUntil((await periodEnd(bench, subscription)) + 3 * hour);
    const { data } = await bench.stripe.invoices.list({ customer, status: 'open' });
    expect(data).toHaveLength(1);
    const [unpaid] = data;
    const failing = await only(bench, customer);
    expect(failing).toMatchObject({
      status: 'past_due',
      payUrl: unpaid?.hosted_invoice_url,
      endedUnpaid: false,
    });
    expect(failing.failingSince).toEqual(date(unpaid?.status_transitions.finalized_at ?? 0));
    expect(failing.payUrl).toMatch(/^http/);

    await bench.act('setCard', { customerId: customer, card: 'ok' });
    await bench.act('payInvoice', { invoiceId: unpaid?.id });
    expect(await only(bench, customer)).toMatchObject({ status: 'active', failingSince: null, payUrl: null });
  });

  it('keep the first failure when later ones follow, and say that they ended unpaid', async () => {
    const { bench } = await open();
    const { customer, subscription } = await subscribe(bench, { card: 'fails-later' });
    const due = await periodEnd(bench, subscription);
    await bench.liveUntil(due + 3 * hour);
    const { failingSince } = await only(bench, customer);
    await bench.act('settings', { afterLastRetry: 'cancel', retryDays: [1, 3] });
    await bench.liveUntil(due + 10 * day);
    const ended = await only(bench, customer);
    expect(ended).toMatchObject({ status: 'canceled', endedUnpaid: true, failingSince });
    expect(ended.endedAt?.getTime()).toBeGreaterThan(due * 1000);
  });

  it('that were cancelled by the member did not end unpaid', async () => {
    const { bench } = await open();
    const { customer, subscription } = await subscribe(bench);
    await bench.act('cancel', { subscriptionId: subscription, atPeriodEnd: false });
    expect(await only(bench, customer)).toMatchObject({
      status: 'canceled',
      endedUnpaid: false,
      failingSince: null,
      endedAt: date(start),
    });
  });

  it('are not mixed up: only the one that owes is failing', async () => {
    const { bench, provider } = await open();
    const { customer, subscription } = await subscribe(bench);
    await bench.stripe.subscriptions.create({
      customer,
      items: [{ price: proPriceId, quantity: 2 }],
      trial_period_days: 90,
    });
    await bench.act('failCard', { customerId: customer });
    await bench.liveUntil((await periodEnd(bench, subscription)) + 3 * hour);
    const found = (await provider.books(customer))?.subscriptions ?? [];
    const byId = new Map(found.map((one) => [one.id, one]));
    expect(byId.size).toBe(2);
    expect(byId.get(subscription)?.failingSince).not.toBeNull();
    byId.delete(subscription);
    const [other] = byId.values();
    const pro = await bench.stripe.prices.retrieve(proPriceId);
    expect(other).toMatchObject({
      status: 'trialing',
      failingSince: null,
      amount: 2 * (pro.unit_amount ?? 0),
    });
  });

  it('are all there, however many', async () => {
    const { bench, provider } = await open();
    const { customer } = await subscribe(bench);
    for (let i = 0; i < 104; i++) {
      await bench.stripe.subscriptions.create({
        customer,
        items: [{ price: monthlyPriceId }],
        trial_period_days: 30,
      });
    }
    const found = (await provider.books(customer))?.subscriptions ?? [];
    expect(new Set(found.map((one) => one.id)).size).toBe(105);
  });

  it('of a deleted customer are nobody’s, of a new one none, and of one unknown to Stripe untold', async () => {
    const { bench, provider } = await open();
    await expect(provider.books('cus_nobody')).rejects.toThrow('is the key of this account?');
    const fresh = await provider.createCustomer(wei);
    expect(await provider.books(fresh)).toEqual({ subscriptions: [], orders: [], payments: [] });
    await bench.stripe.customers.del(fresh);
    expect(await provider.books(fresh)).toBeNull();
  });
});

describe('buying', () => {
  const wish = {
    priceId: monthlyPriceId,
    recurring: true,
    trialDays: 0,
    promotionCode: null,
    reference: 'c1.m1.signature',
    locale: 'zh-CN' as const,
    metadata: { lyceum_member: 'm1' },
    key: 'checkout:m1:1',
  };

  it('goes through a Checkout that carries the reference, and is known only when it is done', async () => {
    const { bench, provider } = await open();
    const customerId = await provider.createCustomer(wei);
    const url = await provider.checkoutUrl({ ...wish, customerId });
    const { data } = await bench.stripe.checkout.sessions.list({ limit: 10 });
    expect(data).toHaveLength(1);
    const session = data[0] ?? { id: 'none' };
    expect(session).toMatchObject({
      url,
      mode: 'subscription',
      customer: customerId,
      client_reference_id: wish.reference,
      locale: 'zh',
      success_url: 'https://lyceum.example/paid',
      cancel_url: 'https://lyceum.example/back',
      metadata: wish.metadata,
    });
    expect(await provider.checkout(session.id)).toBeNull();
    await bench.act('payCheckout', { sessionId: session.id });
    expect(await provider.checkout(session.id)).toEqual({ customerId, reference: wish.reference });
    const subscriptions = await bench.stripe.subscriptions.list({ customer: customerId });
    expect(subscriptions.data[0]?.metadata).toEqual(wish.metadata);
    expect(await provider.checkout('cs_test_nobody')).toBeNull();
  });

  it('shows the same page for the same wish, and another for another', async () => {
    const { provider } = await open();
    const customerId = await provider.createCustomer(wei);
    const first = await provider.checkoutUrl({ ...wish, customerId });
    expect(await provider.checkoutUrl({ ...wish, customerId })).toBe(first);
    expect(await provider.checkoutUrl({ ...wish, customerId, key: 'checkout:m1:2' })).not.toBe(first);
    // The same key with other words is another wish, not an error.
    expect(await provider.checkoutUrl({ ...wish, customerId, locale: 'en' })).not.toBe(first);
  });

  it('leads to the Customer Portal afterwards', async () => {
    const { provider } = await open();
    const customerId = await provider.createCustomer(wei);
    const response = await fetch((await provider.portalUrl(customerId, 'en')) ?? '', { redirect: 'manual' });
    expect(response.status).toBe(200);
  });
});

describe('prices', () => {
  it('are told with their product, one by one', async () => {
    const { bench, provider } = await open();
    expect(await provider.price(monthlyPriceId)).toEqual({
      priceId: monthlyPriceId,
      amount: 1900,
      currency: 'usd',
      interval: 'month',
      intervalCount: 1,
      product: 'Lyceum Membership',
    });
    const once = await bench.act<{ price: string }>('createPrice', {
      product: 'A book',
      amount: 500,
      interval: null,
    });
    expect(await provider.price(once.price)).toMatchObject({
      interval: null,
      amount: 500,
      product: 'A book',
    });
    expect(await provider.price('price_nobody')).toBeNull();
    await bench.stripe.prices.update(once.price, { active: false });
    expect(await provider.price(once.price)).toBeNull();
    await bench.stripe.products.update(seeded.proProductId, { active: false });
    expect(await provider.price(proPriceId)).toBeNull();
  });

  it('are all listed, however many, without those that cannot be bought', async () => {
    const { bench, provider } = await open();
    const before = (await provider.prices()).length;
    const made: string[] = [];
    for (let i = 0; i < 130; i++) {
      made.push(
        (await bench.act<{ price: string }>('createPrice', { product: seeded.proProductId, amount: i }))
          .price,
      );
    }
    await bench.stripe.prices.update(made[0] ?? '', { active: false });
    const listed = await provider.prices();
    expect(listed).toHaveLength(before + 129);
    expect(new Set(listed.map((price) => price.priceId)).size).toBe(listed.length);
  });
});

describe('events', () => {
  it('since a cursor come oldest first, over any number of pages', async () => {
    const { bench, provider } = await open();
    const { customer } = await subscribe(bench);
    const all = await provider.eventsSince(null);
    expect(all.events.at(-1)).toMatchObject({ type: 'checkout.session.completed', customerId: customer });
    expect(all.newestId).toBe(all.events.at(-1)?.id);
    expect(await provider.eventsSince(all.newestId)).toEqual({ events: [], newestId: all.newestId });

    for (let i = 0; i < 60; i++) {
      await bench.stripe.subscriptions.create({
        customer,
        items: [{ price: monthlyPriceId }],
        trial_period_days: 30,
      });
    }
    const fresh = await provider.eventsSince(all.newestId);
    expect(fresh.events.length).toBeGreaterThan(100);
    const ours = new Set(fresh.events.map((event) => event.id));
    const theirs: string[] = [];
    for await (const event of bench.stripe.events.list({ limit: 100 }))
      if (ours.has(event.id)) theirs.unshift(event.id);
    expect(fresh.events.map((event) => event.id)).toEqual(theirs);
    expect(ours.has(all.newestId ?? '')).toBe(false);
    expect(fresh.newestId).toBe(theirs.at(-1));
  });

  it('since a cursor that Stripe has forgotten are all that it still has', async () => {
    const { bench, provider } = await open();
    const { customer } = await subscribe(bench);
    const { newestId } = await provider.eventsSince(null);
    await bench.liveUntil(start + 33 * day);
    for (const cursor of ['evt_long_gone', null]) {
      const { events, newestId: newest } = await provider.eventsSince(cursor);
      expect(events.length).toBeGreaterThan(0);
      expect(events.every((event) => event.customerId === customer)).toBe(true);
      expect(events.map((event) => event.id)).not.toContain(newestId);
      expect(newest).toBe(events.at(-1)?.id);
    }
  });
});

describe('when Stripe cannot be asked', () => {
  const kinds = ['429', '500', '409', 'reset', 'timeout'] as const;
  it.each(kinds)('an answer of %s is no answer', async (kind) => {
    const bench = await openBench();
    const provider = providerAt(bench.server, { timeoutMs: 150 });
    const { customer } = await subscribe(bench);
    await bench.act('fault', { match: { method: 'GET' }, times: 100, kind });
    const error: unknown = await provider.books(customer).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProviderUnavailable);
    expect(error).toBeInstanceOf(RetryAfter);
    expect(error).not.toBeInstanceOf(GiveUp);
    expect((error as ProviderUnavailable).ms).toBeGreaterThan(0);
    await bench.act('clearFaults');
    expect((await provider.books(customer))?.subscriptions).toHaveLength(1);
  });

  it('a closed door and a key it does not know are no answer either', async () => {
    const bench = await openBench();
    const stranger = providerAt(bench.server, { secretKey: 'sk_test_of_somebody_else' });
    await expect(stranger.books('cus_1')).rejects.toBeInstanceOf(ProviderUnavailable);
    await expect(stranger.price(monthlyPriceId)).rejects.toBeInstanceOf(ProviderUnavailable);
    const nowhere = providerAt({ url: 'http://127.0.0.1:9' });
    await expect(nowhere.eventsSince(null)).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  const newCustomer = { method: 'POST', path: '/v1/customers' };
  const count = async (bench: Bench) => (await bench.stripe.customers.list({ limit: 100 })).data.length;

  it('an answer that was lost on the way does not make two customers', async () => {
    const { bench, provider } = await open();
    await bench.act('fault', { match: newCustomer, times: 1, kind: 'reset-after' });
    const first = await provider.createCustomer(wei);
    expect(await count(bench)).toBe(1);
    // All tries of one call are lost; the next call, even from another process, finds what it made.
    const ben = { name: 'Ben', metadata: { lyceum_member: 'm2' }, key: 'customer:c1:m2' };
    await bench.act('fault', { match: newCustomer, times: 3, kind: 'reset-after' });
    await expect(provider.createCustomer(ben)).rejects.toBeInstanceOf(ProviderUnavailable);
    const second = await providerAt(bench.server).createCustomer(ben);
    expect(second).not.toBe(first);
    expect(await count(bench)).toBe(2);
  });

  it('a failure that Stripe repeats for a day is settled by looking: it had worked, or it is done now', async () => {
    const { bench, provider } = await open();
    await bench.act('fault', { match: newCustomer, times: 1, kind: '500-after' });
    const made = await provider.createCustomer(wei);
    expect(await count(bench)).toBe(1);
    expect(await provider.createCustomer(wei)).toBe(made);
    await bench.stripe.customers.del(made);
    const anew = await provider.createCustomer(wei);
    expect(anew).not.toBe(made);
    expect(await provider.createCustomer(wei)).toBe(anew);
    expect(await count(bench)).toBe(1);
  });
});
