import { describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { ChainLink } from '#domain/access';
import { ProviderUnavailable, UserFacingError } from '#kernel/errors';
import {
  ada,
  contextOf,
  lounge,
  now,
  paid,
  pressable,
  read,
  report,
  role,
  said,
  seat,
  wei,
  words,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };

const broken: ChainLink[] = [
  { link: 'payment', ok: true, text: 'payment_ok', values: {} },
  {
    link: 'subscription',
    ok: true,
    text: 'subscription_active',
    values: { plan: 'Gold', until: '2026-12-20T12:00:00.000Z' },
  },
  { link: 'entitlement', ok: true, text: 'entitlement_ok', values: { plans: 'Gold' } },
  { link: 'account', ok: true, text: 'account_ok', values: { account: 'Ada', platform: 'discord' } },
  {
    link: 'seat',
    ok: false,
    text: 'seat_missing',
    values: { place: 'Member\tLyceum Demo', problem: 'role_above_bot' },
  },
];

describe('/why', () => {
  const rooms = (chain: ChainLink[]) => ({
    access: { chain: async () => chain, seats: async () => [seat(role, { observed: 'out' })] },
    billing: { subscriptions: async () => [paid] },
    members: { member: async () => wei },
  });

  test('names the failing link and what to do, and repairs with one press', async () => {
    const reply = await said('why', {}, contextOf(), rooms(broken));
    expect(reply.list?.map(({ mark }) => mark)).toEqual(['good', 'good', 'good', 'good', 'bad']);
    expect(read(reply.body?.[0])).toBe('It stops at the seat.');
    expect(read(reply.list?.[1]?.text)).toBe('Subscription: Gold is running, paid until Dec 20, 2026.');
    expect(read(reply.list?.[4]?.text)).toMatch(
      /^Seat: @Member in Lyceum Demo is missing\. The reason: this role is above mine\./,
    );
    expect(pressable(reply)).toEqual(['verify {}']);
    expect(words(reply, chinese)[1]).toBe('卡在席位这一环。');
  });

  test('a missing account is joined, an open group is entered', async () => {
    const links: ChainLink[] = [
      { link: 'account', ok: false, text: 'account_missing', values: { platform: 'telegram' } },
      {
        link: 'seat',
        ok: false,
        text: 'seat_join',
        values: { place: 'Lounge', url: 'https://t.me/+lounge' },
      },
    ];
    const access = { chain: async () => links, seats: async () => [seat(lounge, { observed: 'out' })] };
    const reply = await said('why', {}, contextOf(), { ...rooms(links), access });
    expect(read(reply.list?.[0]?.text)).toBe('Account: none on Telegram yet. /link joins it.');
    expect(reply.list?.map(({ mark }) => mark)).toEqual(['wait', 'wait']);
    expect(pressable(reply)).toEqual(['verify {}', 'link {}', 'https://t.me/+lounge']);
  });

  test('values that are missing are left out of the sentence', async () => {
    const links: ChainLink[] = [
      { link: 'payment', ok: false, text: 'payment_failed', values: { since: '2026-11-20T00:00:00.000Z' } },
      {
        link: 'payment',
        ok: false,
        text: 'payment_failed',
        values: { since: '2026-11-20T00:00:00.000Z', amount: 128_00, currency: 'cny' },
      },
      {
        link: 'subscription',
        ok: true,
        text: 'grant_active',
        values: { plan: 'Gold', reason: 'quiz', until: '' },
      },
      { link: 'subscription', ok: false, text: 'subscription_ended', values: { at: '' } },
      { link: 'seat', ok: false, text: 'never_heard_of', values: {} },
    ];
    const reply = await said('why', {}, contextOf(), rooms(links));
    expect(reply.list?.map(({ text }) => read(text))).toEqual([
      'Payment: the last one could not be charged, since Nov 20, 2026.',
      'Payment: CN¥128.00 could not be charged, since Nov 20, 2026.',
      'Gift: Gold, no end date (quiz).',
      'Subscription: ended.',
      'Something else: I have no words for this yet. A moderator can look with /member.',
    ]);
  });

  test('only moderators look at somebody else, and get no buttons that only that person may press', async () => {
    await expect(said('why', { member: wei.id }, contextOf(), rooms(broken))).rejects.toMatchObject({
      key: 'not_allowed',
    });
    const reply = await said('why', { member: wei.id }, contextOf('moderator'), rooms(broken));
    expect(pressable(reply)).toEqual(['verify {"member":"m-wei"}']);
    expect(words(reply)[0]).toBe('From payment to seat: 陈薇');
  });
});

describe('/verify', () => {
  const customers = ['cus_1', 'cus_2'].map((stripeId) => ({
    stripeId,
    memberId: ada.id,
    fetchedAt: now,
    failedAt: null,
  }));
  const whole = broken.slice(0, 4);

  test('asks Stripe about every customer, looks at every seat, and says what it repaired', async () => {
    const asked: string[] = [];
    const reply = await said('verify', {}, contextOf(), {
      billing: {
        customers: async () => customers,
        sync: async (id: string) => {
          asked.push(id);
          return null;
        },
      },
      access: {
        converge: async (_c: string, member: string, origin: string) => {
          asked.push(`${member} ${origin}`);
          return report({ granted: 1 });
        },
        chain: async () => whole,
        seats: async () => [seat(role), seat(lounge)],
      },
    });
    expect(asked).toEqual(['cus_1', 'cus_2', 'm-ada verify']);
    expect(words(reply).slice(0, 4)).toEqual([
      'Found something, and put it right',
      'Stripe was asked, and what I know is up to date.',
      '1 seat was missing and is open now.',
      '1 seat was right already.',
    ]);
  });

  test('when Stripe is silent it says so, takes nothing, and still mends the seats', async () => {
    let converged = 0;
    const reply = await said('verify', {}, contextOf(), {
      billing: {
        customers: async () => customers,
        sync: async () => Promise.reject(new ProviderUnavailable(1000, 'away')),
      },
      access: {
        converge: async () => {
          converged += 1;
          return report({ failed: 1, retryInMs: 60_000 });
        },
        chain: async () => broken,
        seats: async () => [seat(role, { observed: 'out', problem: 'role_above_bot' })],
      },
    });
    expect(converged).toBe(1);
    expect(words(reply)[0]).toBe('I could not look everywhere');
    expect(words(reply)).toContain(
      'Stripe could not be asked right now. Nothing was taken away, and I will ask again by myself.',
    );
    expect(words(reply)).toContain('I will try again at 12:01 PM.');
    expect(words(reply).some((line) => line.includes('Drag my role above it'))).toBe(true);
  });

  test('a bug is not told as an outage', async () => {
    const rooms = {
      billing: { customers: async () => customers, sync: async () => Promise.reject(new TypeError('bug')) },
    };
    await expect(said('verify', {}, contextOf(), rooms)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('/link', () => {
  test('gives a code and says where to say it', async () => {
    const reply = await said('link', {}, contextOf(), {
      members: { startLink: async () => 'ABCD-EFGH-JKMN' },
    });
    expect(words(reply).slice(0, 1)).toEqual(['Your code: ABCD-EFGH-JKMN']);
    expect(words(reply)).toContain('Say /link ABCD-EFGH-JKMN there.');
    expect(words(reply).join()).toContain('from your account on Telegram');
  });

  test('a wrong code goes to the door as it is', async () => {
    const members = { finishLink: async () => Promise.reject(new UserFacingError('link_code_bad')) };
    await expect(said('link', { code: 'X' }, contextOf(), { members })).rejects.toMatchObject({
      key: 'link_code_bad',
    });
  });
});

describe('/settings', () => {
  test('changes only what was said', async () => {
    const changes: unknown[] = [];
    const members = {
      updateSettings: async (_c: string, _m: string, change: object) => {
        changes.push(change);
        return { ...ada, ...change };
      },
    };
    await said('settings', { quiet: '22-8' }, contextOf(), { members });
    await said('settings', { quiet: '关', dms: false }, contextOf(), { members });
    await said('settings', { language: 'zh-CN', timezone: '上海' }, contextOf(), { members });
    expect(changes).toEqual([
      { quiet: { from: 1320, to: 480 } },
      { dms: false, quiet: null },
      { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ]);
    const shown = await said('settings', {}, contextOf(), { members });
    expect(changes.length).toBe(3);
    expect(pressable(shown)).toEqual([
      'settings {"language":"zh-CN"}',
      'settings {"dms":false}',
      'settings {"quiet":"22:00-08:00"}',
      'settings {"counted":false}',
      'settings {"recommended":false}',
      'settings {"digest":false}',
    ]);
  });

  test('lets go of what was known, when somebody does not want to be counted or recommended to', async () => {
    const forgotten: string[] = [];
    const rooms = {
      members: { updateSettings: async (_c: string, _m: string, change: object) => ({ ...ada, ...change }) },
      engagement: { forgetCounted: async (_c: string, id: string) => void forgotten.push(`counted ${id}`) },
      recommends: { forget: async (_c: string, id: string) => void forgotten.push(`recommended ${id}`) },
    };
    const off = await said('settings', { counted: false }, contextOf(), rooms);
    expect(words(off).join('\n')).toContain('nothing you do is counted');
    expect(pressable(off)).toContain('settings {"counted":true}');
    await said('settings', { recommended: false }, contextOf(), rooms);
    await said('settings', { counted: true, recommended: true, digest: false }, contextOf(), rooms);
    expect(forgotten).toEqual([`counted ${ada.id}`, `recommended ${ada.id}`]);
  });
});

describe('/inbox', () => {
  test('shows what was told, marks it read, and offers each button once', async () => {
    const read = (id: string, readAt: Date | null) => ({
      id,
      communityId: 'c1',
      memberId: ada.id,
      kind: 'back_again' as const,
      values: { plan: 'Gold' },
      state: 'inbox' as const,
      platform: null,
      createdAt: now,
      sentAt: null,
      readAt,
      failure: null,
    });
    const marked: string[] = [];
    const delivery = {
      inbox: async () => [read('n1', null), read('n2', null), read('n3', now)],
      markRead: async (_c: string, member: string) => void marked.push(member),
    };
    const reply = await said('inbox', {}, contextOf(), { delivery });
    expect(words(reply)[0]).toBe('2 new messages');
    expect(reply.fields?.length).toBe(3);
    expect(pressable(reply)).toEqual(['membership {}']);
    expect(marked).toEqual([ada.id]);
  });
});
