import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flat } from '#contracts';
import {
  expand,
  parseRule,
  refuseCircles,
  type DropCondition,
  type DropRule,
  type Weekday,
} from '#domain/drops';
import { UserFacingError } from '#kernel/errors';
import { rulePhrase } from '../../commands/pieces/drop-rules.js';

const tuesday = { kind: 'weekly', weekdays: [2], time: '20:00', nth: 1 };
const joined = { kind: 'after_joining', days: 3, time: '20:00' };
const at = { kind: 'at', local: '2026-12-01T20:00' };

describe('what people write', () => {
  it.each<[string, object[]]>([
    ['now', [{ kind: 'now' }]],
    ['立即', [{ kind: 'now' }]],
    ['“每周二 20:00”', [tuesday]],
    ['`every Tuesday 20:00`', [tuesday]],
    ['2026-12-01 20:00', [at]],
    ['On 2026-12-1 at 8pm', [at]],
    ['2026年12月1日 晚上8点', [at]],
    ['３ days after joining at 20：00', [joined]],
    ['加入后3天 20:00', [joined]],
    ['加入 3 天后 晚上8点', [joined]],
    ['after joining', [{ kind: 'after_joining', days: 0 }]],
    ['every Tuesday 20:00', [tuesday]],
    ['every tue, thu at 8:30 pm', [{ ...tuesday, weekdays: [2, 4], time: '20:30' }]],
    ['every Tuesday and Thursday 20:00', [{ ...tuesday, weekdays: [2, 4] }]],
    ['每周二 20:00', [tuesday]],
    ['每周二、四 晚上8点半', [{ ...tuesday, weekdays: [2, 4], time: '20:30' }]],
    ['每周二、周日 20:00', [{ ...tuesday, weekdays: [2, 7] }]],
    ['每星期天 20点', [{ ...tuesday, weekdays: [7] }]],
    ['每天 20:00', [{ ...tuesday, weekdays: [1, 2, 3, 4, 5, 6, 7] }]],
    ['every weekday 7 am', [{ ...tuesday, weekdays: [1, 2, 3, 4, 5], time: '07:00' }]],
    ['每个工作日 07:00', [{ ...tuesday, weekdays: [1, 2, 3, 4, 5], time: '07:00' }]],
    ['every Tuesday 20:00 from 2026-12-01', [{ ...tuesday, from: '2026-12-01' }]],
    ['每周二 20:00 从 2026-12-01 起', [{ ...tuesday, from: '2026-12-01' }]],
    ['every 3 days after joining', [{ kind: 'every_days', days: 3 }]],
    ['加入后每3天 20:00', [{ kind: 'every_days', days: 3, time: '20:00' }]],
    ['after the one before', [{ kind: 'after_previous' }]],
    ['2 days after the previous lesson', [{ kind: 'after_previous', days: 2 }]],
    ['学完上一课', [{ kind: 'after_previous' }]],
    ['学完上一课后2天', [{ kind: 'after_previous', days: 2 }]],
    ['after lesson intro', [{ kind: 'after_lesson', lessonKey: 'intro' }]],
    ['学完 第一笔', [{ kind: 'after_lesson', lessonKey: '第一笔' }]],
    ['学完 第一笔 后3天', [{ kind: 'after_lesson', lessonKey: '第一笔', days: 3 }]],
    ['3 days after joining and every Tuesday 20:00', [{ kind: 'after_joining', days: 3 }, tuesday]],
    ['加入后3天，并且每周二 20:00', [{ kind: 'after_joining', days: 3 }, tuesday]],
    ['学完上一课且每周二 20:00', [{ kind: 'after_previous' }, tuesday]],
    [
      'after lesson Ink and paper and 2026-12-01 20:00',
      [{ kind: 'after_lesson', lessonKey: 'Ink and paper' }, at],
    ],
  ])('“%s”', (text, rule) => {
    expect(parseRule(text)).toEqual(rule);
  });

  it.each([
    '',
    'soon',
    'every Blursday 20:00',
    '2026-02-30 20:00',
    '2026-12-01',
    '2026-12-01 25:00',
    '2026-12-01 13pm',
    '99999 days after joining',
    'every Tuesday',
    'every Tuesday 20',
    '每周八 20:00',
    'now and then',
    '20:00',
  ])('“%s” is not understood, and that is said', (text) => {
    expect(() => parseRule(text)).toThrow(UserFacingError);
  });

  it('never takes long over anything, and never fails otherwise', () => {
    const words = fc.constantFrom(
      'every',
      'after',
      'lesson',
      ' and ',
      '且',
      '每周',
      '学完',
      '天',
      '20:00',
      '2026-12-01',
      '后',
      ' ',
    );
    const texts = fc.oneof(
      fc.string({ maxLength: 200, unit: 'grapheme' }),
      fc.array(words, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          return parseRule(text).length > 0;
        } catch (error) {
          return error instanceof UserFacingError && error.key === 'drop_rule_unclear';
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads what it writes, in both languages', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
    const date = fc
      .date({
        min: new Date('2020-01-01T00:00:00Z'),
        max: new Date('2090-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((day) => day.toISOString().slice(0, 10));
    const weekdays = fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map((days) => days.sort((a, b) => a - b) as Weekday[]);
    const condition: fc.Arbitrary<DropCondition> = fc.oneof(
      fc.constant({ kind: 'now' as const }),
      fc.tuple(date, time).map(([day, hour]) => ({ kind: 'at' as const, local: `${day}T${hour}` })),
      fc
        .tuple(fc.nat(3_650), time)
        .map(([days, hour]) => ({ kind: 'after_joining' as const, days, time: hour })),
      fc.integer({ min: 0, max: 3_650 }).map((days) => ({ kind: 'after_joining' as const, days })),
      fc.constant({ kind: 'after_lesson' as const, lessonKey: 'intro' }),
      fc
        .integer({ min: 1, max: 99 })
        .map((days) => ({ kind: 'after_lesson' as const, lessonKey: 'intro', days })),
      fc
        .tuple(weekdays, time, fc.integer({ min: 1, max: 500 }), fc.option(date, { nil: undefined }))
        .map(([days, hour, nth, from]) => ({
          kind: 'weekly' as const,
          weekdays: days,
          time: hour,
          nth,
          ...(from ? { from } : {}),
        })),
    );
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (all) => {
        for (const locale of ['en', 'zh-CN'] as const) {
          const text = flat(rulePhrase({ all, zone: 'community' }, new Map()), { locale, timeZone: 'UTC' });
          expect(parseRule(text), text).toEqual(all);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('one pattern for all lessons', () => {
  const lessons = ['a', 'b', 'c', 'd'].map((key) => ({ key, title: `Lesson ${key}` }));
  const spread = (text: string, options: { posted?: string[]; from?: string; only?: string } = {}) => {
    const { posted = [], ...rest } = options;
    const rules = expand(parseRule(text), lessons, { zone: 'community', posted: new Set(posted), ...rest });
    return Object.fromEntries([...rules].map(([key, { all }]) => [key, all]));
  };

  it('hands out weeks and days one by one', () => {
    const nths = Object.values(spread('every Tuesday 20:00')).map(
      ([one]) => one?.kind === 'weekly' && one.nth,
    );
    expect(nths).toEqual([1, 2, 3, 4]);
    const days = Object.values(spread('every 3 days after joining')).map(
      ([one]) => one?.kind === 'after_joining' && one.days,
    );
    expect(days).toEqual([3, 6, 9, 12]);
  });

  it('begins after what has been announced, or where it is told to', () => {
    expect(spread('every Tuesday 20:00', { posted: ['a', 'b'] })).toEqual({
      c: [{ ...tuesday, nth: 1 }],
      d: [{ ...tuesday, nth: 2 }],
    });
    expect(Object.keys(spread('every Tuesday 20:00', { from: 'Lesson c' }))).toEqual(['c', 'd']);
    expect(spread('every Tuesday 20:00', { only: '3' })).toEqual({ c: [tuesday] });
  });

  it('chains lessons, each at the next slot', () => {
    expect(spread('after the one before and every Tuesday 20:00')).toEqual({
      a: [{ kind: 'now' }, tuesday],
      b: [{ kind: 'after_lesson', lessonKey: 'a' }, tuesday],
      c: [{ kind: 'after_lesson', lessonKey: 'b' }, tuesday],
      d: [{ kind: 'after_lesson', lessonKey: 'c' }, tuesday],
    });
  });

  it('refuses lessons that are not there, that wait for themselves, or for one another', () => {
    expect(() => spread('after lesson z')).toThrow('drop_lesson_unknown');
    expect(() => spread('after lesson b', { only: 'b' })).toThrow('drop_after_itself');
    const after = (lessonKey: string): DropRule => ({
      all: [{ kind: 'after_lesson', lessonKey }],
      zone: 'member',
    });
    expect(() =>
      refuseCircles(
        new Map([
          ['a', after('b')],
          ['b', after('a')],
        ]),
        lessons,
      ),
    ).toThrow('drop_circle');
    expect(() =>
      refuseCircles(
        new Map([
          ['a', after('b')],
          ['b', after('c')],
        ]),
        lessons,
      ),
    ).not.toThrow();
  });
});
