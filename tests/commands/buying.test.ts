import { describe, expect, test } from 'vitest';
import type { Reader } from '#contracts';
import type { Plan } from '#domain/billing';
import {
  contextOf,
  entitled,
  forGood,
  gold,
  leaf,
  lounge,
  monthly,
  opened,
  pass,
  pressable,
  read,
  role,
  roomsWith,
  said,
  words,
} from './people.js';

const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };
const none = async () => [];

describe('/plans', () => {
  const rooms = (plan: Plan = gold, trialDays = 0) => ({
    billing: { plans: async () => [plan], trialDaysFor: async () => trialDays },
    access: { placesOfPlan: async () => [opened(role), opened(lounge)], entitlements: none },
  });
  const shown = async (known: ReturnType<typeof rooms>, reader?: Reader) =>
    (await said('plans', {}, contextOf(), known)).fields?.map(({ value }) => read(value, reader));

  test('says what each costs and opens, and offers it', async () => {
    const reply = await said('plans', {}, contextOf(), rooms());
    expect(reply.fields?.map(({ value }) => read(value))).toEqual([
      '$19.00 a month\nOpens @Member in Lyceum Demo and Lounge (group)',
    ]);
    expect(await shown(rooms(), chinese)).toEqual([
      '每月 US$19.00\n可以进入：“Lyceum Demo”的 @Member、Lounge（群组）',
    ]);
    expect(pressable(reply)).toEqual(['subscribe {"plan":"plan-gold"}']);
  });

  test('free days, what is paid once with its days, and invoices by hand', async () => {
    const rich = { ...gold, byInvoice: true, prices: [forGood, monthly, pass] };
    expect(await shown(rooms(rich, 7))).toEqual([
      [
        '· $19.00 a month',
        '· $24.00 once, 30 days',
        '· $390.00 once, for good',
        'Subscriptions begin with 7 days free',
        'Also by invoice, with Alipay or WeChat Pay for example',
        'Opens @Member in Lyceum Demo and Lounge (group)',
      ].join('\n'),
    ]);
    expect((await shown(rooms(gold, 7)))?.[0]).toMatch(/^7 days free, then \$19.00 a month\n/);
    expect((await shown(rooms({ ...gold, prices: [pass] }, 7)))?.[0]).toMatch(/^\$24.00 once, 30 days\n/);
    const reply = await said('plans', {}, contextOf(), rooms(rich));
    expect(words(reply)).toContain('For somebody else? /gift');
  });

  test('a place of its own for the trial is shown to who gets a trial', async () => {
    const places = async () => [opened({ ...role, title: 'Taster' }, 'trial'), opened(role, 'paid')];
    const opens = async (trialDays: number) => {
      const known = rooms(gold, trialDays);
      return shown({ ...known, access: { ...known.access, placesOfPlan: places } });
    };
    expect((await opens(7))?.[0]).toContain(
      'Opens @Taster in Lyceum Demo (during the trial) and @Member in Lyceum Demo (once something was paid)',
    );
    expect((await opens(0))?.[0]).toBe('$19.00 a month\nOpens @Member in Lyceum Demo');
  });

  test('does not offer what somebody has', async () => {
    const known = rooms();
    const access = { ...known.access, entitlements: async () => [entitled] };
    expect(pressable(await said('plans', {}, contextOf(), { ...known, access }))).toEqual(['membership {}']);
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
