import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flat, runs, say, type Reader, type TextKey } from '#contracts';

const english: Reader = { locale: 'en', timeZone: 'Europe/Berlin' };
const chinese: Reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' };

/** What people put into names to see what happens. */
const hostile = [
  '**bold**',
  '`code`',
  '@everyone',
  '<@&110000000000000001>',
  '[x](https://evil.example)',
  '{{plan}}',
  '$t(errors.unexpected)',
  '\uE0000\uE001',
  '\uE0009\uE001',
  '<script>',
  'javascript:alert(1)',
  '$&',
  '\\*\\*',
  '\u202Eevil',
  '\n# heading',
  '||spoiler||',
  '🙂',
  '__proto__',
];
const value = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.constantFrom(...hostile), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')),
);

describe('values are literal', () => {
  test('a hostile value is one stretch of text as it was typed, and changes nothing around it', () => {
    const keys: TextKey[] = ['errors.plan_name_taken', 'errors.option_unknown_member', 'common.literal'];
    const name: Record<string, string> = {
      'errors.plan_name_taken': 'name',
      'errors.option_unknown_member': 'typed',
      'common.literal': 'text',
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        value,
        fc.constantFrom(english, chinese),
        (key, typed, reader) => {
          const slot = name[key] ?? '';
          const marker = 'QQ';
          const calm = flat(say(key, { [slot]: marker }), reader);
          expect(flat(say(key, { [slot]: typed }), reader)).toBe(calm.replace(marker, () => typed));
          const drawn = runs(say(key, { [slot]: typed }), reader);
          const looks = (of: typeof drawn) => of.map(({ bold, code, link }) => [bold, code, link]);
          if (typed !== '') expect(looks(drawn)).toEqual(looks(runs(say(key, { [slot]: marker }), reader)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('two hostile values stay in their own places', () => {
    fc.assert(
      fc.property(value, value, (first, second) => {
        expect(flat(say('common.and', { first, second }), english)).toBe(`${first} and ${second}`);
      }),
      { numRuns: 300 },
    );
  });

  test('a value inside a value is literal too', () => {
    fc.assert(
      fc.property(value, (typed) => {
        const inner = say('common.places.role', { title: typed, space: 'S' });
        expect(flat(say('member.subscribe.opens', { places: inner }), english)).toBe(
          `It opens @${typed} in S.`,
        );
      }),
    );
  });

  test('a value in a bold stretch becomes bold and nothing else', () => {
    expect(runs(say('errors.plan_name_taken', { name: '`x` **y**' }), english)).toEqual([
      { text: 'There is a plan called ' },
      { text: '`x` **y**', bold: true },
      { text: ' already. Choose another name.' },
    ]);
  });

  test('a value in code is code', () => {
    expect(runs(say('member.link.step_say', { code: 'AB`CD' }), english)).toEqual([
      { text: 'Say ' },
      { text: '/link AB`CD', code: true },
      { text: ' there.' },
    ]);
  });
});

describe('values with a meaning', () => {
  test('links that could run something are shown as text only', () => {
    const link = (address: string) =>
      runs(say('common.literal', { text: { link: address, label: 'here' } }), english);
    for (const address of ['https://lyceum.example/a', 'http://x', 'tg://user?id=1', 'mailto:a@b.c']) {
      expect(link(address)).toEqual([{ text: 'here', link: address }]);
    }
    for (const address of ['javascript:alert(1)', ' https://x', 'data:text/html,x', '//x', 'file:///etc']) {
      expect(link(address)).toEqual([{ text: 'here' }]);
    }
  });

  test('a person is a name', () => {
    expect(runs(say('common.literal', { text: { person: '@everyone' } }), english)).toEqual([
      { text: '@everyone' },
    ]);
  });

  test('numbers are grouped, and choose the plural', () => {
    expect(
      flat(say('notices.hold_asked.body', { place: 'P', removals: 1200, of: 34000 }), english),
    ).toContain('1,200 of 34,000');
    expect(flat(say('common.days', { count: 1 }), english)).toBe('1 day');
    expect(flat(say('common.days', { count: 3 }), english)).toBe('3 days');
    expect(flat(say('common.days', { count: 3 }), chinese)).toBe('3 天');
  });

  test('an instant carries itself, for platforms that draw it in the reader’s own zone', () => {
    const at = new Date('2026-12-31T23:30:00Z');
    const drawn = runs(say('common.until', { at: { at, as: 'date' } }), english);
    expect(drawn).toEqual([
      { text: 'until ' },
      { text: 'Jan 1, 2027', at: { unix: 1_798_759_800, as: 'date' } },
    ]);
  });
});
