import { beforeEach, describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { Customer, Gift, Order, Payment, Plan, Subscription } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import {
  ada,
  contextOf,
  entitled,
  forGood,
  gold,
  monthly,
  now,
  opened,
  order,
  paid,
  pass,
  payment,
  pressable,
  read,
  report,
  role,
  said,
  seat,
  silver,
  words,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const once: Plan = { ...gold, prices: [monthly, pass, forGood] };
const given: Gift = {
  id: 'gift1',
  payerId: ada.id,
  planId: gold.id,
  priceId: pass.priceId,
  createdAt: now,
  paidAt: now,
  redeemedById: null,
  redeemedAt: null,
};

describe('/gift', () => {
  const asked: unknown[][] = [];
  beforeEach(() => void (asked.length = 0));
  const run = (options: Record<string, string>, plans: Plan[] = [once]) =>
    said('gift', options, contextOf(), {
      billing: {
        plans: async () => plans,
        checkout: async (_, __, price, wish) => {
          asked.push([price, wish]);
          return { url: `https://pay.example/${price}` };
        },
      },
    });

  test('offers what is paid once, and leads to the page', async () => {
    const choice = await run({});
    expect(pressable(choice)).toEqual([
      'gift {"plan":"plan-gold","price":"price_pass"}',
      'gift {"plan":"plan-gold","price":"price_ever"}',
    ]);
    const reply = await run({ price: pass.priceId });
    expect(asked).toEqual([[pass.priceId, { gift: true }]]);
    expect(words(reply).slice(0, 2)).toEqual(['A gift: Gold, 30 days', 'You pay $24.00 once.']);
    expect(words(reply, chinese)[0]).toBe('礼物：“Gold”30 天');
    expect(pressable(reply)).toEqual(['https://pay.example/price_pass', 'orders {}']);
  });

  test('plans that only renew are not among them', async () => {
    const two = [once, { ...once, id: 'plan-two', name: 'Two' }, silver];
    expect(pressable(await run({}, two))).toEqual(['gift {"plan":"plan-gold"}', 'gift {"plan":"plan-two"}']);
    expect(words(await run({}, [silver]))[0]).toMatch(/nothing here that could be a gift/);
    await expect(run({ plan: 'Silver' }, two)).rejects.toMatchObject({ key: 'gift_recurring' });
    await expect(run({ plan: 'Gold', price: 'price_month' }, two)).rejects.toMatchObject({
      key: 'gift_recurring',
    });
    await expect(run({ plan: 'Gold', price: 'price_x' }, two)).rejects.toMatchObject({
      key: 'price_not_in_plan',
    });
    expect(asked).toEqual([]);
  });
});

describe('/redeem', () => {
  const source = (until: string | null) => ({
    kind: 'order' as const,
    id: order.id,
    verdict: 'active' as const,
    trial: false,
    until,
    cause: null,
  });
  const run = (sources: ReturnType<typeof source>[], more: object = {}, subscriptions: Subscription[] = []) =>
    said('redeem', { code: 'ABCD' }, contextOf(), {
      access: {
        redeem: async () => ({ planId: gold.id }),
        converge: async () => report({ granted: 1 }),
        entitlements: async () => [{ ...entitled, sources }],
        placesOfPlan: async () => [opened(role), opened({ ...role, title: 'Trial' }, 'trial')],
        seats: async () => [seat(role)],
        ...more,
      },
      billing: { plan: async () => gold, subscriptions: async () => subscriptions },
    });

  test('says what it opens and until when', async () => {
    const reply = await run([source('2026-12-22T12:00:00.000Z')]);
    expect(words(reply).slice(0, 3)).toEqual([
      'Gold is yours',
      'A gift, paid for by somebody who means you well: you have it until Dec 22, 2026.',
      'It opens @Member in Lyceum Demo.',
    ]);
    expect(words(await run([source(null)]), chinese)[1]).toBe('这是别人送你的礼物，长期有效。');
  });

  test('whoever pays a subscription for it as well is told so', async () => {
    const reply = await run([source(null)], {}, [paid]);
    expect(words(reply)).toContain('You also pay a subscription for it, which goes on until you cancel it.');
    expect(pressable(reply)).toContain('membership {"cancel":"sub1"}');
  });

  test('a gift that gives nothing is no success', async () => {
    const reply = await run([]);
    expect(reply.tone).toBe('warning');
    expect(words(reply)[0]).toBe('The gift is taken, but nothing is open');
  });

  test('a wrong code goes to the door as it is', async () => {
    const redeem = async () => Promise.reject(new UserFacingError('gift_taken'));
    await expect(run([], { redeem })).rejects.toMatchObject({ key: 'gift_taken' });
  });
});

describe('/orders', () => {
  interface Known {
    plans?: Plan[];
    subscriptions?: Subscription[];
    orders?: Order[];
    payments?: Payment[];
    gifts?: Gift[];
    customers?: Customer[];
  }
  const run = (known: Known, options: Record<string, number | string> = {}) =>
    said('orders', options, contextOf(), {
      billing: {
        plans: async () => known.plans ?? [once],
        subscriptions: async () => known.subscriptions ?? [paid],
        orders: async () => known.orders ?? [],
        payments: async () => known.payments ?? [payment],
        gifts: async () => known.gifts ?? [],
        customers: async () => known.customers ?? [],
        giftCode: async () => 'ABCD-EFGH-JKMN-PQRS',
      },
    });
  const lines = async (known: Known, reader?: Reader) =>
    (await run(known)).list?.map(({ text }) => read(text, reader)) ?? [];

  test('each payment with its date, money, purpose, state and receipt, newest first', async () => {
    const first = { ...payment, id: 'payment0', stripeId: 'ch_0', paidAt: new Date('2026-10-20T12:00:00Z') };
    const bought = { ...payment, id: 'p2', stripeId: 'ch_2', subscriptionId: null, paymentIntent: 'pi_1' };
    const known = {
      orders: [order],
      payments: [first, { ...bought, amount: 2400, paidAt: now, receiptUrl: null }, payment],
    };
    expect(await lines(known)).toEqual([
      'Nov 22, 2026 · $24.00 · Gold, 30 days · paid',
      'Nov 20, 2026 · $19.00 · Gold, subscription · paid · Receipt',
      'Oct 20, 2026 · $19.00 · Gold, subscription · paid · Receipt',
    ]);
    expect((await lines(known, chinese))[0]).toBe('2026年11月22日 · US$24.00 · “Gold”30 天 · 已付款');
  });

  test('says what went back, in part or whole, and what the bank does', async () => {
    const states = await Promise.all(
      [
        { refunded: 500 },
        { refunded: 1900 },
        { dispute: 'inquiry' as const },
        { dispute: 'open' as const, refunded: 1900 },
        { dispute: 'won' as const },
        { dispute: 'lost' as const },
      ].map(async (change) => (await lines({ payments: [{ ...payment, ...change }] }))[0]?.split(' · ')[3]),
    );
    expect(states).toEqual([
      '$5.00 refunded',
      'refunded in full',
      'paid, the bank asks about it',
      'disputed, the bank holds the money',
      'paid, a dispute was won',
      'disputed, the bank took it back',
    ]);
  });

  test('what is to be paid stands first, with its button', async () => {
    const late = {
      ...paid,
      status: 'past_due' as const,
      failingSince: now,
      payUrl: 'https://pay.example/in',
    };
    const reply = await run({ subscriptions: [late] });
    expect(read(reply.list?.[0]?.text)).toBe(
      '$19.00 · Gold, subscription · could not be charged since Nov 22, 2026',
    );
    expect(pressable(reply)[0]).toBe('https://pay.example/in');
    const sent = {
      ...paid,
      byInvoice: true,
      openInvoice: 'in_1',
      openAmount: 12_800,
      currency: 'cny',
      openDueAt: new Date('2026-11-29T12:00:00Z'),
      payUrl: 'https://pay.example/in_1',
    };
    expect((await lines({ subscriptions: [sent] }))[0]).toBe(
      'CN¥128.00 · Gold, subscription · to be paid by Nov 29, 2026',
    );
  });

  test('gifts have their code until they are redeemed, and those that were refunded have none', async () => {
    const gifted = { ...order, giftId: given.id };
    const paidFor = { ...payment, paymentIntent: 'pi_1', subscriptionId: null, amount: 2400, paidAt: now };
    const known = { orders: [gifted], payments: [paidFor], gifts: [given] };
    const reply = await run(known);
    expect(read(reply.list?.[0]?.text)).toBe(
      'Nov 22, 2026 · $24.00 · gift: Gold, 30 days · paid, not redeemed yet · Receipt',
    );
    expect(pressable(reply)).toContain('orders {"gift":"gift1"}');
    const taken = { ...given, redeemedById: 'm-wei', redeemedAt: now };
    expect((await lines({ ...known, gifts: [taken] }))[0]).toContain('paid, redeemed on Nov 22, 2026');
    const back = [{ ...paidFor, refunded: 2400, goneAt: now }];
    expect(pressable(await run({ ...known, payments: back })).join()).not.toContain('gift');
  });

  test('what cost nothing, and what belongs to no plan', async () => {
    const free = { ...order, paymentIntent: null, amount: 0 };
    expect((await lines({ orders: [free], payments: [] }))[0]).toBe(
      'Nov 22, 2026 · $0.00 · Gold, 30 days · free of charge',
    );
    const foreign = { ...payment, subscriptionId: null, receiptUrl: null };
    expect((await lines({ payments: [foreign] }))[0]).toContain('something that belongs to no plan here');
  });

  test('many are turned over by buttons, and the last page is the last', async () => {
    const payments = Array.from({ length: 20 }, (_, at) => ({ ...payment, id: `p${at}` }));
    const first = await run({ payments });
    expect(first.list).toHaveLength(8);
    expect(pressable(first)).toContain('orders {"page":2}');
    const last = await run({ payments }, { page: 9 });
    expect(last.list).toHaveLength(4);
    expect(words(last)[1]).toBe('Page 3 of 3, newest first.');
    expect(pressable(last)[0]).toBe('orders {"page":2}');
    expect(last.replaces).toBe(true);
  });

  test('says how old it is when Stripe was silent, and asks it nothing', async () => {
    const customer = { stripeId: 'cus_1', memberId: ada.id, fetchedAt: now, failedAt: now };
    expect(words(await run({ customers: [customer] }))[1]).toBe(
      'Stripe could not be asked lately, so this is as of Nov 22, 2026, 12:00 PM.',
    );
    expect(pressable(await run({ payments: [], subscriptions: [] }))).toEqual(['plans {}']);
  });

  test('the code of a gift, for its payer, until somebody has it', async () => {
    const reply = await run({ gifts: [given] }, { gift: given.id });
    expect(words(reply).slice(0, 2)).toEqual(['Your gift: Gold, 30 days', 'The code: ABCD-EFGH-JKMN-PQRS']);
    expect(words(reply)[2]).toContain('/redeem ABCD-EFGH-JKMN-PQRS');
    const taken = { ...given, redeemedAt: now };
    expect(words(await run({ gifts: [taken] }, { gift: given.id }))[1]).toBe(
      'It was redeemed on Nov 22, 2026.',
    );
    await expect(run({ gifts: [] }, { gift: 'gift2' })).rejects.toMatchObject({ key: 'gift_unknown' });
  });
});
