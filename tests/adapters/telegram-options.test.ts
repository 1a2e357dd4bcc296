import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { command, isGroup, plain, type LeafCommand } from '#contracts';
import { createPeople } from '../../src/adapters/telegram/people.js';
import { readOptions } from '../../src/adapters/telegram/options.js';
import { readCommand, readStart, startPayload } from '../../src/adapters/telegram/said.js';
import { createVocabulary } from '../../src/adapters/telegram/vocabulary.js';
import { testCommands } from './telegram-bench.js';

const vocabulary = createVocabulary(testCommands);
const people = createPeople();
people.learn({ id: 6, is_bot: false, first_name: 'Ben', last_name: 'Hale', username: 'ben_hale' });
const ben = { personId: '6', name: 'Ben Hale' };
const ada = { personId: '4', name: 'Ada Brook' };

function leaf(path: string): LeafCommand {
  const found = vocabulary.leaf(path);
  if (!found) throw new Error(`no command ${path}`);
  return found;
}

function read(path: string, text: string, more: { entities?: MessageEntity[]; repliedTo?: typeof ada } = {}) {
  return readOptions(leaf(path), { text, from: 0, entities: [], ...more }, people);
}

describe('options of a typed command', () => {
  it.each([
    ['@ben_hale Pro good helper', { member: ben, plan: 'Pro', reason: 'good helper' }],
    [
      '@Ben_Hale Pro good helper until=2026-12-31',
      { member: ben, plan: 'Pro', reason: 'good helper', until: '2026-12-31' },
    ],
    [
      'until=30d @ben_hale Pro good helper',
      { member: ben, plan: 'Pro', reason: 'good helper', until: '30d' },
    ],
    [
      '@ben_hale Pro good until＝30d helper',
      { member: ben, plan: 'Pro', reason: 'good helper', until: '30d' },
    ],
    ['@ben_hale "Pro Yearly" "good helper"', { member: ben, plan: 'Pro Yearly', reason: 'good helper' }],
    ['@ben_hale “Pro Yearly” good', { member: ben, plan: 'Pro Yearly', reason: 'good' }],
    ['@ben_hale ”Pro Yearly” good', { member: ben, plan: 'Pro Yearly', reason: 'good' }],
    ['@ben_hale 「年度 会员」 好人', { member: ben, plan: '年度 会员', reason: '好人' }],
    ['@ben_hale　Pro　好人', { member: ben, plan: 'Pro', reason: '好人' }],
    ['reason="a b" plan=Pro member=@ben_hale', { member: ben, plan: 'Pro', reason: 'a b' }],
    ['member=@ben_hale Pro x=1 is fine', { member: ben, plan: 'Pro', reason: 'x=1 is fine' }],
    ['@ben_hale Pro said "no" twice', { member: ben, plan: 'Pro', reason: 'said "no" twice' }],
    ['@ben_hale Pro "never closed', { member: ben, plan: 'Pro', reason: '"never closed' }],
    ["@ben_hale Pro don't", { member: ben, plan: 'Pro', reason: "don't" }],
    [
      '@ben_hale Pro first line\nsecond  line',
      { member: ben, plan: 'Pro', reason: 'first line\nsecond  line' },
    ],
    ['@stranger Pro x', { member: 'stranger', plan: 'Pro', reason: 'x' }],
    ['Ben Pro x', { member: 'Ben', plan: 'Pro', reason: 'x' }],
    [
      'until=2026-12-31 20:00 @ben_hale Pro x',
      { member: ben, plan: 'Pro', reason: 'x', until: '2026-12-31 20:00' },
    ],
    ['until=２０２６-12-31 @ben_hale Pro x', { member: ben, plan: 'Pro', reason: 'x', until: '2026-12-31' }],
    ['@ben_hale', { member: ben }],
    ['until= @ben_hale', { member: ben }],
    ['', {}],
  ])('/grant %s', (text, expected) => {
    expect(read('grant', text)).toEqual(expected);
  });

  it('takes option names in Chinese', () => {
    const name = plain('zh-CN', 'commands.grant.options.reason.name');
    expect(read('grant', `@ben_hale Pro ${name}＝好人`)).toEqual({
      member: ben,
      plan: 'Pro',
      reason: '好人',
    });
  });

  it('takes the person whose message is answered, unless somebody is mentioned', () => {
    expect(read('grant', 'Pro good helper', { repliedTo: ada })).toEqual({
      member: ada,
      plan: 'Pro',
      reason: 'good helper',
    });
    expect(read('grant', '@ben_hale Pro x', { repliedTo: ada })).toEqual({
      member: ben,
      plan: 'Pro',
      reason: 'x',
    });
  });

  it('takes a person without a username as one word, in front or behind a name', () => {
    const user = { id: 4, is_bot: false, first_name: 'Ada', last_name: 'Brook' };
    const mention = (offset: number): MessageEntity[] => [{ type: 'text_mention', offset, length: 9, user }];
    const expected = { member: ada, plan: 'Pro', reason: 'x' };
    expect(read('grant', 'Ada Brook Pro x', { entities: mention(0) })).toEqual(expected);
    expect(read('grant', 'Pro x member=Ada Brook', { entities: mention(13) })).toEqual(expected);
    // Emoji in front count as two units.
    expect(read('grant', 'member=Ada Brook 😀 x', { entities: mention(7) })).toEqual({
      ...expected,
      plan: '😀',
    });
  });

  it.each([
    ['Pro price_1', { name: 'Pro', price: 'price_1' }],
    ['Pro Yearly price_1', { name: 'Pro Yearly', price: 'price_1' }],
    ['"Pro Yearly" price_1 grace=7', { name: 'Pro Yearly', price: 'price_1', grace: 7 }],
    ['Pro price_1 grace=７', { name: 'Pro', price: 'price_1', grace: 7 }],
    ['Pro price_1 grace=many', { name: 'Pro', price: 'price_1', grace: 'many' }],
    ['Pro price_1 sure=yes removal=KICK', { name: 'Pro', price: 'price_1', sure: true, removal: 'kick' }],
    ['Pro price_1 sure=否', { name: 'Pro', price: 'price_1', sure: false }],
    [
      `Pro price_1 removal="${plain('en', 'commands.plan.choices.removal.kick')}"`,
      { name: 'Pro', price: 'price_1', removal: 'kick' },
    ],
  ])('/plan create %s', (text, expected) => {
    expect(read('plan create', text)).toEqual(expected);
  });

  it('skips an optional option that a word cannot be meant for', () => {
    const made = command({
      name: 'x',
      for: 'member',
      visibility: 'public',
      options: {
        who: { type: 'member', summary: 'commands.grant.options.member.summary' },
        days: { type: 'integer', summary: 'commands.plan.options.grace.summary' },
        sure: { type: 'flag', summary: 'commands.plan.options.sure.summary' },
        plan: {
          type: 'text',
          summary: 'commands.grant.options.plan.summary',
          suggest: () => Promise.resolve([]),
        },
        until: { type: 'date', summary: 'commands.grant.options.until.summary' },
      },
      run: () => Promise.resolve({}),
    });
    const of = (text: string) => readOptions(made, { text, from: 0, entities: [] }, people);
    expect(of('Pro')).toEqual({ plan: 'Pro' });
    expect(of('7 Pro Yearly 30d')).toEqual({ days: 7, plan: 'Pro Yearly', until: '30d' });
    expect(of('@ben_hale sure Pro')).toEqual({ who: ben, sure: true, plan: 'Pro' });
  });
});

