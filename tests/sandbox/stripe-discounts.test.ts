import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { day, monthlyPriceId, openBench, periodEnd, proPriceId, start, type Bench } from './stripe-bench.js';

const pages = { success_url: 'https://lyceum.example/done' };
const items = [{ price: monthlyPriceId }];

async function payer(bench: Bench): Promise<string> {
  const customer = await bench.stripe.customers.create({ email: 'payer@example.com' });
  const card = await bench.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  await bench.stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: card.id },
  });
  return customer.id;
}

async function totals(bench: Bench, subscription: string): Promise<number[]> {
  const invoices = await bench.stripe.invoices.list({ subscription, limit: 100 });
  return invoices.data.map((invoice) => invoice.total).toReversed();
}

async function open(bench: Bench, extra: Stripe.Checkout.SessionCreateParams) {
  return bench.stripe.checkout.sessions.create({
    ...pages,
    mode: 'subscription',
    line_items: [{ price: monthlyPriceId, quantity: 1 }],
    ...extra,
  });
}

async function submit(url: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

describe('coupons', () => {
  it.each([
    ['once', {}, [1520, 1900, 1900, 1900]],
    ['repeating', { duration_in_months: 3 }, [1520, 1520, 1520, 1900]],
    ['forever', {}, [1520, 1520, 1520, 1520]],
  ] as const)('last %s', async (duration, extra, expected) => {
    const bench = await openBench();
    const coupon = await bench.stripe.coupons.create({ percent_off: 20, duration, ...extra });
    const customer = await payer(bench);
    const made = await bench.stripe.subscriptions.create({
      customer,
      items,
      discounts: [{ coupon: coupon.id }],
    });
    await bench.liveUntil(start + 95 * day);
    expect(await totals(bench, made.id)).toEqual(expected);
    const first = (await bench.stripe.invoices.list({ subscription: made.id, limit: 10 })).data.at(-1);
    const discount = first?.discounts[0] as string;
    expect(first).toMatchObject({
      subtotal: 1900,
      total: 1520,
      amount_paid: 1520,
      total_discount_amounts: [{ amount: 380, discount }],
      lines: { data: [{ amount: 1900, discount_amounts: [{ amount: 380, discount }] }] },
    });
    const now = await bench.stripe.subscriptions.retrieve(made.id, {
      expand: ['discounts', 'discounts.source.coupon'],
    });
    const kept = duration === 'forever' ? [{ id: discount, source: { coupon: { id: coupon.id } } }] : [];
    expect(now.discounts).toMatchObject(kept);
    const types = await bench.types();
    expect(types).toContain('customer.discount.created');
    expect(types.includes('customer.discount.deleted')).toBe(duration !== 'forever');
  });

  it('take an amount off in its own currency only, and never more than there is', async () => {
    const bench = await openBench();
    const customer = await payer(bench);
    const coupon = await bench.stripe.coupons.create({
      amount_off: 3000,
      currency: 'usd',
      duration: 'forever',
    });
    const both = await bench.stripe.subscriptions.create({
      customer,
      items: [...items, { price: proPriceId }],
      discounts: [{ coupon: coupon.id }],
    });
    const invoice = await bench.stripe.invoices.retrieve(both.latest_invoice as string);
    expect(invoice.lines.data.map((line) => line.discount_amounts?.[0]?.amount)).toEqual([838, 2162]);
    expect(invoice.total).toBe(3800);
    const small = await bench.stripe.subscriptions.create({
      customer,
      items,
      discounts: [{ coupon: coupon.id }],
    });
    expect(small.status).toBe('active');
    expect(await totals(bench, small.id)).toEqual([0]);
    await expect(
      bench.stripe.subscriptions.create({
        customer: await payer(bench),
        items: [{ price: 'price_demo_monthly_cny' }],
        discounts: [{ coupon: coupon.id }],
      }),
    ).rejects.toThrow('does not match the currency');
  });

  it('cover only the products they name', async () => {
    const bench = await openBench();
    const coupon = await bench.stripe.coupons.create({
      percent_off: 50,
      applies_to: { products: ['prod_demo_pro'] },
    });
    const found = await bench.stripe.coupons.retrieve(coupon.id, { expand: ['applies_to'] });
    expect(found.applies_to).toEqual({ products: ['prod_demo_pro'] });
    const made = await bench.stripe.subscriptions.create({
      customer: await payer(bench),
      items: [...items, { price: proPriceId }],
      discounts: [{ coupon: coupon.id }],
    });
    expect(await totals(bench, made.id)).toEqual([1900 + 2450]);
  });

  it('are replaced, kept and taken away on a running subscription', async () => {
    const bench = await openBench();
    const { stripe } = bench;
    const [ten, half] = [
      await stripe.coupons.create({ percent_off: 10, duration: 'forever', id: 'TEN' }),
      await stripe.coupons.create({ percent_off: 50, duration: 'forever', name: 'Half' }),
    ];
    const made = await stripe.subscriptions.create({
      customer: await payer(bench),
      items,
      discounts: [{ coupon: ten.id }],
    });
    const both = await stripe.subscriptions.update(made.id, {
      discounts: [{ discount: made.discounts[0] as string }, { coupon: half.id }],
    });
    expect(both.discounts).toEqual([made.discounts[0], expect.stringMatching(/^di_/)]);
    await bench.liveUntil((await periodEnd(bench, made.id)) + 7200);
    expect(await totals(bench, made.id)).toEqual([1710, 855]);
    const removed = await stripe.subscriptions.deleteDiscount(made.id);
    expect(removed).toMatchObject({ deleted: true, source: { coupon: half.id } });
    expect((await stripe.subscriptions.update(made.id, { discounts: '' })).discounts).toEqual([]);
    await expect(stripe.subscriptions.deleteDiscount(made.id)).rejects.toThrow('No such discount');
    expect((await bench.types()).filter((type) => type.startsWith('customer.discount'))).toEqual([
      'customer.discount.created',
      'customer.discount.created',
      'customer.discount.deleted',
      'customer.discount.deleted',
    ]);
  });

  it('wait for the end of a trial, run out, and outlive their deletion', async () => {
    const bench = await openBench();
    const { stripe } = bench;
    const once = await stripe.coupons.create({ percent_off: 100, redeem_by: start + 2 * day });
    const made = await stripe.subscriptions.create({
      customer: await payer(bench),
      items,
      trial_period_days: 5,
      discounts: [{ coupon: once.id }],
    });
    await bench.liveUntil(start + 2 * day);
    expect((await stripe.coupons.retrieve(once.id)).valid).toBe(false);
    await expect(open(bench, { discounts: [{ coupon: once.id }] })).rejects.toMatchObject({
      code: 'coupon_expired',
    });
    expect(await stripe.coupons.del(once.id)).toMatchObject({ deleted: true });
    await expect(stripe.coupons.retrieve(once.id)).rejects.toMatchObject({ statusCode: 404 });
    await bench.liveUntil(start + 40 * day);
    expect(await totals(bench, made.id)).toEqual([0, 0, 1900]);
  });
});

describe('promotion codes', () => {
  async function code(bench: Bench, extra: Partial<Stripe.PromotionCodeCreateParams> = {}) {
    const coupon = await bench.stripe.coupons.create({ percent_off: 25, duration: 'once' });
    return bench.stripe.promotionCodes.create({
      code: 'SPRING',
      promotion: { type: 'coupon', coupon: coupon.id },
      ...extra,
    });
  }

  it('are typed at the checkout page, whatever their case', async () => {
    const bench = await openBench();
    const made = await code(bench, { max_redemptions: 1 });
    const session = await open(bench, { allow_promotion_codes: true });
    const url = session.url as string;
    expect(await (await fetch(url)).text()).toContain('Promotion code');
    expect(await submit(url, { do: 'apply-code', code: 'SUMMER' })).toContain('said=problem_code');
    expect(await submit(url, { do: 'apply-code', code: 'spring ' })).not.toContain('said');
    const page = await (await fetch(url)).text();
    expect(page).toContain('-$4.75');
    expect(page).toContain('Discount: SPRING');
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_subtotal: 1900,
      amount_total: 1425,
      total_details: { amount_discount: 475 },
      discounts: [{ coupon: made.promotion.coupon, promotion_code: made.id }],
    });
    await submit(url, { do: 'remove-code' });
    expect((await bench.stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(1900);
    await submit(url, { do: 'apply-code', code: 'SPRING' });
    await submit(url, { card: 'ok', email: 'ada@example.com' });

    const [subscription] = (await bench.stripe.subscriptions.list({ expand: ['data.latest_invoice'] })).data;
    expect(subscription?.latest_invoice).toMatchObject({ total: 1425, status: 'paid' });
    await bench.server.idle();
    const created = bench.received.find((event) => event.type === 'customer.discount.created');
    expect(created?.data.object).toMatchObject({
      checkout_session: session.id,
      promotion_code: made.id,
      subscription: subscription?.id,
    });
    expect(await bench.stripe.promotionCodes.retrieve(made.id)).toMatchObject({
      active: false,
      times_redeemed: 1,
    });
    const next = await open(bench, { allow_promotion_codes: true });
    expect(await submit(next.url as string, { do: 'apply-code', code: 'SPRING' })).toContain('problem_code');
    const closed = await open(bench, {});
    expect(await submit(closed.url as string, { do: 'apply-code', code: 'X' })).toContain('problem_state');
  });

  it('respect whom they are for and from which amount on', async () => {
    const bench = await openBench();
    const mine = await payer(bench);
    const made = await code(bench, {
      customer: mine,
      restrictions: { minimum_amount: 3000, minimum_amount_currency: 'usd', first_time_transaction: true },
    });
    const discounts = [{ promotion_code: made.id }];
    await expect(open(bench, { discounts })).rejects.toThrow('this customer');
    await expect(open(bench, { discounts, customer: mine })).rejects.toThrow('minimum amount');
    const line_items = [{ price: proPriceId, quantity: 1 }];
    const session = await open(bench, { discounts, customer: mine, line_items });
    expect(session.amount_total).toBe(3675);
    await bench.act('payCheckout', { sessionId: session.id });
    await expect(open(bench, { discounts, customer: mine, line_items })).rejects.toThrow('paid before');
    await expect(open(bench, { discounts, allow_promotion_codes: true })).rejects.toThrow('only specify one');
  });

  it('are found by their code, switched off and on, and unique while they are active', async () => {
    const bench = await openBench();
    const made = await code(bench, { expires_at: start + day });
    await expect(code(bench, { code: 'Spring' })).rejects.toThrow('already exists');
    const found = await bench.stripe.promotionCodes.list({
      code: 'spring',
      expand: ['data.promotion.coupon'],
    });
    expect(found.data).toMatchObject([{ id: made.id, promotion: { coupon: { percent_off: 25 } } }]);
    await bench.stripe.promotionCodes.update(made.id, { active: false });
    await expect(open(bench, { discounts: [{ promotion_code: made.id }] })).rejects.toThrow('inactive');
    await bench.stripe.promotionCodes.update(made.id, { active: true });
    await bench.liveUntil(start + day);
    expect((await bench.stripe.promotionCodes.retrieve(made.id)).active).toBe(false);
  });
});
