import { describe, expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { createStripeServer, seeded, seedStripe } from '../../src/sandbox/stripe/index.js';
import { clientOf, day, openBench, periodEnd, start, subscribe, type Bench } from './stripe-bench.js';

describe('the seed', () => {
  it('is the same each time and holds the demo’s prices', async () => {
    expect(seedStripe()).toEqual(seedStripe());
    const bench = await openBench();
    const prices = await bench.stripe.prices.list({ expand: ['data.product'] });
    const shown = prices.data.map((price) => [
      price.id,
      (price.product as { name: string }).name,
      price.unit_amount,
      price.currency,
      price.recurring?.interval,
    ]);
    expect(shown.toReversed()).toEqual([
      [demo.stripe.monthlyPriceId, 'Lyceum Membership', 1900, 'usd', 'month'],
      [demo.stripe.yearlyPriceId, 'Lyceum Membership', 19_000, 'usd', 'year'],
      [demo.stripe.cnyMonthlyPriceId, 'Lyceum Membership', 12_800, 'cny', 'month'],
      [demo.stripe.eurMonthlyPriceId, 'Lyceum Membership', 1800, 'eur', 'month'],
      [demo.stripe.lifetimePriceId, 'Lyceum Membership', 39_000, 'usd', undefined],
      [demo.stripe.passPriceId, 'Lyceum Membership', 2400, 'usd', undefined],
      [demo.stripe.proPriceId, 'Lyceum Pro', 4900, 'usd', 'month'],
      [demo.stripe.workshopPriceId, 'Lyceum Workshop', 2500, 'usd', undefined],
    ]);
    const codes = await bench.stripe.promotionCodes.list({ expand: ['data.promotion.coupon'] });
    expect(codes.data).toMatchObject([
      {
        id: seeded.welcomeCodeId,
        code: demo.stripe.promotionCode,
        promotion: { coupon: { percent_off: 10, duration: 'once' } },
      },
    ]);
    expect((await bench.stripe.accounts.retrieveCurrent()).business_profile?.name).toBe('Lyceum');
  });
});

describe('state', () => {
  /** Something of everything. */
  async function live(bench: Bench) {
    const member = await subscribe(bench, { card: 'fails-later' });
    await subscribe(bench, { trialDays: 10 });
    await bench.liveUntil((await periodEnd(bench, member.subscription)) + 5 * day);
    await bench.server.idle();
    return member;
  }

  it('repeats itself to the byte', async () => {
    const [one, other] = [await openBench(), await openBench()];
    await live(one);
    await live(other);
    const bare = (bench: Bench) =>
      JSON.stringify(bench.server.state())
        .replaceAll(bench.server.url, 'http://stripe')
        .replaceAll(/127\.0\.0\.1:\d+/g, 'receiver');
    expect(bare(one)).toBe(bare(other));
  });

  it('goes on elsewhere after a stop, as if nothing had happened', async () => {
    const before = await openBench();
    const { subscription } = await live(before);
    const stored = JSON.parse(JSON.stringify(before.server.state())) as ReturnType<typeof seedStripe>;
    expect(stored).toEqual(before.server.state());

    const after = await openBench({ state: stored });
    const end = before.clock.now() / 1000 + 20 * day;
    await after.liveUntil(end);
    await before.liveUntil(end);
    const [one, other] = await Promise.all(
      [before, after].map((bench) => bench.stripe.subscriptions.retrieve(subscription)),
    );
    expect(other?.status).toBe('canceled');
    expect(other).toEqual(one);
    const open = await after.stripe.invoices.list({ status: 'open' });
    expect(open.data[0]?.hosted_invoice_url).toContain(after.server.url);
    expect(stored.subscriptions.find((row) => row.id === subscription)?.status).toBe('past_due');
  });

  it('is taken up although it was stored before some of it existed', async () => {
    const before = await openBench();
    const { subscription } = await live(before);
    const stored = JSON.parse(JSON.stringify(before.server.state())) as Record<string, unknown>;
    const fresh = ['coupons', 'discounts', 'refunds', 'disputes', 'paymentLinks', 'resumptions', 'linkLines'];
    for (const key of fresh) delete stored[key];
    stored['settings'] = { afterLastRetry: 'unpaid', retryDays: [2], draftMinutes: 60, upcomingDays: 7 };
    const after = await openBench({ state: stored as unknown as ReturnType<typeof seedStripe> });
    expect(after.server.view().settings).toMatchObject({ afterLastRetry: 'unpaid', afterDispute: 'leave' });
    const found = await after.stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
    const coupon = await after.stripe.coupons.create({ percent_off: 10 });
    await after.stripe.subscriptions.update(found.id, { discounts: [{ coupon: coupon.id }] });
    expect(after.server.view().subscriptions[0]?.discounts).toEqual([coupon.id]);
    expect(after.server.view().coupons).toHaveLength(1);
  });

  it('can be put back, without what was copied being touched', async () => {
    const bench = await openBench();
    const kept = structuredClone(bench.server.state());
    await subscribe(bench);
    bench.server.load(kept);
    await subscribe(bench);
    expect((await bench.stripe.subscriptions.list()).data).toHaveLength(1);
    expect(kept.subscriptions).toEqual([]);
    bench.server.load(seedStripe());
    expect((await bench.stripe.subscriptions.list()).data).toEqual([]);
    await bench.stripe.products.create({ name: 'Course' });
    expect((await bench.types()).at(-1)).toBe('product.created');
  });

  it('ends an advance that was under way when another state is loaded', async () => {
    const bench = await openBench();
    await subscribe(bench);
    const advancing = bench.server.advanceTo((start + 400 * day) * 1000);
    bench.server.load(seedStripe());
    await advancing;
    expect(bench.server.state().invoices).toEqual([]);
    expect(bench.server.state().time).toBeLessThan(start * 1000 + 1);
  });

  it('forgets events after thirty days, as Stripe does', async () => {
    const bench = await openBench();
    await subscribe(bench);
    const [first] = (await bench.stripe.events.list({ type: 'customer.created' })).data;
    await bench.liveUntil(start + 31 * day);
    expect((await bench.stripe.events.list({ type: 'customer.created' })).data).toEqual([]);
    await expect(bench.stripe.events.retrieve(first?.id as string)).rejects.toThrow('No such event');
    expect((await bench.stripe.events.list({ type: 'invoice.paid' })).data).toHaveLength(1);
  });

  it('does what is overdue before it answers, when the clock moved by itself', async () => {
    const bench = await openBench();
    const { subscription } = await subscribe(bench);
    const end = await periodEnd(bench, subscription);
    let at = start * 1000;
    const context = { clock: { now: () => at }, wire: () => undefined, changed: () => undefined };
    const server = await createStripeServer({
      context,
      port: 0,
      state: bench.server.state(),
      webhook: { secret: demo.stripe.webhookSecret },
    });
    at = (end + 7200) * 1000;
    await clientOf(server).customers.list();
    const paid = server.state().invoices.at(-1);
    await server.close();
    expect(paid).toMatchObject({ status: 'paid', created: end, billing_reason: 'subscription_cycle' });
  });

  it('is shown to people in short', async () => {
    const bench = await openBench();
    const { customer, subscription } = await live(bench);
    const view = bench.server.view();
    expect(view.customers.find((row) => row.id === customer)).toMatchObject({
      email: 'payer@example.com',
      delinquent: true,
      card: { last4: '0341', kind: 'fails-later' },
    });
    expect(view.subscriptions.find((row) => row.id === subscription)).toMatchObject({
      status: 'past_due',
      prices: [demo.stripe.monthlyPriceId],
      card: { last4: '0341' },
      cancelAt: null,
    });
    const owed = view.invoices.filter((row) => row.status === 'open');
    expect(owed).toMatchObject([{ subscription, amount: 1900, attempts: 3 }]);
    expect(view.prices).toHaveLength(8);
    expect(view.charges[0]).toMatchObject({
      customer,
      status: 'failed',
      method: 'card',
      paidFor: owed[0]?.id,
    });
    expect(view.promotionCodes).toMatchObject([{ code: 'WELCOME10', active: true, redeemed: 0 }]);
    expect(view.events[0]?.deliveries).toMatchObject([{ state: 'delivered' }]);
    expect(view.now).toBe(bench.clock.now());
  });
});
