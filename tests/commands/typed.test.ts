import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from '../../commands/pieces/typed.js';
import { capped, listed, literal, rowsOf, stacked } from '../../commands/pieces/words.js';
import { clockText, readQuiet } from '../../commands/settings/quiet.js';
import { suggestZones, zoneOf } from '../../commands/settings/zones.js';
import { contextOf, read } from './people.js';

const key = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UserFacingError) return error.key;
    throw error;
  }
  return 'nothing thrown';
};

describe('quiet hours', () => {
  test.each([
    ['22:00-08:00', 1320, 480],
    ['22-8', 1320, 480],
    ['22：30～8：15', 1350, 495],
    ['22:00 – 08:00', 1320, 480],
    ['22:00 to 8', 1320, 480],
    ['22.00—08.00', 1320, 480],
    ['22:00至08:00', 1320, 480],
    ['２２:００－０８:００', 1320, 480],
    ['0-24', null, null],
    ['18:00-24:00', 1080, 0],
  ])('%s', (typed, from, to) => {
    if (from === null) expect(key(() => readQuiet(typed))).toBe('quiet_hours_bad');
    else expect(readQuiet(typed)).toEqual({ from, to });
  });

  test('words for none', () => {
    for (const word of ['off', 'OFF', ' none ', '关', '不用']) expect(readQuiet(word)).toBeNull();
  });

  test('nonsense is refused, never read as something', () => {
    for (const typed of [
      '',
      '22',
      '25:00-08:00',
      '22:61-8',
      '8-8',
      'night',
      '22:00-',
      '1:2-3:4',
      '22:00-08:00x',
    ]) {
      expect(
        key(() => readQuiet(typed)),
        typed,
      ).toBe('quiet_hours_bad');
    }
  });

  test('what is shown can be typed again', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, (from, to) => {
        fc.pre(from !== to);
        expect(readQuiet(`${clockText(from)}-${clockText(to)}`)).toEqual({ from, to });
      }),
    );
  });
});

describe('time zones', () => {
  test('by name, by city, in Chinese', () => {
    const named: [string, string][] = [
      ['Europe/Berlin', 'Europe/Berlin'],
      ['europe/berlin', 'Europe/Berlin'],
      ['berlin', 'Europe/Berlin'],
      ['New York', 'America/New_York'],
      ['北京', 'Asia/Shanghai'],
      ['Beijing', 'Asia/Shanghai'],
      ['UTC', 'UTC'],
    ];
    for (const [typed, zone] of named) expect(zoneOf(typed)).toBe(zone);
    for (const typed of ['Atlantis', '', 'Mars/Olympus'])
      expect(key(() => zoneOf(typed))).toBe('time_zone_unknown');
  });

  test('every zone of the runtime can be typed', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(zoneOf(zone)).toBe(zone);
  });

  test('suggestions: never more than 25, the usual ones first, with the offset of today', () => {
    const of = (typed: string) => suggestZones(typed, contextOf());
    expect(of('')[0]?.value).toBe('UTC');
    expect(of('').map(({ value }) => value)).toContain('Asia/Shanghai');
    expect(of('a').length).toBe(25);
    expect(of('new y')[0]).toEqual({ value: 'America/New_York', label: 'America/New_York (UTC-5)' });
    expect(of('上').map(({ value }) => value)).toEqual(['Asia/Shanghai']);
    for (const { value, label } of of('')) {
      expect(zoneOf(value)).toBe(value);
      expect(label.length).toBeLessThanOrEqual(100);
    }
  });
});

describe('what was typed', () => {
  test('width and case do not matter', () => {
    expect(matches('Gold ＶＩＰ', 'vip')).toBe(true);
    expect(same('黄金会员', ' 黄金会员 ')).toBe(true);
    expect(same('Gold', 'gol')).toBe(false);
    expect(matches('anything', '')).toBe(true);
  });

  test('labels are cut between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 0, maxLength: 300 }), (label) => {
        const cut = clipped(label);
        expect(cut.length).toBeLessThanOrEqual(100);
        // Half a character cannot be written as UTF-8 and would come back as something else.
        expect(Buffer.from(cut).toString()).toBe(cut);
        if (label.length <= 100) expect(cut).toBe(label);
      }),
    );
  });
});

describe('lists in words', () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, at) => literal(String.fromCharCode(97 + at)));

  test('in both languages', () => {
    const both = (count: number, last?: 'or') => [
      read(listed(items(count), last)),
      read(listed(items(count), last), { locale: 'zh-CN', timeZone: 'UTC' }),
    ];
    expect(both(0)).toEqual(['nothing yet', '暂无']);
    expect(both(1)).toEqual(['a', 'a']);
    expect(both(2)).toEqual(['a and b', 'a、b']);
    expect(both(4)).toEqual(['a, b, c and d', 'a、b、c、d']);
    expect(both(3, 'or')).toEqual(['a, b or c', 'a、b，或c']);
    expect(read(stacked(items(3)))).toBe('a\nb\nc');
    expect(capped(items(5), 3).map((one) => read(one))).toEqual(['a', 'b', 'c', 'and 2 more']);
  });

  test('at most five rows of buttons', () => {
    const buttons = items(40).map((label) => ({ label, command: 'help' }));
    expect(rowsOf(buttons, 3).map((row) => row.length)).toEqual([3, 3, 3, 3, 3]);
    expect(rowsOf([])).toEqual([]);
  });
});