describe('what a text says', () => {
  it.each([
    ['/plans', { word: 'plans', from: 6 }],
    ['/plans@Lyceum_bot now', { word: 'plans', addressee: 'Lyceum_bot', from: 17 }],
    ['/会员 now', { word: '会员', from: 3 }],
    ['／套餐', { word: '套餐', from: 3 }],
    ['/price-add', { word: 'price-add', from: 10 }],
    ['plans', undefined],
    ['/usr/bin', undefined],
    ['/ plans', undefined],
    ['//', undefined],
  ])('%s', (text, expected) => {
    expect(readCommand(text)).toEqual(expected);
  });

  it('knows commands in both languages, full-width and as Telegram spells them', () => {
    for (const { name } of testCommands) {
      for (const word of [
        name,
        name.toUpperCase(),
        plain('zh-CN', `commands.${name}.name` as 'commands.plans.name'),
      ])
        expect(vocabulary.command(word)?.name).toBe(name);
    }
    expect(vocabulary.command('ｐｌａｎｓ')?.name).toBe('plans');
    expect(vocabulary.command('constructor')).toBeUndefined();
    const plan = vocabulary.command('plan');
    if (!plan || !isGroup(plan)) throw new Error('plan has parts');
    expect(vocabulary.part(plan, 'price_add')).toBe('price-add');
    expect(vocabulary.part(plan, plain('zh-CN', 'commands.plan.parts.create.name'))).toBe('create');
  });

  it.each([
    ['', { path: 'help' }],
    ['join', { path: 'help' }],
    ['nonsense_x', { path: 'help' }],
    ['link_ABCD-EFGH', { path: 'link', argument: 'ABCD-EFGH' }],
    ['setup_AB_CD', { path: 'setup', argument: 'AB_CD' }],
    ['membership', { path: 'membership' }],
    ['say_plan__price-add', { path: 'plan price-add' }],
    ['say_unknown', { path: 'help' }],
    ['link_<b>', { path: 'help' }],
  ])('start payload %s', (payload, expected) => {
    expect(readStart(payload, vocabulary)).toEqual(expected);
  });

  it('makes start payloads that lead back to the same command', () => {
    for (const path of ['plans', 'plan create', 'plan price-add'])
      expect(readStart(startPayload(path) ?? '', vocabulary)).toEqual({ path });
  });
});
