import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { day, monthlyPriceId, openBench, start, subscribe, type Bench } from './stripe-bench.js';

const statusOf = async (bench: Bench, id: string) => (await bench.stripe.subscriptions.retrieve(id)).status;

/** Somebody who is sent invoices. */
async function sent(bench: Bench) {
  const customer = await bench.stripe.customers.create({ email: 'wei@example.com', name: '陈薇' });
  const { id } = await bench.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: demo.stripe.cnyMonthlyPriceId }],
    collection_method: 'send_invoice',
    days_until_due: 7,
  });
  const [invoice] = (await bench.stripe.invoices.list({ subscription: id })).data;
  return { subscription: id, invoiceId: invoice?.id as string };
}

describe('by hand', () => {
  it('a subscription ends at a date', async () => {
    const bench = await openBench();
    const { subscription: subscriptionId } = await subscribe(bench);
    const at = new Date((start + 10 * day) * 1000).toISOString();
    await bench.act('cancel', { subscriptionId, at });
    expect(await bench.stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({
      status: 'active',
      cancel_at: start + 10 * day,
      cancel_at_period_end: false,
    });
    await bench.act('resume', { subscriptionId });
    expect((await bench.stripe.subscriptions.retrieve(subscriptionId)).cancel_at).toBeNull();
    await bench.act('cancel', { subscriptionId, at });
    await bench.liveUntil(start + 10 * day);
    expect(await statusOf(bench, subscriptionId)).toBe('canceled');
    await expect(bench.act('cancel', { subscriptionId, at })).rejects.toThrow('canceled');
    const other = await subscribe(bench);
    await expect(bench.act('cancel', { subscriptionId: other.subscription, at })).rejects.toThrow(
      'in the future',
    );
  });

  it('a draft is sent before its hour is over', async () => {
    const bench = await openBench();
    const { invoiceId } = await sent(bench);
    expect(await bench.act('sendInvoice', { invoiceId })).toEqual({ status: 'open' });
    expect(await bench.types()).toContain('invoice.sent');
    expect(bench.server.view().invoices[0]).toMatchObject({
      status: 'open',
      methods: ['card', 'alipay', 'wechat_pay'],
      dueAt: (start + 7 * day) * 1000,
    });
    expect(bench.server.view().subscriptions[0]).toMatchObject({ sent: true, daysUntilDue: 7 });
    await expect(bench.act('sendInvoice', { invoiceId })).rejects.toThrow('already finalized');
  });

  it.each([
    ['void', 'void', 'active'],
    ['uncollectible', 'uncollectible', 'active'],
  ] as const)('an invoice is given up: %s', async (as, status, standing) => {
    const bench = await openBench();
    const { invoiceId, subscription } = await sent(bench);
    await bench.act('sendInvoice', { invoiceId });
    await bench.liveUntil(start + 8 * day);
    expect(await statusOf(bench, subscription)).toBe('past_due');
    expect(await bench.act('closeInvoice', { invoiceId, as })).toEqual({ status });
    expect(await statusOf(bench, subscription)).toBe(standing);
    await expect(bench.act('payByHand', { invoiceId, method: 'alipay' })).rejects.toThrow(status);
  });

  it('evidence is sent, and the bank decides', async () => {
    const bench = await openBench();
    await subscribe(bench);
    const [charge] = (await bench.stripe.charges.list()).data;
    const { dispute: disputeId } = await bench.act<{ dispute: string }>('dispute', { chargeId: charge?.id });
    await bench.types();
    expect(await bench.act('answerDispute', { disputeId, text: 'They came to every workshop.' })).toEqual({
      status: 'under_review',
    });
    expect(await bench.types()).toEqual(['charge.dispute.updated']);
    expect((await bench.stripe.disputes.retrieve(disputeId)).evidence).toMatchObject({
      uncategorized_text: 'They came to every workshop.',
    });
    await bench.act('closeDispute', { disputeId, outcome: 'won' });
    await expect(bench.act('answerDispute', { disputeId, text: 'More.' })).rejects.toThrow('already closed');
  });

  it('a code is typed at a checkout and taken away again', async () => {
    const bench = await openBench();
    const open = (allow_promotion_codes: boolean) =>
      bench.stripe.checkout.sessions.create({
        mode: 'subscription',
        line_items: [{ price: monthlyPriceId, quantity: 1 }],
        success_url: 'https://lyceum.example/done',
        allow_promotion_codes,
      });
    const { id: sessionId } = await open(true);
    expect(await bench.act('applyCode', { sessionId, code: 'welcome10' })).toEqual({
      amount: 1710,
      discount: 190,
    });
    await expect(bench.act('applyCode', { sessionId, code: 'NOPE' })).rejects.toThrow('NOPE is not accepted');
    expect(bench.server.view().sessions[0]).toMatchObject({ amount: 1710, discount: 190 });
    expect(await bench.act('applyCode', { sessionId })).toEqual({ amount: 1900, discount: 0 });
    const { id: closed } = await open(false);
    await expect(bench.act('applyCode', { sessionId: closed, code: 'WELCOME10' })).rejects.toThrow(
      'not accepted',
    );
  });
});

describe('payments as a page shows them', () => {
  it('say what was bought, by whom, and whether it was an order', async () => {
    const bench = await openBench();
    const { customer } = await subscribe(bench);
    const session = await bench.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { price: demo.stripe.workshopPriceId, quantity: 2 },
        { price: demo.stripe.passPriceId, quantity: 1 },
      ],
      success_url: 'https://lyceum.example/done',
      invoice_creation: { enabled: true },
    });
    await bench.act('payCheckout', { sessionId: session.id, name: 'Ben Hale', email: 'ben@example.com' });
    expect(bench.server.view().charges).toMatchObject([
      {
        order: true,
        lines: ['Lyceum Workshop', 'Lyceum Membership'],
        payer: { name: 'Ben Hale', email: 'ben@example.com' },
        amount: 7400,
      },
      { order: false, customer, lines: ['Lyceum Membership'], amount: 1900 },
    ]);
  });
});
