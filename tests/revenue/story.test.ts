import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { RevenueDayFigures } from '#domain/revenue';
import { stripe } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { buyer } from '../flows/shop.js';
import { as } from '../owners/said.js';

const { monthlyPriceId, yearlyPriceId, proPriceId, passPriceId, cnyMonthlyPriceId } = demo.stripe;

/** Nothing of all that; what a test expects is written over it. */
const nothing = {
  mrrNew: 0,
  mrrLost: 0,
  trials: 0,
  started: 0,
  ended: 0,
  endedUnpaid: 0,
  trialsOver: 0,
  trialsPaid: 0,
  paid: 0,
  refunded: 0,
  recovered: 0,
  failedCount: 0,
  recoveredCount: 0,
};

/** Three months of a small shop in Shanghai, from Checkout to the figures. It began on 1 March, 17:00 there. */
describe('the revenue of a community', () => {
  let product: Product;
  let communityId: string;
  const on = (key: string) => buyer(product, key);
  const revenue = () => product.app.rooms.revenue;
  const all = async () => revenue().days(communityId, '2026-01-01', '2026-12-31');
  const dayOf = async (day: string, currency = 'usd') =>
    (await revenue().days(communityId, day, day)).find((row) => row.currency === currency);
  const roll = () => revenue().rollUp(communityId);
  const openInvoiceOf = (key: string) => {
    const customers = on(key).customers();
    return product.sandbox.stripe
      .view()
      .invoices.find((one) => customers.includes(one.customer) && one.status === 'open')?.id;
  };

  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
    communityId = product.community.id;
    const { id } = await as(product, 'olivia').member();
    await product.app.rooms.members.changeCommunity(communityId, { timeZone: 'Asia/Shanghai' }, id);
  });
  afterAll(() => product.close());

  it('is said not to be there before anything was sold', async () => {
    const english = await as(product, 'moyan').say('revenue');
    expect(english.title).toBe('Nothing was sold here yet, so there is nothing to count.');
    const exported = await as(product, 'olivia').say('export', { what: 'revenue' });
    expect(exported.lines.join(' ')).toContain('nothing in these days');
    expect(await roll()).toEqual({ days: 0 });
  });

  it('counts a month’s worth of each price, currencies apart, and trials as nothing', async () => {
    await on('ada').buy('Membership', monthlyPriceId, {}, 'fails-later');
    await on('ben').buy('Membership', yearlyPriceId);
    await on('cleo').buy('Pro', proPriceId);
    await on('lin').buy('Membership', passPriceId);
    await on('wei').buy('Membership', cnyMonthlyPriceId);
    await roll();
    expect(await all()).toEqual([
      {
        ...nothing,
        day: '2026-03-01',
        currency: 'cny',
        mrr: 12_800,
        mrrNew: 12_800,
        subscribers: 1,
        started: 1,
        paid: 12_800,
      },
      {
        ...nothing,
        day: '2026-03-01',
        currency: 'usd',
        // 19.00, and 190.00 / 12.
        mrr: 3_483,
        mrrNew: 3_483,
        subscribers: 2,
        trials: 1,
        started: 2,
        paid: 1_900 + 19_000 + 2_400,
      },
    ]);
  });

  it('counts a trial that pays from its first payment on', async () => {
    await product.pass({ days: 7, hours: 2 });
    await roll();
    expect(await dayOf('2026-03-07')).toMatchObject({ trials: 1, subscribers: 2, mrr: 3_483 });
    expect(await dayOf('2026-03-08')).toMatchObject({
      trials: 0,
      subscribers: 3,
      mrr: 8_383,
      mrrNew: 4_900,
      trialsOver: 1,
      trialsPaid: 1,
      paid: 4_900,
    });
  });

  it('puts what happens late in the evening on the day that it is there', async () => {
    // 15:30 in London is 23:30 in Shanghai; an hour later it is the next day there.
    await product.pass({ hours: 4, minutes: 30 });
    const charge = product.sandbox.stripe.view().charges.find((one) => one.amount === 2_400)?.id;
    await stripe(product, 'refund', { chargeId: charge, amount: 400 });
    await product.settle();
    await product.pass({ hours: 1 });
    await stripe(product, 'refund', { chargeId: charge, amount: 600 });
    await product.settle();
    await roll();
    expect(await dayOf('2026-03-08')).toMatchObject({ refunded: 400 });
    expect(await dayOf('2026-03-09')).toMatchObject({ refunded: 600 });
  });

  it('keeps counting who is late, and what was recovered is dated twice: when it failed, and when it came', async () => {
    await product.pass({ days: 24 });
    await roll();
    expect(await dayOf('2026-04-01')).toMatchObject({ subscribers: 3, failedCount: 1, recoveredCount: 0 });
    await stripe(product, 'setCard', { customerId: on('ada').customers()[0], card: 'ok' });
    await stripe(product, 'payInvoice', { invoiceId: openInvoiceOf('ada') });
    await product.settle();
    await roll();
    expect(await dayOf('2026-04-01')).toMatchObject({ failedCount: 1, recoveredCount: 1, recovered: 0 });
    const now = (await all()).filter(({ currency }) => currency === 'usd').at(-1);
    expect(now).toMatchObject({ recovered: 1_900, failedCount: 0, subscribers: 3 });
  });

  it('lets go of who is paused, takes another price as it is, and discounts off it', async () => {
    await on('wei').change(cnyMonthlyPriceId, 'pause', { what: 'collection' });
    const before = (await revenue().plans(communityId)).filter(({ currency }) => currency === 'cny');
    expect(before).toEqual([]);
    const { coupon } = await stripe<{ coupon: string }>(product, 'createCoupon', {
      percentOff: 50,
      duration: 'forever',
    });
    await stripe(product, 'createPromotionCode', { couponId: coupon, code: 'HALF' });
    await on('lin').buy('Pro', proPriceId, { code: 'HALF' });
    await on('ben').change(yearlyPriceId, 'changePlan', { priceId: monthlyPriceId, proration: 'none' });
    await product.pass({ days: 7, hours: 3 });
    await roll();
    const [summary] = await revenue().summaries(communityId, '2026-04-01', '2026-04-30');
    // Ada and Ben 19.00 each, Cleo 49.00, Lin half of it.
    expect(summary).toMatchObject({ mrr: 1_900 * 2 + 4_900 + 2_450, subscribers: 4, mrrNew: 2_450 });
    expect(summary?.mrrOther).toBe(1_900 - 1_583);
    const [, cny] = await revenue().summaries(communityId, '2026-04-01', '2026-04-30');
    expect(cny).toMatchObject({ currency: 'cny', mrr: 0, mrrBefore: 12_800, mrrLost: 0, subscribers: 0 });
  });

  it('counts who leaves, and apart from them who could not pay', async () => {
    await on('cleo').change(proPriceId, 'cancel', { atPeriodEnd: false });
    await stripe(product, 'failCard', { customerId: on('ada').customers()[0] });
    await product.pass({ days: 40 });
    await roll();
    const [summary] = await revenue().summaries(communityId, '2026-04-09', '2026-06-30');
    expect(summary).toMatchObject({
      ended: 2,
      endedUnpaid: 1,
      mrrLost: 4_900 + 1_900,
      subscribersBefore: 3,
      started: 1,
      churn: 0.5,
    });
  });

  it('is the same however often and from when it is counted', async () => {
    const step = await all();
    await roll();
    expect(await all()).toEqual(step);
    await product.data.database.prisma.revenueDay.deleteMany({ where: { communityId } });
    await roll();
    const anew = await all();
    expect(anew.length).toBeGreaterThan(150);
    expect(anew).toEqual(step);
    // MRR is what it was before, and what is said to have happened since.
    for (const currency of ['usd', 'cny']) {
      const days = anew.filter((day) => day.currency === currency);
      expect(gaps(days)).toEqual([]);
    }
  });

  it('is told in both languages, with who pays longest', async () => {
    const [english, chinese] = [
      await as(product, 'moyan').say('revenue', { range: '90' }),
      await as(product, 'moyan', 'discord', { locale: 'zh-CN', timeZone: 'UTC' }).say('revenue', {
        from: '2026-04-01',
        to: '2026-04-30',
      }),
    ];
    expect(english.lines.join('\n')).toContain('MRR');
    expect(chinese.lines.join('\n')).toMatch(/流失率/);
    expect(chinese.title).toBe('收入：2026-04-01 至 2026-04-30');
    const who = await as(product, 'moyan').say('cohorts');
    expect(who.lines.join('\n')).toContain('2026-03: 4 began');
    const cohorts = await revenue().cohorts(communityId, 12);
    expect(cohorts.at(-1)).toMatchObject({ month: '2026-03', people: 4 });
    expect(cohorts.at(-1)?.paying.slice(0, 3)).toEqual([4, 2, null]);
  });

  it('leaves the house as a file, with owners only', async () => {
    const refused = await as(product, 'moyan').say('export', { what: 'revenue' });
    expect(refused.file).toBeUndefined();
    const { file } = await as(product, 'olivia').say('export', { what: 'revenue', from: '2026-03-01' });
    expect(file?.text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFday,currency,mrr,mrr_new,mrr_ended,subscribers,trials,began,ended,ended_unpaid,trials_over,' +
        'trials_paid,paid,refunded,recovered,failed_payments,failed_payments_made_later',
      '2026-03-01,cny,128.00,128.00,0.00,1,0,1,0,0,0,0,128.00,0.00,0.00,0,0',
    ]);
    const plans = await as(product, 'olivia').say('export', { what: 'plans' });
    expect(plans.file?.text).toContain('Membership,usd,19.00,1,0');
    const backwards = await as(product, 'olivia').say('export', {
      what: 'revenue',
      from: '2026-04-02',
      to: '2026-04-01',
    });
    expect(backwards.lines.join(' ')).toContain('turn them around');
  });
});

/** Days that are missing between the first and the last. */
function gaps(days: readonly RevenueDayFigures[]): string[] {
  const known = new Set(days.map(({ day }) => day));
  const missing: string[] = [];
  const last = days.at(-1)?.day ?? '';
  for (let at = Date.parse(days[0]?.day ?? ''); at < Date.parse(last); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (!known.has(day)) missing.push(day);
  }
  return missing;
}
