import { describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { Entitlement } from '#domain/access';
import type { MoneyState, Order, Subscription } from '#domain/billing';
import {
  ada,
  contextOf,
  entitled,
  gift,
  gold,
  lounge,
  monthly,
  now,
  opened,
  order,
  paid,
  pass,
  pressable,
  role,
  said,
  seat,
  silver,
  wei,
  words,
  yearly,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const none = async () => [];

describe('/membership', () => {
  const graceUntil = new Date('2026-11-25T12:00:00Z');
  const failing = {
    ...paid,
    status: 'past_due' as const,
    failingSince: now,
    payUrl: 'https://pay.example/in_1',
  };
  const rooms = (more: object, subscriptions: Subscription[] = [failing], orders: Order[] = []) => ({
    billing: {
      plans: async () => [gold, silver],
      subscriptions: async () => subscriptions,
      ordersFor: async () => orders,
      customers: async () => [{ stripeId: 'cus_1', memberId: ada.id, fetchedAt: now, failedAt: null }],
    },
    access: {
      entitlements: async () => [{ ...entitled, state: 'grace' as const, graceUntil }],
      grants: none,
      seats: async () => [seat(lounge, { observed: 'out' })],
      placesOfPlan: async () => [opened(role)],
      ...more,
    },
  });
  const shown = async (
    entitlement: Entitlement,
    subscriptions: Subscription[] = [],
    orders: Order[] = [],
  ) => {
    const known = rooms({ entitlements: async () => [entitlement], seats: none }, subscriptions, orders);
    const reply = await said('membership', {}, contextOf(), known);
    return { lines: words(reply)[2]?.split('\n') ?? [], buttons: pressable(reply), reply };
  };

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
      'membership {"cancel":"sub1"}',
      'membership {"manage":true}',
      'orders {}',
      'why {}',
      'verify {}',
    ]);
  });

  test('a trial: until when, then what; and what it opens now', async () => {
    const trying = {
      ...paid,
      status: 'trialing' as const,
      trialEnd: new Date('2026-11-29T12:00:00Z'),
    };
    const { lines, buttons } = await shown({ ...entitled, trial: true }, [trying]);
    expect(lines).toEqual([
      'Open to you: you are trying it out',
      'Trial until Nov 29, 2026, then $19.00',
      'Opens @Member in Lyceum Demo',
    ]);
    expect(buttons).toContain('membership {"switch":"sub1"}');
    const cancelled = { ...trying, cancelAt: trying.trialEnd };
    const ending = await shown({ ...entitled, trial: true }, [cancelled]);
    expect(ending.lines[1]).toBe('Trial until Nov 29, 2026, then it ends. Nothing will be charged');
    expect(ending.buttons.join()).not.toMatch(/cancel|switch/);
  });

  test('what was paid once, or given: until when, or for good', async () => {
    const source = (until: string | null) => ({
      kind: 'order' as const,
      id: order.id,
      verdict: 'active' as const,
      trial: false,
      until,
      cause: null,
    });
    const until = { ...entitled, sources: [source('2026-12-22T12:00:00.000Z')] };
    expect((await shown(until, [], [order])).lines[1]).toBe('Paid once, until Dec 22, 2026');
    expect((await shown({ ...entitled, sources: [source(null)] }, [], [order])).lines[1]).toBe(
      'Paid once, for good',
    );
    expect((await shown(until, [], [{ ...order, giftId: 'gift1' }])).lines[1]).toBe(
      'A gift, until Dec 22, 2026',
    );
  });

  test('paused: until when it stays open, and who can resume it', async () => {
    const pausing = { ...paid, collectionPaused: true, paidThrough: paid.periodEnd };
    expect((await shown(entitled, [pausing])).lines[1]).toBe(
      'Paused by the team: nothing is charged. It stays open until Dec 20, 2026, then a moderator has to resume it',
    );
    const back = { ...pausing, pausedUntil: new Date('2027-01-10T12:00:00Z') };
    expect((await shown(entitled, [back])).lines[1]).toContain('goes on by itself on Jan 10, 2027');
    const over = {
      ...entitled,
      state: 'ended' as const,
      granting: false,
      endedAt: now,
      sources: entitled.sources.map((one) => ({ ...one, cause: 'paused' as const })),
    };
    const stopped = await shown(over, [{ ...paid, status: 'paused' }]);
    expect(stopped.lines[0]).toBe(
      'Ended on Nov 22, 2026. Your subscription is paused. It comes back as soon as you resume it.',
    );
    expect(stopped.lines[1]).toContain('takes you to the page where it goes on');
  });

  test('by invoice: what waits, what comes, and the way to pay', async () => {
    const waits = {
      ...paid,
      byInvoice: true,
      paidThrough: paid.periodEnd,
      openInvoice: 'in_1',
      openAmount: 1900,
      openDueAt: graceUntil,
      payUrl: 'https://invoice.example/in_1',
    };
    const { lines, buttons } = await shown(entitled, [waits]);
    expect(lines[1]).toBe('An invoice of $19.00 waits to be paid, by Nov 25, 2026');
    expect(buttons[0]).toBe('https://invoice.example/in_1');
    expect(buttons.join()).not.toContain('switch');
    const none = { ...waits, openInvoice: null, payUrl: null };
    expect((await shown(entitled, [none])).lines[1]).toBe(
      'Paid until Dec 20, 2026, then the next invoice comes',
    );
  });

  test('refunded, disputed and cancelled are told with their reason, once', async () => {
    for (const [cause, reason] of [
      ['refunded', 'Your payment was refunded in full.'],
      ['disputed', 'Your bank has taken the payment back. Was that a mistake? Write to the moderators.'],
      ['cancelled', 'Your subscription has ended.'],
    ] as const) {
      const over = {
        ...entitled,
        state: 'ended' as const,
        granting: false,
        endedAt: now,
        sources: entitled.sources.map((one) => ({ ...one, verdict: 'ended' as const, cause })),
      };
      const money: MoneyState = cause === 'cancelled' ? 'kept' : cause;
      const gone = {
        ...paid,
        money,
        ...(money === 'kept' ? { status: 'canceled' as const, endedAt: now } : {}),
      };
      expect((await shown(over, [gone])).lines).toEqual([`Ended on Nov 22, 2026. ${reason}`]);
    }
    const ending = await shown(entitled, [{ ...paid, cancelAt: paid.periodEnd }]);
    expect(ending.lines[1]).toBe('Paid until Dec 20, 2026, then it ends. Nothing more will be charged');
  });

  test('where nothing is sold, nothing is switched either; cancelling stays', async () => {
    const known = rooms({ entitlements: async () => [entitled], seats: none }, [paid]);
    const telegram = contextOf('member', wei);
    const where = { ...telegram, community: { ...telegram.community, sellsOnTelegram: false } };
    expect(pressable(await said('membership', {}, telegram, known)).join()).toContain('switch');
    const shown = pressable(await said('membership', {}, where, known));
    expect(shown.join()).not.toContain('switch');
    expect(shown).toContain('membership {"cancel":"sub1"}');
    expect(pressable(await said('membership', { switch: paid.id }, where, known))).toEqual(shown);
  });

  test('a gift is told with its reason, and somebody with nothing is shown the way', async () => {
    const byHand = { ...entitled, sources: [] };
    const reply = await said(
      'membership',
      {},
      contextOf(),
      rooms({ entitlements: async () => [byHand], grants: async () => [gift] }),
    );
    expect(words(reply, chinese).join('\n')).toContain('团队赠送，长期有效（won the quiz）');
    const empty = await said('membership', {}, contextOf(), rooms({ entitlements: none }, []));
    expect(pressable(empty)).toEqual(['plans {}', 'verify {}']);
    const owing = await said('membership', {}, contextOf(), rooms({ entitlements: none }));
    expect(pressable(owing)[0]).toBe('https://pay.example/in_1');
  });

  test('managing opens the portal, or says that there is nothing to manage', async () => {
    const portal = (url: string | null) => ({ billing: { portal: async () => (url ? { url } : null) } });
    const open = await said('membership', { manage: true }, contextOf(), portal('https://portal.example'));
    expect(pressable(open)).toEqual(['https://portal.example']);
    expect(pressable(await said('membership', { manage: true }, contextOf(), portal(null)))).toEqual([
      'plans {}',
    ]);
  });

  test('switching: first where to, then Stripe’s page; cancelling: Stripe’s page', async () => {
    const asked: string[] = [];
    const known = {
      billing: {
        plans: async () => [
          { ...gold, prices: [monthly, yearly, pass] },
          silver,
          { ...silver, archivedAt: now },
        ],
        subscriptions: async () => [paid],
        switchPage: async (_: string, __: string, id: string, price: string) => {
          asked.push(`switch ${id} ${price}`);
          return { url: 'https://portal.example/switch' };
        },
        cancelPage: async (_: string, __: string, id: string) => {
          asked.push(`cancel ${id}`);
          return { url: 'https://portal.example/cancel' };
        },
      },
    };
    const run = (options: Record<string, string>) => said('membership', options, contextOf(), known);
    const choice = await run({ switch: 'Gold' });
    expect(pressable(choice)).toEqual([
      'membership {"switch":"sub1","to":"price_year"}',
      'membership {"switch":"sub1","to":"price_silver"}',
    ]);
    expect(words(choice)).toContain('Silver: $9.00 a month');
    expect(asked).toEqual([]);
    const ready = await run({ switch: paid.id, to: 'price_silver' });
    expect(words(ready)[0]).toBe('Gold becomes Silver: $9.00 a month');
    expect(pressable(ready)[0]).toBe('https://portal.example/switch');
    const cancel = await run({ cancel: paid.id });
    expect(pressable(cancel)[0]).toBe('https://portal.example/cancel');
    expect(asked).toEqual(['switch sub1 price_silver', 'cancel sub1']);
    await expect(run({ cancel: 'sub2' })).rejects.toMatchObject({ key: 'subscription_unknown' });
    await expect(run({ switch: paid.id, to: pass.priceId })).rejects.toMatchObject({
      key: 'price_not_in_plan',
    });
  });
});
