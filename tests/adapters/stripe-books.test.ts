import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import {
  day,
  monthlyPriceId,
  openBench,
  periodEnd,
  start,
  subscribe,
  type Bench,
} from '../sandbox/stripe-bench.js';
import { providerAt } from './stripe-bench.js';

const { passPriceId, lifetimePriceId, cnyMonthlyPriceId, proPriceId } = demo.stripe;
const hour = 3_600;
const date = (seconds: number) => new Date(seconds * 1000);

/** Somebody with a customer of ours, and a way to look at their books. */
async function open() {
  const bench = await openBench();
  const provider = providerAt(bench.server);
  const customer = await provider.createCustomer({ name: '陈薇', metadata: {}, key: 'customer' });
  const look = async () => {
    const books = await provider.books(customer);
    if (!books) throw new Error('the customer is gone');
    return books;
  };
  let wishes = 0;
  const wish = {
    customerId: customer,
    recurring: false,
    trialDays: 0,
    promotionCode: null as string | null,
    reference: 'c1.m1.signature',
    locale: 'en' as const,
    metadata: {},
  };
  /** Opens a Checkout as the bot does, and pays it. */
  async function buy(
    priceId: string,
    more: Partial<typeof wish> & { metadata?: Record<string, string> } = {},
    paying: object = {},
  ) {
    wishes += 1;
    const url = await provider.checkoutUrl({ ...wish, ...more, priceId, key: `checkout:${wishes}` });
    const sessionId = /cs_\w+/.exec(url ?? '')?.[0] ?? '';
    await bench.act('payCheckout', { sessionId, ...paying });
    return sessionId;
  }
  return { bench, provider, customer, look, buy };
}

const chargeOf = async (bench: Bench) => (await bench.stripe.charges.list({ limit: 1 })).data[0]?.id ?? '';

describe('what is bought once', () => {
  it('is an order with its payment, its price and its gift', async () => {
    const { look, buy } = await open();
    const id = await buy(passPriceId, { metadata: { lyceum_gift: 'gift-1' } });
    const { orders, payments, subscriptions } = await look();
    expect(subscriptions).toEqual([]);
    expect(orders).toEqual([
      {
        id,
        paymentIntent: expect.stringMatching(/^pi_/),
        priceIds: [passPriceId],
        amount: 2400,
        currency: 'usd',
        paidAt: date(start),
        giftId: 'gift-1',
      },
    ]);
    expect(payments).toEqual([
      {
        id: expect.stringMatching(/^ch_/),
        paymentIntent: orders[0]?.paymentIntent,
        subscriptionId: null,
        invoiceId: null,
        amount: 2400,
        refunded: 0,
        currency: 'usd',
        dispute: 'none',
        disputeId: null,
        paidAt: date(start),
        receiptUrl: expect.stringMatching(/^http/),
      },
    ]);
  });

  it('is none before it is paid, and none when the payment comes back', async () => {
    const { bench, provider, customer, look, buy } = await open();
    await provider.checkoutUrl({
      customerId: customer,
      priceId: passPriceId,
      recurring: false,
      trialDays: 0,
      promotionCode: null,
      reference: 'c1.m1.signature',
      locale: 'en',
      metadata: {},
      key: 'looked at and left',
    });
    expect((await look()).orders).toEqual([]);
    await buy(passPriceId, {}, { method: 'us_bank_account', card: 'fails-later' });
    expect((await look()).orders).toEqual([]);
    await bench.liveUntil(start + 6 * day);
    expect(await look()).toMatchObject({ orders: [], payments: [] });
  });

  it('by bank debit is one as soon as the money has come', async () => {
    const { bench, look, buy } = await open();
    await buy(passPriceId, {}, { method: 'us_bank_account' });
    expect((await look()).orders).toEqual([]);
    await bench.liveUntil(start + 6 * day);
    expect((await look()).orders).toHaveLength(1);
  });

  it('for nothing, by a code, is an order without a payment', async () => {
    const { bench, provider, look, buy } = await open();
    const { coupon } = await bench.act<{ coupon: string }>('createCoupon', { percentOff: 100 });
    await bench.act('createPromotionCode', { couponId: coupon, code: 'FREE' });
    expect(await provider.promotionCode('NONE')).toBeNull();
    const promotionCode = await provider.promotionCode('free');
    expect(promotionCode).toMatch(/^promo_/);
    await buy(lifetimePriceId, { promotionCode });
    expect(await look()).toMatchObject({
      orders: [{ amount: 0, paymentIntent: null, priceIds: [lifetimePriceId] }],
      payments: [],
    });
  });
});

