import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/sandbox/stripe/index.js';
import { monthlyPriceId, openBench, type Bench } from './stripe-bench.js';

/** Follows a link as a browser does; the id of the session it opened. */
async function follow(url: string, query = ''): Promise<string> {
  const answer = await fetch(`${url}${query}`, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return /checkout\/(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
}

async function link(bench: Bench, extra: object = {}) {
  return bench.stripe.paymentLinks.create({
    line_items: [{ price: monthlyPriceId, quantity: 1 }],
    ...extra,
  });
}

describe('a payment link', () => {
  it('opens a session of their own for whoever follows it', async () => {
    const bench = await openBench();
    const made = await link(bench, {
      allow_promotion_codes: true,
      metadata: { plan: 'basic' },
      subscription_data: { metadata: { from: 'link' }, trial_period_days: 5 },
      after_completion: { type: 'redirect', redirect: { url: 'https://lyceum.example/thanks' } },
    });
    expect(made.url).toBe(`${bench.server.url}/link/${made.id}`);
    const [one, other] = [
      await follow(made.url, '?client_reference_id=member-9&prefilled_email=ada%40example.com&locale=zh'),
      await follow(
        made.url,
        '?client_reference_id=not%20one&prefilled_email=x&prefilled_promo_code=welcome10',
      ),
    ];
    expect(one).not.toBe(other);
    expect(await bench.stripe.checkout.sessions.retrieve(one)).toMatchObject({
      payment_link: made.id,
      client_reference_id: 'member-9',
      customer_email: 'ada@example.com',
      locale: 'zh',
      mode: 'subscription',
      metadata: { plan: 'basic' },
      amount_total: 0,
    });
    expect(await bench.stripe.checkout.sessions.retrieve(other)).toMatchObject({
      client_reference_id: null,
      customer_email: null,
      discounts: [{ promotion_code: seeded.welcomeCodeId }],
    });
    const paid = await bench.act<{ redirect: string; subscription: string }>('payCheckout', {
      sessionId: one,
    });
    expect(paid.redirect).toBe('https://lyceum.example/thanks');
    expect(await bench.stripe.subscriptions.retrieve(paid.subscription)).toMatchObject({
      status: 'trialing',
      metadata: { from: 'link' },
    });
    expect((await bench.types()).at(-1)).toBe('checkout.session.completed');
  });

  it('sells once too, and says thanks without an address to go to', async () => {
    const bench = await openBench();
    const { url } = await bench.act<{ url: string }>('createPaymentLink', {
      priceId: seeded.workshopPriceId,
      quantity: 2,
    });
    const id = await follow(url);
    const session = await bench.stripe.checkout.sessions.retrieve(id);
    expect(session).toMatchObject({ mode: 'payment', amount_total: 5000, success_url: null });
    const answer = await fetch(session.url as string, {
      method: 'POST',
      body: new URLSearchParams({ card: 'ok', email: 'ada@example.com' }),
    });
    expect(await answer.text()).toContain('This order is paid.');
    expect(await bench.stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: 'paid' });
  });

  it('ends with its last sale, or when it is switched off', async () => {
    const bench = await openBench();
    const made = await link(bench, { restrictions: { completed_sessions: { limit: 1 } } });
    await bench.act('payCheckout', { sessionId: await follow(made.url) });
    const after = await bench.stripe.paymentLinks.retrieve(made.id, { expand: ['line_items'] });
    expect(after).toMatchObject({
      active: false,
      restrictions: { completed_sessions: { count: 1, limit: 1 } },
      line_items: { data: [{ description: 'Lyceum Membership' }] },
    });
    const page = await fetch(made.url, { redirect: 'manual' });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('no longer active')]);
    const other = await link(bench);
    await bench.stripe.paymentLinks.update(other.id, { active: false, inactive_message: 'Sold out.' });
    expect(await (await fetch(other.url)).text()).toContain('Sold out.');
    expect((await bench.stripe.paymentLinks.list({ active: false })).data).toHaveLength(2);
    expect((await bench.stripe.paymentLinks.listLineItems(other.id)).data).toHaveLength(1);
    expect((await bench.types()).filter((type) => type.startsWith('payment_link'))).toEqual([
      'payment_link.created',
      'payment_link.created',
      'payment_link.updated',
    ]);
  });
});
