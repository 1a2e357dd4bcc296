import { describe, expect, it } from 'vitest';
import { day, openBench, start, subscribe, type Bench } from './stripe-bench.js';

async function disputed(bench: Bench, extra: object = {}) {
  const { subscription } = await subscribe(bench);
  const [charge] = (await bench.stripe.charges.list()).data;
  await bench.types();
  const { dispute } = await bench.act<{ dispute: string }>('dispute', { chargeId: charge?.id, ...extra });
  return { subscription, charge: charge?.id as string, dispute };
}

describe('a dispute', () => {
  it('takes the money at once and names a charge, but no customer', async () => {
    const bench = await openBench();
    const { charge, dispute, subscription } = await disputed(bench);
    expect(await bench.types()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    const found = await bench.stripe.disputes.retrieve(dispute, { expand: ['charge'] });
    expect(found).not.toHaveProperty('customer');
    expect(found).toMatchObject({
      status: 'needs_response',
      amount: 1900,
      is_charge_refundable: false,
      charge: { id: charge, disputed: true },
      payment_intent: expect.stringMatching(/^pi_/),
      balance_transactions: [{ amount: -1900, net: -3400, reporting_category: 'dispute' }],
    });
    await expect(bench.stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' });
    await expect(bench.act('dispute', { chargeId: charge })).rejects.toThrow('disputed already');
    expect((await bench.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
    expect((await bench.stripe.disputes.list({ charge })).data).toHaveLength(1);
  });

  it('is answered, looked at and won, and the money comes back', async () => {
    const bench = await openBench();
    const { dispute, charge } = await disputed(bench);
    await bench.types();
    const answer = { evidence: { uncategorized_text: 'They read every lesson.' } };
    const drafted = await bench.stripe.disputes.update(dispute, { ...answer, submit: false });
    expect(drafted).toMatchObject({
      status: 'needs_response',
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
    const sent = await bench.stripe.disputes.update(dispute, answer);
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    });
    await bench.liveUntil(start + 30 * day);
    expect((await bench.stripe.disputes.retrieve(dispute)).status).toBe('under_review');
    await bench.act('closeDispute', { disputeId: dispute, outcome: 'won' });
    const seen = (await bench.types()).filter((type) => type.includes('dispute'));
    expect(seen).toEqual([
      'charge.dispute.updated',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    const won = bench.received.findLast((event) => event.type === 'charge.dispute.closed');
    expect(won?.data.object).toMatchObject({ status: 'won' });
    await expect(bench.act('closeDispute', { disputeId: dispute, outcome: 'lost' })).rejects.toThrow(
      'closed',
    );
    await expect(bench.stripe.disputes.update(dispute, answer)).rejects.toThrow('closed');
    expect((await bench.stripe.refunds.create({ charge })).status).toBe('succeeded');
  });

  it('is lost when nobody answers in time, or when the merchant gives in', async () => {
    const bench = await openBench();
    const late = await disputed(bench);
    await bench.liveUntil(start + 21 * day);
    expect(await bench.stripe.disputes.retrieve(late.dispute)).toMatchObject({
      status: 'lost',
      evidence_details: { past_due: true, due_by: null },
    });
    const given = await disputed(bench, { amount: 500, reason: 'subscription_canceled' });
    expect(await bench.stripe.disputes.close(given.dispute)).toMatchObject({
      status: 'lost',
      amount: 500,
      reason: 'subscription_canceled',
    });
    expect((await bench.types()).at(-1)).toBe('charge.dispute.closed');
  });

  it('may only be a question, which takes nothing and closes by itself', async () => {
    const bench = await openBench();
    const asked = await disputed(bench, { inquiry: true });
    expect(await bench.types()).toEqual(['charge.dispute.created']);
    const found = await bench.stripe.disputes.retrieve(asked.dispute);
    expect(found).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
      payment_method_details: { card: { case_type: 'inquiry' } },
    });
    await bench.stripe.refunds.create({ charge: asked.charge, amount: 100 });
    await bench.liveUntil(start + 21 * day);
    expect((await bench.stripe.disputes.retrieve(asked.dispute)).status).toBe('warning_closed');
    const worse = await disputed(bench, { inquiry: true });
    await bench.act('closeDispute', { disputeId: worse.dispute, outcome: 'lost' });
    expect((await bench.types()).filter((type) => type.includes('funds'))).toEqual([
      'charge.dispute.funds_withdrawn',
    ]);
  });

  it('ends the subscription when the merchant set it so', async () => {
    const bench = await openBench();
    await bench.act('settings', { afterDispute: 'cancel' });
    const { subscription } = await disputed(bench);
    expect(await bench.stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_disputed' },
    });
  });

  it('is not possible with what no bank answers for', async () => {
    const bench = await openBench();
    const session = await bench.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://lyceum.example/done',
      line_items: [{ price_data: { currency: 'cny', unit_amount: 100, product_data: { name: '书' } } }],
    });
    await expect(bench.act('dispute', { chargeId: session.id })).rejects.toThrow('Nothing was charged');
    await bench.act('payCheckout', { sessionId: session.id, method: 'alipay' });
    await expect(bench.act('dispute', { chargeId: session.id })).rejects.toThrow('charge of a card');
  });
});
