import { describe, expect, test } from 'vitest';
import { commands } from '#commands';
import {
  flat,
  isGroup,
  isTextKey,
  plain,
  type Command,
  type LeafCommand,
  type OptionSpec,
  type TextKey,
} from '#contracts';
import { locales, type Locale } from '#domain/members';
import { contextOf, leaf, roomsWith, words } from './people.js';

const leavesOf = (one: Command): [path: string, leaf: LeafCommand][] =>
  isGroup(one)
    ? Object.entries(one.parts).map(([part, value]): [string, LeafCommand] => [`${one.name} ${part}`, value])
    : [[one.name, one]];
const leaves = commands.flatMap(leavesOf);
const groupOf = (path: string) => path.split(' ')[0] ?? '';
const text = (key: string, locale: Locale) => {
  expect(isTextKey(key), key).toBe(true);
  return plain(locale, key as TextKey);
};
const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

describe('the list of commands', () => {
  test('has everything members and moderators were promised', () => {
    expect(commands.map(({ name }) => name).sort()).toEqual(
      [
        'plans',
        'subscribe',
        'membership',
        'orders',
        'gift',
        'redeem',
        'courses',
        'learn',
        'question',
        'certificate',
        'recommend',
        'path',
        'recommendations',
        'why',
        'verify',
        'link',
        'claim',
        'settings',
        'inbox',
        'paysupport',
        'privacy',
        'mydata',
        'forgetme',
        'help',
        'setup',
        'plan',
        'grant',
        'revoke',
        'member',
        'sync',
        'drift',
        'outbox',
        'audit',
        'alarms',
        'staff',
        'community',
        'course',
        'drops',
        'faq',
        'ticket',
        'tickets',
        'pulse',
        'reports',
        'forecast',
        'digests',
        'besttime',
        'stats',
        'revenue',
        'cohorts',
        'export',
        'ask',
        'answer',
      ].sort(),
    );
    const forMembers = commands.filter((one) => one.for === 'member').length;
    expect(forMembers).toBe(27);
    // Where lessons are posted is for those who look after the places.
    const forModerators = ['drops places-add', 'drops places-remove'];
    for (const [path, one] of leaves)
      expect(one.for, path).toBe(forModerators.includes(path) ? 'moderator' : forOf(path));
  });

  test('names and parts are allowed on both platforms, in both languages, and each is there once', () => {
    for (const locale of locales) {
      const names = commands.map(({ name }) => text(`commands.${name}.name`, locale));
      for (const name of names) {
        expect(name, name).toMatch(NAME);
        expect(name).toBe(name.toLowerCase());
      }
      expect(new Set(names).size).toBe(names.length);
      for (const one of commands.filter(isGroup)) {
        const parts = Object.keys(one.parts).map((part) =>
          text(`commands.${one.name}.parts.${part}.name`, locale),
        );
        for (const part of parts) expect(part).toMatch(NAME);
        expect(new Set(parts).size).toBe(parts.length);
        expect(parts.length).toBeLessThanOrEqual(25);
      }
    }
    for (const { name } of commands) {
      expect(name).toMatch(/^[a-z]{1,32}$/);
      expect(text(`commands.${name}.name`, 'en')).toBe(name);
      expect(text(`commands.${name}.name`, 'zh-CN')).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  test('summaries fit', () => {
    const keys = [
      ...commands.map(({ name }) => `commands.${name}.summary`),
      ...commands
        .filter(isGroup)
        .flatMap((one) => Object.keys(one.parts).map((part) => `commands.${one.name}.parts.${part}.summary`)),
      ...leaves.flatMap(([, { options }]) => Object.values(options).map(({ summary }) => summary)),
    ];
    for (const key of keys) {
      for (const locale of locales) {
        const summary = text(key, locale);
        expect(summary.length, key).toBeGreaterThan(1);
        expect(summary.length, key).toBeLessThanOrEqual(100);
        expect(summary, key).not.toMatch(/[*`{]/);
      }
    }
  });

  test('every option has names of its own, and choices their labels', () => {
    for (const [path, { options }] of leaves) {
      expect(Object.keys(options).length).toBeLessThanOrEqual(25);
      for (const locale of locales) {
        const named = Object.keys(options).map((name) =>
          text(`commands.${groupOf(path)}.options.${name}.name`, locale),
        );
        for (const name of named) expect(name, path).toMatch(NAME);
        expect(new Set(named).size, path).toBe(named.length);
      }
      for (const [name, spec] of Object.entries(options)) {
        expect(name).toMatch(/^[a-z_]{1,32}$/);
        expect(text(`commands.${groupOf(path)}.options.${name}.name`, 'en')).toBe(name);
        expect(spec.summary).toBe(`commands.${groupOf(path)}.options.${name}.summary`);
        for (const label of labelsOf(spec)) {
          for (const locale of locales) expect(text(label, locale).length).toBeLessThanOrEqual(100);
        }
      }
    }
  });

  test('the list fits into what Discord takes for one command', () => {
    for (const one of commands) {
      for (const locale of locales) {
        const keys = leavesOf(one).flatMap(([path, { options }]) => [
          `commands.${path.replace(' ', '.parts.')}.summary`,
          ...Object.values(options).flatMap((spec) => [spec.summary, ...labelsOf(spec)]),
        ]);
        const size = keys.reduce((sum, key) => sum + text(key, locale).length + 32, 0);
        expect(size, one.name).toBeLessThan(8000);
      }
    }
  });
});

describe('/help', () => {
  test('shows what somebody may say, and nothing else', async () => {
    const shown = async (rank: 'member' | 'moderator' | 'owner') => {
      const reply = await leaf('help').run({ ...contextOf(rank), options: {} }, roomsWith({}));
      return (reply.list ?? []).map(({ text: phrase }) => flat(phrase, { locale: 'en', timeZone: 'UTC' }));
    };
    const [members, moderators] = [await shown('member'), await shown('moderator')];
    expect(members.map((line) => line.split(' ')[0])).toEqual(
      '/plans /subscribe /membership /orders /gift /redeem /courses /learn /question /ask /certificate /recommend /path /ticket /why /verify /link /claim /settings /inbox /paysupport /privacy /mydata /forgetme'.split(
        ' ',
      ),
    );
    expect(moderators).toEqual(expect.arrayContaining(members));
    expect(moderators.slice(members.length).map((line) => line.split(' ')[0])).toEqual(
      '/course /drops /faq /tickets /recommendations /pulse /stats /forecast /besttime /revenue /cohorts /export /plan /grant /revoke /member /sync /drift /outbox /audit /reports /digests /alarms /setup'.split(
        ' ',
      ),
    );
    const owners = (await shown('owner')).map((line) => line.split(' ')[0]);
    expect(owners).toEqual(expect.arrayContaining(['/staff', '/community']));
  });

  test('is Chinese for whoever reads Chinese', async () => {
    const reply = await leaf('help').run({ ...contextOf('owner'), options: {} }, roomsWith({}));
    for (const line of words(reply, { locale: 'zh-CN', timeZone: 'UTC' }))
      expect(line).toMatch(/\p{Script=Han}/u);
  });
});

function forOf(path: string) {
  return commands.find(({ name }) => name === groupOf(path))?.for;
}

function labelsOf(spec: OptionSpec): TextKey[] {
  return spec.type === 'choice' ? spec.choices.map(({ label }) => label) : [];
}
