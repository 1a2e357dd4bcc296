import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { day, openBench, periodEnd, start, subscribe, type Bench } from './stripe-bench.js';

const hour = 3600;
const month = Date.UTC(2026, 11, 22, 9) / 1000 - start;

async function latest(bench: Bench, subscription: string): Promise<Stripe.Invoice> {
  const found = await bench.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
  return found.latest_invoice as Stripe.Invoice;
}

describe('a paused subscription', () => {
  it('makes no invoices, and credits what was not used', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.liveUntil(start + month / 2);
    await bench.types();
    const paused = await bench.stripe.subscriptions.pause(subscription);
    expect(paused).toMatchObject({
      status: 'paused',
      pause_collection: null,
      status_details: {
        paused: {
          type: 'subscription',
          transitioned_at: start + month / 2,
          subscription: { type: 'pause_requested' },
        },
      },
    });
    expect(await bench.types()).toEqual([
      'invoiceitem.created',
      'customer.subscription.updated',
      'customer.subscription.paused',
    ]);
    await bench.liveUntil(start + 4 * month);
    expect(await bench.types()).toEqual([]);
    expect((await bench.stripe.invoices.list({ subscription })).data).toHaveLength(1);
    await expect(bench.stripe.subscriptions.pause(subscription)).rejects.toThrow('paused cannot be paused');
  });

  it('resumes when somebody pays its invoice, with what was credited taken off', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.liveUntil(start + month / 2);
    await bench.act('pause', { subscriptionId: subscription });
    const back = start + 2 * month;
    await bench.liveUntil(back);
    const asked = await bench.stripe.subscriptions.resume(subscription);
    expect(asked.status).toBe('paused');
    const invoice = await latest(bench, subscription);
    expect(invoice).toMatchObject({
      status: 'open',
      attempted: false,
      total: 950,
      next_payment_attempt: null,
    });
    expect(invoice.lines.data.map((line) => line.amount)).toEqual([-950, 1900]);
    await expect(bench.stripe.subscriptions.resume(subscription)).rejects.toThrow('already');
    await bench.types();
    await bench.stripe.invoices.pay(invoice.id);
    const resumed = await bench.stripe.subscriptions.retrieve(subscription);
    expect(resumed).toMatchObject({ status: 'active', billing_cycle_anchor: back });
    expect(resumed.status_details).toBeUndefined();
    expect(resumed.items.data[0]).toMatchObject({ current_period_start: back });
    expect((await bench.types()).slice(-2)).toEqual([
      'customer.subscription.updated',
      'customer.subscription.resumed',
    ]);
    await bench.liveUntil(resumed.items.data[0]?.current_period_end as number);
    expect((await latest(bench, subscription)).billing_reason).toBe('subscription_cycle');
  });

  it('stays paused when nobody pays within 23 hours', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.stripe.subscriptions.pause(subscription, {
      bill_for: { unused_time_from: { type: 'none' } },
    });
    await bench.stripe.subscriptions.resume(subscription);
    await bench.liveUntil(start + 23 * hour);
    expect(await latest(bench, subscription)).toMatchObject({ status: 'void', amount_due: 1900 });
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('paused');
    await bench.act('resume', { subscriptionId: subscription });
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  it.each([
    ['resume_on_payment_attempt', 'past_due'],
    ['resume_on_payment_success', 'paused'],
  ] as const)('with %s is %s after a declined card, and active once it is paid', async (how, status) => {
    const bench = await openBench();
    const { subscription, customer } = await subscribe(bench, { card: 'fails-later' });
    await bench.stripe.subscriptions.pause(subscription, {
      bill_for: { unused_time_from: { type: 'none' } },
    });
    await bench.stripe.subscriptions.resume(subscription, { payment_behavior: how });
    const { id } = await latest(bench, subscription);
    if (how === 'resume_on_payment_attempt') {
      await expect(bench.stripe.invoices.pay(id)).rejects.toMatchObject({ code: 'card_declined' });
    }
    const after = await latest(bench, subscription);
    expect(after.next_payment_attempt).toBe(status === 'paused' ? start + day : null);
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe(status);
    await bench.act('setCard', { customerId: customer, card: 'ok' });
    if (status === 'paused') await bench.liveUntil(start + day);
    else await bench.stripe.invoices.pay(id);
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  it('goes on in its old cycle when the anchor stays', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const end = await periodEnd(bench, subscription);
    await bench.stripe.subscriptions.pause(subscription, { invoicing_behavior: 'invoice' });
    expect(await latest(bench, subscription)).toMatchObject({ total: -1900, status: 'paid' });
    await bench.liveUntil(end + 10 * day);
    const resumed = await bench.stripe.subscriptions.resume(subscription, {
      billing_cycle_anchor: { type: 'unchanged' },
    });
    const nextEnd = Date.UTC(2027, 0, 22, 9) / 1000;
    expect(resumed).toMatchObject({
      status: 'active',
      billing_cycle_anchor: start,
      items: { data: [{ current_period_start: end, current_period_end: nextEnd }] },
    });
    await bench.server.idle();
    const pending = bench.received.findLast((event) => event.type === 'invoiceitem.created');
    expect((pending?.data.object as Stripe.InvoiceItem | undefined)?.amount).toBe(
      Math.round((1900 * (nextEnd - end - 10 * day)) / (nextEnd - end)),
    );
    await bench.liveUntil(nextEnd + 2 * hour);
    expect(await latest(bench, subscription)).toMatchObject({ status: 'paid', starting_balance: -1900 });
  });

  it('ends at the date that was set, and when it is cancelled', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.stripe.subscriptions.update(subscription, { cancel_at: start + 9 * day });
    await bench.act('pause', { subscriptionId: subscription });
    await bench.liveUntil(start + 9 * day);
    const ended = await bench.stripe.subscriptions.retrieve(subscription);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: start + 9 * day });
    expect(ended.status_details).toBeUndefined();
    const other = await subscribe(bench);
    await bench.act('pause', { subscriptionId: other.subscription });
    expect((await bench.stripe.subscriptions.cancel(other.subscription)).status).toBe('canceled');
    await expect(bench.stripe.subscriptions.resume(other.subscription)).rejects.toThrow('not paused');
  });
});

describe('paused collection', () => {
  it.each([
    ['void', 'void'],
    ['mark_uncollectible', 'uncollectible'],
    ['keep_as_draft', 'draft'],
  ])('leaves the subscription active and its invoices %s', async (behavior, status) => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.types();
    const paused = await bench.act('pause', { subscriptionId: subscription, what: 'collection', behavior });
    expect(paused).toEqual({ status: 'active' });
    expect(await bench.types()).toEqual(['customer.subscription.updated']);
    await bench.liveUntil((await periodEnd(bench, subscription)) + 2 * hour);
    expect(await latest(bench, subscription)).toMatchObject({ status });
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    await bench.act('resume', { subscriptionId: subscription });
    expect((await bench.stripe.subscriptions.retrieve(subscription)).pause_collection).toBeNull();
    await bench.liveUntil((await periodEnd(bench, subscription)) + 2 * hour);
    expect(await latest(bench, subscription)).toMatchObject({ status: 'paid' });
  });

  it('resumes by itself at the date that was given', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    await bench.act('pause', { subscriptionId: subscription, what: 'collection', days: 5 });
    await bench.liveUntil(start + 5 * day);
    expect((await bench.stripe.subscriptions.retrieve(subscription)).pause_collection).toBeNull();
  });
});
