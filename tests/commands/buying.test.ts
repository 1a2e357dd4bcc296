import { describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import {
  ada,
  contextOf,
  entitled,
  gift,
  gold,
  leaf,
  lounge,
  now,
  paid,
  pressable,
  read,
  role,
  roomsWith,
  said,
  seat,
  words,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const none = async () => [];

describe('/plans', () => {
  const rooms = {
    billing: { plans: async () => [gold] },
    access: { placesOfPlan: async () => [role, lounge], entitlements: none },
  };

  test('says what each costs and opens, and offers it', async () => {
    const reply = await said('plans', {}, contextOf(), rooms);
    expect(reply.fields?.map(({ value }) => read(value))).toEqual([
      '$19.00 a month\nOpens @Member in Lyceum Demo and Lounge (group)',
    ]);
    expect(reply.fields?.map(({ value }) => read(value, chinese))).toEqual([
      '每月 US$19.00\n可以进入：“Lyceum Demo”的 @Member、Lounge（群组）',
    ]);
    expect(pressable(reply)).toEqual(['subscribe {"plan":"plan-gold"}']);
  });

  test('does not offer what somebody has', async () => {
    const access = { ...rooms.access, entitlements: async () => [entitled] };
    expect(pressable(await said('plans', {}, contextOf(), { ...rooms, access }))).toEqual(['membership {}']);
  });
});

describe('/subscribe', () => {
  const asked: string[] = [];
  const billing = {
    plans: async () => [gold],
    subscriptions: none,
    checkout: async (_: string, __: unknown, price: string) => {
      asked.push(price);
      return { url: `https://pay.example/${price}` };
    },
  };
  const access = { placesOfPlan: async () => [role, lounge], entitlements: none };

  test('one plan at one price: straight to the page, with what it opens and what is missing', async () => {
    const reply = await said('subscribe', {}, contextOf(), { billing, access });
    expect(pressable(reply)).toEqual(['https://pay.example/price_month', 'link {}', 'verify {}']);
    expect(words(reply).join('\n')).toContain('on Telegram, where I do not know you yet');
  });

  test('several prices: choose first, nothing is asked of Stripe yet', async () => {
    asked.length = 0;
    const year = { ...gold.prices[0], priceId: 'price_year', interval: 'year', amount: 19000 } as const;
    const both = { ...gold, prices: [...gold.prices, year] } as typeof gold;
    const rooms = { billing: { ...billing, plans: async () => [both] }, access };
    const reply = await said('subscribe', { plan: 'gold' }, contextOf(), rooms);
    expect(words(reply).slice(1)).toEqual(['$19.00 a month', '$190.00 a year']);
    expect(asked).toEqual([]);
    await said('subscribe', { plan: gold.id, price: '$190.00 a year' }, contextOf(), rooms);
    expect(asked).toEqual(['price_year']);
  });

  test('who has it already is told so and is not charged twice', async () => {
    const rooms = { billing: { ...billing, subscriptions: async () => [paid] }, access };
    const reply = await said('subscribe', {}, contextOf(), rooms);
    expect(words(reply)[0]).toBe('You have Gold already');
    expect(words(reply)[1]).toBe('Next payment: $19.00 on Dec 20, 2026');
    expect(pressable(reply)).toEqual(['membership {"manage":true}', 'membership {}']);
  });

  test('somebody else’s price is refused', async () => {
    await expect(
      said('subscribe', { price: 'price_x' }, contextOf(), { billing, access }),
    ).rejects.toMatchObject({ key: 'price_not_in_plan' });
    await expect(
      said('subscribe', { plan: 'Silver' }, contextOf(), { billing, access }),
    ).rejects.toMatchObject({
      key: 'plan_unknown',
    });
  });
});

describe('/membership', () => {
  const graceUntil = new Date('2026-11-25T12:00:00Z');
  const failing = {
    ...paid,
    status: 'past_due' as const,
    failingSince: now,
    payUrl: 'https://pay.example/in_1',
  };
  const rooms = (more: object) => ({
    billing: {
      plans: async () => [gold],
      subscriptions: async () => [failing],
      customers: async () => [{ stripeId: 'cus_1', memberId: ada.id, fetchedAt: now, failedAt: null }],
    },
    access: {
      entitlements: async () => [{ ...entitled, state: 'grace' as const, graceUntil }],
      grants: none,
      seats: async () => [seat(lounge, { observed: 'out' })],
      placesOfPlan: async () => [role],
      ...more,
    },
  });

  test('says what fails and until when the access stays, with the way to pay first', async () => {
    const reply = await said('membership', {}, contextOf(), rooms({}));
    expect(reply.tone).toBe('warning');
    expect(words(reply)[2]).toBe(
      [
        'A payment failed. You keep your access until Nov 25, 2026, 12:00 PM',
        '$19.00 could not be charged, since Nov 22, 2026',
        'Opens @Member in Lyceum Demo',
      ].join('\n'),
    );
    expect(pressable(reply)).toEqual([
      'https://pay.example/in_1',
      'https://t.me/+lounge',
      'membership {"manage":true}',
      'why {}',
      'verify {}',
    ]);
  });

  test('a gift is told with its reason, and somebody with nothing is shown the way', async () => {
    const given = { ...entitled, sources: [] };
    const reply = await said(
      'membership',
      {},
      contextOf(),
      rooms({ entitlements: async () => [given], grants: async () => [gift] }),
    );
    expect(words(reply, chinese).join('\n')).toContain('团队赠送，长期有效（won the quiz）');
    const empty = await said('membership', {}, contextOf(), rooms({ entitlements: none }));
    expect(pressable(empty)).toEqual(['plans {}', 'verify {}']);
  });

  test('managing opens the portal, or says that there is nothing to manage', async () => {
    const portal = (url: string | null) => ({ billing: { portal: async () => (url ? { url } : null) } });
    const open = await said('membership', { manage: true }, contextOf(), portal('https://portal.example'));
    expect(pressable(open)).toEqual(['https://portal.example']);
    expect(pressable(await said('membership', { manage: true }, contextOf(), portal(null)))).toEqual([
      'plans {}',
    ]);
  });
});

describe('suggestions', () => {
  test('work with nothing typed, filter what is typed, and never exceed 25', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ ...gold, id: `p${at}`, name: `Plan ${at}` }));
    const rooms = roomsWith({ billing: { plans: async () => many } });
    const option = leaf('subscribe').options['plan'];
    if (option?.type !== 'text' || !option.suggest) throw new Error('no suggestions');
    const labels = async (typed: string) =>
      (await option.suggest?.(typed, contextOf(), rooms))?.map(({ label }) => label);
    expect((await labels(''))?.length).toBe(25);
    expect(await labels(' plan 39')).toEqual(['Plan 39']);
    expect(await labels('nothing like it')).toEqual([]);
  });
});