describe('money', () => {
  it('that goes back, in part and as a whole, is told by how much', async () => {
    const { bench, look, buy } = await open();
    await buy(passPriceId);
    const chargeId = await chargeOf(bench);
    await bench.act('refund', { chargeId, amount: 400 });
    expect((await look()).payments).toMatchObject([{ refunded: 400, amount: 2400 }]);
    await bench.act('refund', { chargeId });
    expect((await look()).payments).toMatchObject([{ refunded: 2400 }]);
  });

  it.each([
    [{ inquiry: true }, null, 'inquiry'],
    [{ inquiry: true }, 'won', 'won'],
    [{}, null, 'open'],
    [{}, 'won', 'won'],
    [{}, 'lost', 'lost'],
  ])('disputed with %o and then %s is %s', async (given, outcome, state) => {
    const { bench, provider, customer, look, buy } = await open();
    await buy(passPriceId);
    const chargeId = await chargeOf(bench);
    const { dispute } = await bench.act<{ dispute: string }>('dispute', { chargeId, ...given });
    if (outcome) await bench.act('closeDispute', { disputeId: dispute, outcome });
    expect((await look()).payments).toMatchObject([{ dispute: state, disputeId: dispute }]);
    // The event names the charge alone.
    expect(await provider.customerOfCharge(chargeId)).toBe(customer);
  });

  it('under review is still held by the bank', async () => {
    const { bench, look, buy } = await open();
    await buy(passPriceId);
    const { dispute } = await bench.act<{ dispute: string }>('dispute', { chargeId: await chargeOf(bench) });
    await bench.act('answerDispute', { disputeId: dispute, text: 'They read every lesson.' });
    expect((await look()).payments).toMatchObject([{ dispute: 'open' }]);
  });

  it('of a charge that nobody knows is nobody’s', async () => {
    const { provider } = await open();
    expect(await provider.customerOfCharge('ch_nobody')).toBeNull();
  });

  it('for a subscription names it, with the invoice to look at', async () => {
    const { look, buy } = await open();
    await buy(monthlyPriceId, { recurring: true });
    const { subscriptions, payments } = await look();
    expect(payments).toMatchObject([
      {
        subscriptionId: subscriptions[0]?.id,
        invoiceId: expect.stringMatching(/^in_/),
        amount: 1900,
        receiptUrl: expect.stringContaining('/invoice/'),
      },
    ]);
  });
});

describe('a subscription', () => {
  it('on trial says until when, and that nothing was paid for beyond it', async () => {
    const { bench, look, buy } = await open();
    await buy(proPriceId, { recurring: true, trialDays: 7 });
    const end = date(start + 7 * day);
    expect(await look()).toMatchObject({
      subscriptions: [
        { status: 'trialing', trialEnd: end, cancelAt: null, failingSince: null, paidThrough: end },
      ],
      payments: [],
    });
    await bench.liveUntil(start + 7 * day + 2 * hour);
    const { subscriptions, payments } = await look();
    expect(subscriptions).toMatchObject([{ status: 'active', trialEnd: end, periodStart: end }]);
    expect(payments).toMatchObject([{ amount: 4900 }]);
    // The first charge belongs to the period that it pays for.
    const paidAt = payments[0]?.paidAt.getTime() ?? 0;
    expect(paidAt).toBeGreaterThanOrEqual((subscriptions[0]?.periodStart?.getTime() ?? NaN) - 300_000);
  });

  it('paused says so by its status, and with its collection paused until when', async () => {
    const { bench, customer, subscription } = await subscribed();
    const end = await periodEnd(bench, subscription);
    await bench.act('pause', { subscriptionId: subscription, what: 'collection', days: 40 });
    const look = async () => (await providerAt(bench.server).books(customer))?.subscriptions[0];
    expect(await look()).toMatchObject({
      status: 'active',
      collectionPaused: true,
      pausedUntil: date(start + 40 * day),
      paidThrough: date(end),
    });
    await bench.liveUntil(end + 2 * hour);
    // The period that nobody is charged for changes nothing about what was paid for.
    expect(await look()).toMatchObject({ status: 'active', paidThrough: date(end), failingSince: null });
    await bench.act('resume', { subscriptionId: subscription });
    expect(await look()).toMatchObject({ collectionPaused: false, pausedUntil: null });
    await bench.act('pause', { subscriptionId: subscription, what: 'collection' });
    expect(await look()).toMatchObject({ collectionPaused: true, pausedUntil: null });
    await bench.act('resume', { subscriptionId: subscription });
    await bench.act('pause', { subscriptionId: subscription });
    expect(await look()).toMatchObject({ status: 'paused' });
  });

  it('to be cancelled says at which moment, whichever way it was asked for', async () => {
    const { bench, customer, subscription } = await subscribed();
    const look = async () => (await providerAt(bench.server).books(customer))?.subscriptions[0];
    await bench.act('cancel', { subscriptionId: subscription });
    expect(await look()).toMatchObject({ cancelAt: date(await periodEnd(bench, subscription)) });
    await bench.act('resume', { subscriptionId: subscription });
    expect(await look()).toMatchObject({ cancelAt: null });
    const at = start + 9 * day;
    await bench.act('cancel', { subscriptionId: subscription, at: date(at).toISOString() });
    expect(await look()).toMatchObject({ cancelAt: date(at), status: 'active' });
    await bench.liveUntil(at + 60);
    expect(await look()).toMatchObject({ status: 'canceled', endedAt: date(at), endedUnpaid: false });
  });

  it('switched in its period has two payments in it', async () => {
    const { bench, customer, subscription } = await subscribed();
    await bench.liveUntil(start + 10 * day);
    await bench.act('changePlan', {
      subscriptionId: subscription,
      priceId: proPriceId,
      proration: 'always_invoice',
    });
    const books = await providerAt(bench.server).books(customer);
    expect(books?.subscriptions).toMatchObject([{ priceIds: [proPriceId], periodStart: date(start) }]);
    expect(books?.payments).toHaveLength(2);
    expect(books?.payments.every((one) => one.subscriptionId === subscription)).toBe(true);
  });

  async function subscribed() {
    const bench = await openBench();
    return { bench, ...(await subscribe(bench)) };
  }
});

