import { describe, expect, test } from 'vitest';
import { en, isTextKey } from '#contracts';
import { sources } from '../_support/sources.js';
import { calls, leaves, slotsOf } from './tree.js';

// The sandbox has words of its own: it imitates other people's products.
const all = sources().filter(({ path }) => !/contracts\/texts\/(en|zh-CN)\/|src\/sandbox\//.test(path));
const texts = new Map(leaves(en));
const formsOf = (key: string) =>
  [key, `${key}_one`, `${key}_other`].flatMap((form) => {
    const text = texts.get(form);
    return text === undefined ? [] : [text];
  });

describe('the code and the texts', () => {
  test('every error a person can get has its text, with all it needs', () => {
    const thrown = all.flatMap(({ path, text }) => calls(text, path, 'new UserFacingError'));
    expect(thrown.length).toBeGreaterThan(30);
    for (const { path, key, names } of thrown) {
      expect(isTextKey(`errors.${key}`), `${path}: errors.${key}`).toBe(true);
      for (const text of formsOf(`errors.${key}`)) {
        for (const slot of slotsOf(text)) expect(names ?? [slot], `${path}: ${key}`).toContain(slot);
      }
    }
  });

  test('every phrase is said with exactly the values its text shows', () => {
    const said = all.flatMap(({ path, text }) => calls(text, path, 'say'));
    expect(said.length).toBeGreaterThan(150);
    for (const { path, key, names } of said) {
      expect(isTextKey(key), `${path}: ${key}`).toBe(true);
      if (!names) continue;
      const slots = new Set(formsOf(key).flatMap(slotsOf));
      const needed = [...slots].filter((slot) => slot !== 'count');
      for (const slot of needed) expect(names, `${path}: ${key}`).toContain(slot);
      for (const name of names) {
        // A plural may choose its form by a number that it does not show.
        if (name !== 'count') expect([...slots], `${path}: ${key}`).toContain(name);
      }
    }
  });

  test('no text is left that nobody says', () => {
    const code = all.map(({ text }) => text).join('\n');
    const literals = new Set(
      [...code.matchAll(/['"`]([a-z_-]+(?:\.[\w-]+)+)['"`]/g)].map((found) => found[1]),
    );
    const starts = [...code.matchAll(/`([a-z_]+(?:\.[\w-]+)*\.)\$\{/g)].map((found) => found[1] ?? '');
    const handed = [...code.matchAll(/sayCode\(\s*'([^']+)'/g)].map((found) => `${found[1]}.`);
    // Names and summaries are read by the registrations of both platforms, by path.
    const families = [...starts, ...handed, 'commands.'].filter(
      (start) => !['common.', 'member.'].includes(start),
    );
    const unsaid = [...texts.keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter((key) => !literals.has(key) && !families.some((start) => key.startsWith(start)));
    expect(unsaid).toEqual([]);
  });

  test('the scan itself sees what it looks for', () => {
    const code = `say('a.b', { one, two: { x: 1 }, three: f(1, 2) }); say('c.d'); say('e.f', given); say('g.h', { ...x })`;
    expect(calls(code, 'here', 'say')).toEqual([
      { path: 'here', key: 'a.b', names: ['one', 'two', 'three'] },
      { path: 'here', key: 'c.d', names: [] },
      { path: 'here', key: 'e.f', names: null },
      { path: 'here', key: 'g.h', names: null },
    ]);
  });
});
