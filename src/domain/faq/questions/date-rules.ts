import { DateTime } from 'luxon';

/** The days that were meant, both included; null: it cannot be told which. */
export type Span = { from: DateTime; to: DateTime } | null;

export interface DateRule {
  sign: RegExp;
  /** `isPast`: it is told of something that happened, so a day without a year is the last such day. */
  span(found: readonly (string | undefined)[], today: DateTime, isPast: boolean): Span;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAY = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri)';
const NUMBERS: Record<string, number> = {
  ...Object.fromEntries(
    'a one two three four five six seven eight nine ten'
      .split(' ')
      .map((word, index) => [word, Math.max(index, 1)]),
  ),
  ...Object.fromEntries([...'零一二三四五六七八九十'].map((word, index) => [word, index])),
  an: 1,
  两: 2,
  兩: 2,
};
const COUNT = '(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)';
const UNITS: Record<string, 'day' | 'week' | 'month' | 'year'> = {
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  年: 'year',
};

const count = (word: string | undefined): number => NUMBERS[word ?? ''] ?? Number(word);
const day = (at: DateTime): Span => (at.isValid ? { from: at, to: at } : null);

function exact(
  year: string | undefined,
  month: number,
  dayOf: string | undefined,
  today: DateTime,
  isPast: boolean,
): Span {
  const { zone } = today;
  const at = (of: number) => DateTime.fromObject({ year: of, month, day: Number(dayOf) }, { zone });
  if (year) return day(at(Number(year)));
  return nearest(
    [-1, 0, 1].map((years) => at(today.year + years)),
    today,
    isPast,
  );
}

/** Of several days without a year or a month the one closest to today, or the last one that is past. */
function nearest(days: readonly DateTime[], today: DateTime, isPast: boolean): Span {
  const valid = days.filter((one) => one.isValid && !(isPast && one > today));
  const far = (one: DateTime) => Math.abs(one.toMillis() - today.toMillis());
  const best = valid.sort((one, other) => far(one) - far(other))[0];
  return best ? day(best) : null;
}

function whole(unit: 'week' | 'month' | 'year', steps: number, today: DateTime): Span {
  const from = today.plus({ [unit]: steps }).startOf(unit);
  return { from, to: from.endOf(unit).startOf('day') };
}

function weekday(name: string, weeks: number, today: DateTime): Span {
  return day(today.startOf('week').plus({ weeks, days: WEEKDAYS.indexOf(name.slice(0, 3)) }));
}

const STEPS: Record<string, number> = {
  last: -1,
  previous: -1,
  past: -1,
  this: 0,
  next: 1,
  上: -1,
  这: 0,
  這: 0,
  本: 0,
  下: 1,
};
const DAYS: Record<string, number> = {
  today: 0,
  tonight: 0,
  'this morning': 0,
  yesterday: -1,
  'last night': -1,
  'the day before yesterday': -2,
  tomorrow: 1,
  今天: 0,
  今晚: 0,
  今早: 0,
  昨天: -1,
  昨晚: -1,
  前天: -2,
  明天: 1,
  明晚: 1,
  后天: 2,
  後天: 2,
};
const YEARS: Record<string, number> = { 今年: 0, 去年: -1, 明年: 1 };

/** What means a day or days; the longer one wins where two begin at the same place. */
export const dateRules: readonly DateRule[] = [
  {
    sign: /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/gu,
    span: ([, year, month, of], today, isPast) => exact(year, Number(month), of, today, isPast),
  },
  {
    sign: /(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/gu,
    span: ([, year, month, of], today, isPast) => exact(year, Number(month), of, today, isPast),
  },
  {
    sign: new RegExp(`\\b${MONTH}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4})\\b)?`, 'gu'),
    span: ([, month, of, year], today, isPast) =>
      exact(year, MONTHS.indexOf(month?.slice(0, 3) ?? '') + 1, of, today, isPast),
  },
  {
    sign: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}\\b(?:,? (\\d{4})\\b)?`, 'gu'),
    span: ([, of, month, year], today, isPast) =>
      exact(year, MONTHS.indexOf(month?.slice(0, 3) ?? '') + 1, of, today, isPast),
  },
  {
    // 3/4 is a day in March or in April, depending on who writes it; 25/12 is not.
    sign: /\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b/gu,
    span: ([, first, second, year], today, isPast) => {
      const [one, two] = [Number(first), Number(second)];
      if (one > 12 && two <= 12) return exact(year, two, first, today, isPast);
      return two > 12 && one <= 12 ? exact(year, one, second, today, isPast) : null;
    },
  },
  {
    sign: /(?<![\d月])([12]?\d|3[01])[号號](?![楼樓线線店门門])/gu,
    span: ([, of], today, isPast) =>
      nearest(
        [-1, 0, 1].map((months) => {
          const { year, month } = today.plus({ months });
          return DateTime.fromObject({ year, month, day: Number(of) }, { zone: today.zone });
        }),
        today,
        isPast,
      ),
  },
  {
    sign: /\b(?:today|tonight|this morning|the day before yesterday|yesterday|last night|tomorrow)\b|[今昨前明后後][天晚]|今早/gu,
    span: ([word], today) => {
      const days = DAYS[word ?? ''];
      return days === undefined ? null : day(today.plus({ days }));
    },
  },
  {
    sign: new RegExp(`\\b(last|this|next) ${WEEKDAY}\\b`, 'gu'),
    span: ([, which, name], today) => {
      const weeks = STEPS[which ?? ''] ?? 0;
      const found = weekday(name ?? '', weeks, today);
      // “Last Friday”, said on a Sunday, is two days ago.
      const again = weekday(name ?? '', 0, today);
      return weeks < 0 && again && again.from < today ? again : found;
    },
  },
  { sign: new RegExp(`\\b(?:on|since|until|by) ${WEEKDAY}\\b`, 'gu'), span: () => null },
  {
    sign: /([上下这這本])?个?(?:周|星期|礼拜|禮拜)([一二三四五六日天])/gu,
    span: ([, which, name], today) => {
      const index = '一二三四五六日'.indexOf(name === '天' ? '日' : (name ?? ''));
      return day(today.startOf('week').plus({ weeks: STEPS[which ?? '本'] ?? 0, days: index }));
    },
  },
  {
    sign: /\b(last|previous|this|next) (week|month|year)\b/gu,
    span: ([, which, unit], today) => whole(unit as 'week', STEPS[which ?? ''] ?? 0, today),
  },
  {
    sign: /([上下这這本])[个個]?(周|星期|月)(?![一二三四五六日天])|[今去明]年/gu,
    span: ([word, which, unit], today) =>
      which
        ? whole((UNITS[unit ?? ''] ?? 'week') as 'week', STEPS[which] ?? 0, today)
        : whole('year', YEARS[word ?? ''] ?? 0, today),
  },
  {
    sign: new RegExp(`\\b${COUNT} (day|week|month|year)s? ago\\b`, 'gu'),
    span: ([, many, unit], today) => day(today.minus({ [UNITS[unit ?? ''] ?? 'day']: count(many) })),
  },
  {
    sign: new RegExp(`\\bin ${COUNT} (day|week|month|year)s?\\b`, 'gu'),
    span: ([, many, unit], today) => day(today.plus({ [UNITS[unit ?? ''] ?? 'day']: count(many) })),
  },
  {
    sign: /(\d{1,3}|[一二三四五六七八九十两兩])\s?[个個]?(天|日|周|星期|礼拜|月|年)(?:之|以)?前/gu,
    span: ([, many, unit], today) => day(today.minus({ [UNITS[unit ?? ''] ?? 'day']: count(many) })),
  },
];
