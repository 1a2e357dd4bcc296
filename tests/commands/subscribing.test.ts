import { beforeEach, describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { Entitlement, Source } from '#domain/access';
import type { Plan, Subscription } from '#domain/billing';
import {
  contextOf,
  entitled,
  forGood,
  gold,
  lounge,
  monthly,
  now,
  opened,
  paid,
  pass,
  pressable,
  role,
  said,
  silver,
  words,
  yearly,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };

const asked: unknown[][] = [];
beforeEach(() => void (asked.length = 0));

interface Known {
  plans?: Plan[];
  subscriptions?: Subscription[];
  entitlements?: Entitlement[];
  trialDays?: number;
}

/** What the rooms know; what is asked of Stripe is noted. */
function rooms({ plans = [gold], subscriptions = [], entitlements = [], trialDays = 0 }: Known = {}) {
  return {
    billing: {
      plans: async () => plans,
      subscriptions: async () => subscriptions,
      trialDaysFor: async () => trialDays,
      checkout: async (_: string, __: unknown, price: string, wish?: object) => {
        asked.push(['checkout', price, wish]);
        return { url: `https://pay.example/${price}` };
      },
      subscribeByInvoice: async (_: string, __: unknown, price: string, email?: string) => {
        asked.push(['invoice', price, email]);
        return { url: `https://invoice.example/${price}` };
      },
    },
    access: {
      placesOfPlan: async () => [opened(role), opened(lounge)],
      entitlements: async () => entitlements,
    },
  };
}

const run = (options: Record<string, string | boolean>, known: Known = {}) =>
  said('subscribe', options, contextOf(), rooms(known));

const six: Plan = {
  ...gold,
  prices: [
    { ...monthly, priceId: 'price_eur', amount: 1800, currency: 'eur' },
    monthly,
    pass,
    { ...monthly, priceId: 'price_cny', amount: 12_800, currency: 'cny' },
    yearly,
    forGood,
  ],
};

describe('/subscribe', () => {
  test('one plan at one price: straight to the page, with what it opens and what is missing', async () => {
    const reply = await run({});
    expect(pressable(reply)).toEqual(['https://pay.example/price_month', 'link {}', 'verify {}']);
    expect(words(reply).join('\n')).toContain('on Telegram, where I do not know you yet');
    expect(words(reply)).toContain('Pay $19.00 a month');
  });

  test('six prices in three currencies: choose first, nothing is asked of Stripe yet', async () => {
    const reply = await run({ plan: 'gold' }, { plans: [six] });
    expect(words(reply).slice(1)).toEqual([
      '€18.00 a month',
      '$19.00 a month',
      '$190.00 a year',
      '$24.00 once, 30 days',
      '$390.00 once, for good',
      'CN¥128.00 a month',
    ]);
    expect(words(reply, chinese).slice(1)).toEqual([
      '每月 €18.00',
      '每月 US$19.00',
      '每年 US$190.00',
      '一次付清 US$24.00，30 天',
      '一次付清 US$390.00，长期有效',
      '每月 ¥128.00',
    ]);
    expect(reply.buttons?.every((row) => row.length <= 5)).toBe(true);
    expect(asked).toEqual([]);
    await run({ plan: gold.id, price: '$190.00 a year' }, { plans: [six] });
    expect(asked).toEqual([['checkout', 'price_year', {}]]);
  });

  test('free days come first, and only where they are for this member', async () => {
    const reply = await run({}, { trialDays: 7 });
    expect(words(reply)).toContain(
      '7 days free, then $19.00 a month. Cancel before that and you pay nothing.',
    );
    expect(words(reply)).toContain('7 days free, then $19.00 a month');
    expect(words(reply, chinese)).toContain('免费试用 7 天，之后每月 US$19.00。在那之前取消，不扣一分钱。');
    const once = await run({ price: pass.priceId }, { plans: [six], trialDays: 7 });
    expect(words(once).join('\n')).not.toContain('free');
  });

  test('a promotion code goes along to the page, through every choice', async () => {
    const choice = await run({ plan: gold.id, code: 'WELCOME10' }, { plans: [six] });
    expect(pressable(choice)[0]).toBe(
      'subscribe {"plan":"plan-gold","price":"price_eur","code":"WELCOME10"}',
    );
    const reply = await run({ code: 'WELCOME10' });
    expect(asked).toEqual([['checkout', 'price_month', { code: 'WELCOME10' }]]);
    expect(words(reply)).toContain('The page takes off what WELCOME10 is worth.');
  });

  test('who has it already is told so and is not charged twice', async () => {
    const reply = await run({}, { subscriptions: [paid] });
    expect(words(reply)[0]).toBe('You have Gold already');
    expect(words(reply)[1]).toBe('Next payment: $19.00 on Dec 20, 2026');
    expect(pressable(reply)).toEqual(['membership {"manage":true}', 'membership {}']);
    expect(asked).toEqual([]);
  });

  test('another price of the same plan is a switch, and what is paid once a purchase beside it', async () => {
    const reply = await run({}, { plans: [six], subscriptions: [paid] });
    expect(pressable(reply).slice(2)).toEqual([
      'membership {"switch":"sub1","to":"price_year"}',
      'subscribe {"plan":"plan-gold","price":"price_pass"}',
      'subscribe {"plan":"plan-gold","price":"price_ever"}',
    ]);
    const once = await run({ price: forGood.priceId }, { plans: [six], subscriptions: [paid] });
    expect(words(once)).toContain(
      'Your subscription to it goes on beside this. Cancel it if you no longer need it.',
    );
    expect(pressable(once)).toContain('membership {"cancel":"sub1"}');
  });

  test('another plan: Stripe switches, or it is bought as well', async () => {
    const known = { plans: [gold, silver], subscriptions: [paid] };
    const reply = await run({ plan: 'Silver' }, known);
    expect(words(reply)[0]).toBe('You have Gold. Instead of it, or as well?');
    expect(pressable(reply)).toEqual([
      'membership {"switch":"sub1","to":"price_silver"}',
      'subscribe {"plan":"plan-silver","price":"price_silver","also":true}',
      'membership {}',
    ]);
    expect(asked).toEqual([]);
    await run({ plan: 'Silver', also: true }, known);
    expect(asked).toEqual([['checkout', 'price_silver', {}]]);
  });

  test('what cannot be switched on Stripe’s page is only sold as well', async () => {
    for (const fixed of [
      { ...paid, byInvoice: true, paidThrough: paid.periodEnd },
      { ...paid, status: 'past_due' as const },
      { ...paid, collectionPaused: true },
      { ...paid, cancelAt: paid.periodEnd },
    ]) {
      const reply = await run({ plan: 'Silver' }, { plans: [gold, silver], subscriptions: [fixed] });
      expect(pressable(reply).some((one) => one.includes('switch'))).toBe(false);
      expect(words(reply)[0]).toBe('You have Gold. As well as that?');
    }
  });

  test('two currencies at a time are refused before Stripe does, unless it is paid once', async () => {
    const euro = { ...silver, prices: [{ ...monthly, priceId: 'price_eur', currency: 'eur' }] };
    await expect(
      run({ plan: 'Silver' }, { plans: [gold, euro], subscriptions: [paid] }),
    ).rejects.toMatchObject({ key: 'currency_mixed', params: { plan: 'Gold', currency: 'USD' } });
    const once = { ...euro, prices: [{ ...pass, currency: 'eur' }] };
    await run({ plan: 'Silver' }, { plans: [gold, once], subscriptions: [paid] });
    expect(asked).toEqual([['checkout', 'price_pass', {}]]);
  });

  test('a bill that is open is to be paid, not a second one begun', async () => {
    const late = {
      ...paid,
      status: 'past_due' as const,
      failingSince: now,
      payUrl: 'https://pay.example/in',
    };
    const reply = await run({}, { subscriptions: [late] });
    expect(words(reply)[0]).toBe('A bill for Gold is open');
    expect(pressable(reply)[0]).toBe('https://pay.example/in');
  });

  test('somebody else’s price is refused', async () => {
    await expect(run({ price: 'price_x' })).rejects.toMatchObject({ key: 'price_not_in_plan' });
    await expect(run({ plan: 'Silver' })).rejects.toMatchObject({ key: 'plan_unknown' });
  });
});

describe('/subscribe to what is paid once', () => {
  const bought = (until: string | null): Source => ({
    kind: 'order',
    id: 'order1',
    verdict: 'active',
    trial: false,
    until,
    cause: null,
  });
  const until = (end: string | null) => [{ ...entitled, sources: [bought(end)] }];

  test('new days come on top of those that are left, and it says until when', async () => {
    const entitlements = until('2026-12-02T12:00:00.000Z');
    const reply = await run({ price: pass.priceId }, { plans: [six], entitlements });
    expect(words(reply)).toContain('You pay $24.00 once and have it for 30 days. Nothing renews by itself.');
    expect(words(reply)).toContain(
      'You have it until Dec 2, 2026 already. The new days come on top: until Jan 1, 2027.',
    );
  });

  test('who has it for good has nothing more to pay', async () => {
    const reply = await run({}, { entitlements: until(null) });
    expect(words(reply)[0]).toBe('Gold is yours for good');
    expect(asked).toEqual([]);
  });

  test('a subscription beside a pass begins at once, and that is said', async () => {
    const reply = await run({}, { entitlements: until('2026-12-02T12:00:00.000Z') });
    expect(words(reply)).toContain(
      'You have paid once and have it until Dec 2, 2026 already. A subscription begins today, not then.',
    );
  });
});

describe('/subscribe by invoice', () => {
  const byInvoice: Plan = { ...six, byInvoice: true };

  test('is offered beside the card where the plan allows it', async () => {
    const reply = await run({ price: monthly.priceId }, { plans: [byInvoice] });
    expect(pressable(reply)).toContain(
      'subscribe {"plan":"plan-gold","price":"price_month","pay":"invoice"}',
    );
    expect(words(reply).join('\n')).toContain('Alipay or WeChat Pay');
    expect(words(reply, chinese).join('\n')).toContain('支付宝、微信支付');
    const once = await run({ price: pass.priceId }, { plans: [byInvoice] });
    expect(pressable(once).join()).not.toContain('invoice');
  });

  test('gives the link to the first one; only what renews is offered for it', async () => {
    const choice = await run({ pay: 'invoice' }, { plans: [byInvoice] });
    expect(pressable(choice)).toHaveLength(4);
    const options = { price: 'price_cny', pay: 'invoice', email: 'wei@example.com' };
    const reply = await run(options, { plans: [byInvoice], trialDays: 7 });
    expect(asked).toEqual([['invoice', 'price_cny', 'wei@example.com']]);
    expect(pressable(reply)).toEqual(['https://invoice.example/price_cny', 'verify {}']);
    expect(words(reply)).toContain('The free days are only for those who pay by card.');
    expect(words(reply, chinese)[0]).toBe('“Gold”：第一张账单');
  });

  test('is refused where it cannot be, and an address that is none is not sent', async () => {
    const refused = (options: Record<string, string>, plan: Plan = byInvoice) =>
      run({ pay: 'invoice', ...options }, { plans: [plan] });
    await expect(refused({ price: 'price_month' }, six)).rejects.toMatchObject({ key: 'not_by_invoice' });
    await expect(refused({ price: 'price_pass' })).rejects.toMatchObject({ key: 'not_by_invoice' });
    await expect(refused({ price: 'price_month', code: 'X' })).rejects.toMatchObject({ key: 'code_by_card' });
    for (const email of ['wei', 'wei@', 'wei@example', 'a b@example.com', 'Wei <wei@example.com>']) {
      await expect(refused({ price: 'price_month', email })).rejects.toMatchObject({ key: 'email_bad' });
    }
    expect(asked).toEqual([]);
  });

  test('the first invoice that waits is what there is to do', async () => {
    const first = {
      ...paid,
      byInvoice: true,
      openInvoice: 'in_1',
      openAmount: 1900,
      openDueAt: new Date('2026-11-29T12:00:00Z'),
      payUrl: 'https://invoice.example/in_1',
    };
    const reply = await run({}, { subscriptions: [first] });
    expect(words(reply)[1]).toBe('The first invoice of $19.00 waits to be paid, by Nov 29, 2026');
    expect(pressable(reply)[0]).toBe('https://invoice.example/in_1');
  });
});

test('nothing on sale, and more than one plan', async () => {
  const nothing = { ...gold, prices: [] };
  expect(words(await run({}, { plans: [] }))).toEqual(['Nothing is on sale here yet. Look in again soon.']);
  expect(words(await run({ plan: 'Gold' }, { plans: [nothing] }))).toEqual(['Not on sale at the moment']);
  expect(pressable(await run({ code: 'X' }, { plans: [gold, silver] }))).toEqual([
    'subscribe {"plan":"plan-gold","code":"X"}',
    'subscribe {"plan":"plan-silver","code":"X"}',
  ]);
});