describe('invoices that are paid by hand', () => {
  async function invoiced(email: string | null = 'wei@example.com') {
    const { bench, provider, customer, look } = await open();
    const wish = {
      customerId: customer,
      priceId: cnyMonthlyPriceId,
      daysUntilDue: 7,
      metadata: {},
      key: 'invoiced:1',
    };
    const url = await provider.subscribeByInvoice({ ...wish, email });
    const only = async () => {
      const [one] = (await look()).subscriptions;
      if (!one) throw new Error('there is no subscription');
      return one;
    };
    const again = () => provider.subscribeByInvoice({ ...wish, email });
    return { bench, look, only, url, again };
  }

  it('are not begun without an address, and are begun once however often they are asked for', async () => {
    expect((await invoiced(null)).url).toBeNull();
    const { url, again, look } = await invoiced();
    expect(url).toMatch(/\/invoice\/in_/);
    expect(await again()).toBe(url);
    expect((await look()).subscriptions).toHaveLength(1);
  });

  it('wait to be paid, with what, until when and where, and nothing is failing yet', async () => {
    const { only, url } = await invoiced();
    const due = date(start + 7 * day);
    expect(await only()).toMatchObject({
      status: 'active',
      byInvoice: true,
      paidThrough: null,
      failingSince: null,
      openInvoice: expect.stringMatching(/^in_/),
      openAmount: 12_800,
      openDueAt: due,
      payUrl: url,
      currency: 'cny',
    });
  });

  it('that were paid say through when, and the next one waits beside it', async () => {
    const { bench, only, look } = await invoiced();
    const { openInvoice } = await only();
    await bench.act('payByHand', { invoiceId: openInvoice, method: 'alipay' });
    const paid = await only();
    expect(paid).toMatchObject({ openInvoice: null, payUrl: null, paidThrough: paid.periodEnd });
    expect((await look()).payments).toMatchObject([
      { amount: 12_800, currency: 'cny', subscriptionId: paid.id },
    ]);
    const end = await periodEnd(bench, paid.id);
    await bench.liveUntil(end + 2 * hour);
    expect(await only()).toMatchObject({
      status: 'active',
      failingSince: null,
      paidThrough: date(end),
      openInvoice: expect.not.stringContaining(openInvoice ?? ''),
      openDueAt: date(end + hour + 7 * day),
    });
  });

  it('that are overdue fail since the day on which they were due', async () => {
    const { bench, only } = await invoiced();
    const { openInvoice, openDueAt } = await only();
    await bench.act('payByHand', { invoiceId: openInvoice, method: 'alipay' });
    const end = await periodEnd(bench, (await only()).id);
    await bench.liveUntil(end + 9 * day);
    expect(openDueAt).toEqual(date(start + 7 * day));
    expect(await only()).toMatchObject({ status: 'past_due', failingSince: date(end + hour + 7 * day) });
  });
});
