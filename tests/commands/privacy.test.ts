import { describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { Farewell } from '#domain/privacy';
import {
  ada,
  contextOf,
  gift,
  lounge,
  now,
  paid,
  pressable,
  role,
  said,
  seat,
  wei,
  words,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const spaces = async () => [
  { id: 's1', platform: 'discord' as const, externalId: '900', title: 'Lyceum Demo' },
];
const nothing: Farewell = { running: [], plans: [], grants: [], orders: [], giftsOpen: 0 };
const privacyOf = (farewell: Farewell) => ({ privacy: { farewell: async () => farewell } });

describe('/privacy', () => {
  test('says what, how long, who sees it, and who else takes part', async () => {
    const reply = await said('privacy', {}, contextOf(), {
      members: { spaces },
      engagement: { rawDays: 77 },
    });
    const text = words(reply).join('\n');
    for (const part of [
      '180',
      '77',
      'Stripe',
      'Discord',
      'encrypted',
      'A number',
      '/settings',
      '/mydata',
      '/forgetme',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Telegram');
    expect(pressable(reply)).toEqual(['mydata {}', 'settings {}', 'forgetme {}']);
    expect(words(reply, chinese).join('\n')).toContain('不会出售');
  });
});

describe('/mydata', () => {
  const kept = async () => ({
    person: [{ id: 'm-ada', createdAt: now }],
    grants: [{ planId: 'plan-gold', reason: 'won the quiz' }],
    payments: [],
  });
  const plans = async () => [{ id: 'plan-gold', name: 'Gold' } as never];

  test('is one file that says of each kind what it is, in the reader’s language', async () => {
    const rooms = { privacy: { kept }, billing: { plans } };
    const reply = await said('mydata', {}, contextOf(), rooms);
    expect(reply.file).toMatchObject({ name: 'my-data-2026-11-22.json', type: 'application/json' });
    const file = JSON.parse(new TextDecoder().decode(reply.file?.data)) as Record<string, unknown>;
    expect(file['about']).toMatchObject({ madeAt: now.toISOString(), plans: { 'plan-gold': 'Gold' } });
    expect(file['grants']).toEqual({
      what: 'What the team gave you by hand, and why.',
      entries: [{ planId: 'plan-gold', reason: 'won the quiz' }],
    });
    expect(file['payments']).toMatchObject({ entries: [] });

    const chinaReply = await said('mydata', {}, contextOf('member', { ...wei, locale: 'zh-CN' }), rooms);
    expect(new TextDecoder().decode(chinaReply.file?.data)).toContain('团队手动送给你的方案和原因');
  });
});

describe('/forgetme', () => {
  test('refuses while something is paid for, and opens the way to end it', async () => {
    const reply = await said('forgetme', {}, contextOf(), privacyOf({ ...nothing, running: [paid] }));
    expect(reply.tone).toBe('warning');
    expect(words(reply).join('\n')).toContain('a subscription is running');
    expect(pressable(reply)).toEqual([
      `membership ${JSON.stringify({ cancel: paid.id })}`,
      'membership {"manage":true}',
    ]);
    const two = [paid, { ...paid, id: 'sub2' }];
    const both = await said('forgetme', {}, contextOf(), privacyOf({ ...nothing, running: two }));
    expect(both.list).toHaveLength(2);
    expect(pressable(both)).toEqual(['membership {"manage":true}']);
  });

  test('says what is lost before it asks', async () => {
    const farewell = { ...nothing, plans: ['Gold'], grants: [gift], giftsOpen: 2 };
    const linked = { ...ada, rank: 'moderator' as const, accounts: [...ada.accounts, ...wei.accounts] };
    const reply = await said('forgetme', {}, contextOf('moderator', linked), privacyOf(farewell));
    const text = words(reply).join('\n');
    for (const part of [
      'cannot be undone',
      'Gold',
      '1 gift of the team',
      '2 gift codes',
      'Telegram',
      'rank',
    ]) {
      expect(text).toContain(part);
    }
    expect(pressable(reply)).toEqual(['forgetme {"sure":true}', 'mydata {}']);
    const little = words(await said('forgetme', {}, contextOf(), privacyOf(nothing))).join('\n');
    expect(little).not.toMatch(/gift|rank|Telegram/);
  });

  test('has no button left when it is done', async () => {
    const forget = async () => ({ kind: 'forgotten' }) as const;
    const reply = await said('forgetme', { sure: true }, contextOf(), { privacy: { forget } });
    expect(words(reply)[0]).toBe('You are forgotten');
    expect(pressable(reply)).toEqual([]);
    expect(words(reply, chinese)[0]).toBe('已经忘记你了');
  });

  test('names what it could not give back, and why', async () => {
    const open = [seat(role, { wanted: 'out', problem: 'role_above_bot' }), seat(lounge, { wanted: 'out' })];
    const forget = async () => ({ kind: 'under_way' as const, open });
    const reply = await said('forgetme', { sure: true }, contextOf(), { privacy: { forget } });
    expect(reply.tone).toBe('warning');
    expect(reply.list).toHaveLength(2);
    expect(words(reply).join('\n')).toContain('@Member in Lyceum Demo');
    expect(words(reply).join('\n')).toContain('30 days');
  });
});

describe('/paysupport', () => {
  const team = [
    { ...ada, id: 'o', rank: 'owner' as const },
    { ...wei, id: 'm', rank: 'moderator' as const },
    { ...ada, id: 'c', rank: 'creator' as const },
  ];
  const rooms = (customers: number, ranked = team) => ({
    members: { ranked: async () => ranked },
    billing: {
      customers: async () =>
        Array.from({ length: customers }, () => ({
          stripeId: 'cus_1',
          memberId: ada.id,
          fetchedAt: now,
          failedAt: null,
        })),
    },
  });

  test('leads to receipts and the portal, and to the people who can give money back', async () => {
    const reply = await said('paysupport', {}, contextOf(), rooms(1));
    const text = words(reply).join('\n');
    expect(text).toContain('Write to Ada (Discord) or 陈薇 (Telegram).');
    expect(text).toContain('full refund');
    expect(text).toContain('The support of Telegram or Discord cannot help');
    expect(pressable(reply)).toEqual(['orders {}', 'membership {"manage":true}', 'verify {}', 'why {}']);
  });

  test('says so when nothing was paid, and when nobody is named', async () => {
    const reply = await said('paysupport', {}, contextOf(), rooms(0, []));
    const text = words(reply).join('\n');
    expect(text).toContain('nothing was paid yet');
    expect(text).toContain('Write to the moderators');
    expect(pressable(reply)).toEqual(['verify {}', 'why {}']);
    expect(words(reply, chinese).join('\n')).toContain('帮不上忙');
  });
});
