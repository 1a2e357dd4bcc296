import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/sandbox/stripe/index.js';
import { day, monthlyPriceId, openBench, periodEnd, start, subscribe, type Bench } from './stripe-bench.js';

const hour = 3600;

/** Somebody who is sent invoices in yuan, with a week to pay. */
async function sent(bench: Bench, extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const customer = await bench.stripe.customers.create({ email: 'wei@example.com', name: '陈薇' });
  const made = await bench.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: seeded.cnyPriceId }],
    collection_method: 'send_invoice',
    days_until_due: 7,
    ...extra,
  });
  return { customer: customer.id, subscription: made.id, made };
}

async function latest(bench: Bench, subscription: string): Promise<Stripe.Invoice> {
  const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
  return found.latest_invoice as Stripe.Invoice;
}

async function statusOf(bench: Bench, subscription: string): Promise<string> {
  return (await bench.stripe.subscriptions.retrieve(subscription)).status;
}

async function submit(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

describe('an invoice that is sent', () => {
  it('is a draft for an hour, then waits a week for its payer', async () => {
    const bench = await openBench();
    const { subscription, made } = await sent(bench);
    expect(made).toMatchObject({
      status: 'active',
      collection_method: 'send_invoice',
      days_until_due: 7,
    });
    expect(await latest(bench, subscription)).toMatchObject({
      status: 'draft',
      hosted_invoice_url: null,
      next_payment_attempt: null,
      automatically_finalizes_at: start + hour,
    });
    await bench.types();
    await bench.liveUntil(start + hour);
    expect(await bench.types()).toEqual(['invoice.finalized', 'payment_intent.created', 'invoice.sent']);
    const invoice = await latest(bench, subscription);
    expect(invoice).toMatchObject({
      status: 'open',
      collection_method: 'send_invoice',
      due_date: start + hour + 7 * day,
      amount_due: 12_800,
      attempted: false,
      next_payment_attempt: null,
    });
    await bench.liveUntil(start + 6 * day);
    expect(await statusOf(bench, subscription)).toBe('active');
    const page = await (await fetch(`${invoice.hosted_invoice_url}?lang=zh`)).text();
    expect(page).toContain('支付宝');
    expect(page).toContain('微信支付');
    expect(page).toContain('¥128.00');
    expect(await submit(invoice.hosted_invoice_url as string, { do: 'alipay' })).toContain('notice_paid');
    expect((await bench.types()).slice(0, 4)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.updated',
    ]);
    const [charge] = (await bench.stripe.charges.list()).data;
    expect(charge?.payment_method_details?.type).toBe('alipay');
    await bench.liveUntil(start + 20 * day);
    expect(await statusOf(bench, subscription)).toBe('active');
  });

  it('comes again each period, and is paid by hand each time', async () => {
    const bench = await openBench();
    const { subscription } = await sent(bench);
    for (const method of ['wechat_pay', 'alipay', 'card'] as const) {
      await bench.liveUntil(bench.clock.now() / 1000 + 2 * hour);
      const invoice = await latest(bench, subscription);
      expect(invoice.status).toBe('open');
      await bench.act('payByHand', { invoiceId: invoice.id, method });
      await bench.liveUntil(await periodEnd(bench, subscription));
    }
    const invoices = await bench.stripe.invoices.list({ subscription, collection_method: 'send_invoice' });
    expect(invoices.data.map((invoice) => invoice.status)).toEqual(['draft', 'paid', 'paid', 'paid']);
    expect((await bench.stripe.invoices.list({ collection_method: 'charge_automatically' })).data).toEqual(
      [],
    );
  });

  it.each([
    ['past_due', 'past_due'],
    ['unpaid', 'unpaid'],
    ['cancel', 'canceled'],
  ])('makes its subscription past_due when it is overdue, and then %s', async (afterOverdue, status) => {
    const bench = await openBench();
    await bench.act('settings', { afterOverdue, giveUpDays: 10, willBeDueDays: 2, overdueDays: 1 });
    const { subscription, customer } = await sent(bench);
    const due = start + hour + 7 * day;
    await bench.liveUntil(due - 1);
    expect(await statusOf(bench, subscription)).toBe('active');
    await bench.types();
    await bench.liveUntil(due);
    expect(await statusOf(bench, subscription)).toBe('past_due');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true });
    expect(await bench.types()).toEqual(['customer.subscription.updated', 'customer.updated']);
    await bench.liveUntil(due + 10 * day);
    expect(await statusOf(bench, subscription)).toBe(status);
    const notices = bench.received.filter((event) => /will_be_due|overdue/.test(event.type));
    expect(notices.map((event) => [event.type, event.created - due])).toEqual([
      ['invoice.will_be_due', -2 * day],
      ['invoice.overdue', day],
    ]);
    const invoice = await latest(bench, subscription);
    expect(invoice.status).toBe('open');
    await bench.act('payByHand', { invoiceId: invoice.id, method: 'alipay' });
    expect(await statusOf(bench, subscription)).toBe(status === 'canceled' ? 'canceled' : 'active');
    expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false });
  });

  it('takes only the ways to pay that were named, and only wallets where something is sent', async () => {
    const bench = await openBench();
    const { subscription } = await sent(bench, {
      payment_settings: { payment_method_types: ['wechat_pay'] },
    });
    await bench.liveUntil(start + hour);
    const invoice = await latest(bench, subscription);
    expect(invoice.payment_settings.payment_method_types).toEqual(['wechat_pay']);
    const url = invoice.hosted_invoice_url as string;
    const page = await (await fetch(url)).text();
    expect(page).not.toContain('4242');
    expect(page).not.toContain('Alipay');
    expect(await submit(url, { do: 'alipay' })).toContain('problem_state');
    expect(await submit(url, { card: 'ok' })).toContain('problem_state');
    await expect(bench.act('payByHand', { invoiceId: invoice.id, method: 'alipay' })).rejects.toThrow(
      'cannot be paid with alipay',
    );
    const member = await subscribe(bench);
    await expect(
      bench.stripe.subscriptions.update(member.subscription, {
        payment_settings: { payment_method_types: ['alipay'] },
      }),
    ).rejects.toThrow('can only be used when');
    await expect(sent(bench, { days_until_due: undefined as never })).rejects.toMatchObject({
      param: 'days_until_due',
    });
  });

  it('follows a declined card without harm', async () => {
    const bench = await openBench();
    const { subscription } = await sent(bench);
    await bench.liveUntil(start + hour);
    const { id } = await latest(bench, subscription);
    const refused = await bench.act('payByHand', { invoiceId: id, method: 'card', card: 'declined' });
    expect(refused).toMatchObject({ paid: false });
    expect(await bench.types()).toContain('invoice.payment_failed');
    await bench.liveUntil(start + 5 * day);
    expect(await statusOf(bench, subscription)).toBe('active');
    expect(await latest(bench, subscription)).toMatchObject({ next_payment_attempt: null });
  });

  it('is sent early, sent again, or sent from the next period on', async () => {
    const bench = await openBench();
    const { subscription } = await sent(bench);
    const draft = await latest(bench, subscription);
    const now = await bench.stripe.invoices.sendInvoice(draft.id);
    expect(now).toMatchObject({ status: 'open', due_date: start + 7 * day });
    await bench.stripe.invoices.sendInvoice(draft.id);
    expect((await bench.types()).filter((type) => type === 'invoice.sent')).toHaveLength(2);
    const member = await subscribe(bench);
    await expect(
      bench.stripe.invoices.sendInvoice((await latest(bench, member.subscription)).id),
    ).rejects.toThrow('`send_invoice`');
    await bench.stripe.subscriptions.update(member.subscription, {
      collection_method: 'send_invoice',
      days_until_due: 3,
    });
    await bench.liveUntil((await periodEnd(bench, member.subscription)) + 2 * hour);
    expect(await latest(bench, member.subscription)).toMatchObject({
      collection_method: 'send_invoice',
      status: 'open',
    });
  });

  it('begins after a trial, and costs nothing while that lasts', async () => {
    const bench = await openBench();
    const { subscription, made } = await sent(bench, { trial_period_days: 3 });
    expect(made.status).toBe('trialing');
    expect(await latest(bench, subscription)).toMatchObject({ status: 'paid', amount_due: 0 });
    await bench.liveUntil(start + 3 * day + hour);
    expect(await statusOf(bench, subscription)).toBe('active');
    expect(await latest(bench, subscription)).toMatchObject({ status: 'open', amount_due: 12_800 });
  });

  it('can be settled outside Stripe', async () => {
    const bench = await openBench();
    const { subscription } = await sent(bench, { items: [{ price: monthlyPriceId }] });
    await bench.liveUntil(start + 8 * day);
    expect(await statusOf(bench, subscription)).toBe('past_due');
    const { id } = await latest(bench, subscription);
    expect((await bench.stripe.invoices.pay(id, { paid_out_of_band: true })).status).toBe('paid');
    expect(await statusOf(bench, subscription)).toBe('active');
  });
});
