import { DateTime } from 'luxon';
import type { Locale } from '#domain/members';
import type { ChartPanel, ChartSheet, FiguresPanel, Theme } from '../chart.js';
import { flat } from '../rich.js';
import { plain } from '../texts/index.js';
import { missingSentence } from './sentences.js';
import type { Compared } from './usual.js';
import type { WeekFigures } from './week.js';
import { FEW, thanPhrase } from './words.js';

type Cell = FiguresPanel['cells'][number];

/** The week as a picture: six numbers, the days, and the weeks before. */
export function weekSheet(
  week: WeekFigures,
  { locale, theme, title }: { locale: Locale; theme?: Theme | undefined; title: string },
): ChartSheet {
  const text = (key: Parameters<typeof plain>[1], values?: Record<string, string | number>) =>
    plain(locale, key, values);
  const missing = missingSentence(week);
  return {
    locale,
    ...(theme ? { theme } : {}),
    title: text('pulse.picture.title', { community: title }),
    subtitle: text(`pulse.picture.subtitle.${week.basis}`, {
      span: spanText(week.from, week.to, locale),
      count: week.weeksKnown,
    }),
    ...(missing ? { footnote: flat(missing, { locale, timeZone: 'UTC' }) } : {}),
    panels: [
      { kind: 'figures', cells: cellsOf(week, locale) },
      daysPanel(week, locale),
      ...weeksPanel(week, locale),
    ],
  };
}

/** `Nov 16 – Nov 22, 2026`, `2026年11月16日至11月22日`: the year is said once. */
export function spanText(from: string, to: string, locale: Locale): string {
  const [first, last] = [from, to].map((day) => DateTime.fromISO(day, { zone: 'UTC' }).setLocale(locale));
  if (!first || !last) return '';
  const whole = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  if (from === to) return first.toLocaleString(whole);
  const part = first.year === last.year ? ({ month: 'short', day: 'numeric' } as const) : whole;
  const yearFirst = locale === 'zh-CN';
  return plain(locale, 'pulse.range', {
    from: first.toLocaleString(yearFirst ? whole : part),
    to: last.toLocaleString(yearFirst ? part : whole),
  });
}

function cellsOf(week: WeekFigures, locale: Locale): Cell[] {
  const { answered, response, revenue, basis } = week;
  const label = (key: 'messages' | 'active' | 'newcomers' | 'answered' | 'response' | 'mrr' | 'lessons') =>
    plain(locale, `pulse.picture.cells.${key}`);
  const counted = (name: Parameters<typeof label>[0], compared: Compared): Cell => {
    const { value, usual, change, verdict } = compared;
    const cell = { label: label(name), value };
    const than = thanPhrase(compared, basis);
    // Of three people, one more is no third more: the other number says it better.
    if (usual !== null && usual < FEW) {
      return than ? { ...cell, note: flat(than, { locale, timeZone: 'UTC' }) } : cell;
    }
    return { ...cell, change: basis === 'early' ? null : change, good: verdict === 'same' ? 'none' : 'up' };
  };
  const usually = basis === 'usual';
  const [money] = revenue;
  return [
    counted('messages', week.messages),
    counted('active', week.active),
    counted('newcomers', week.newcomers),
    {
      label: label('answered'),
      value: answered.share,
      unit: 'share',
      change: usually ? ratio(answered.share, answered.usualShare) : null,
    },
    {
      label: label('response'),
      value: response.seconds,
      unit: 'seconds',
      good: 'down',
      change: usually ? ratio(response.seconds, response.usual) : null,
    },
    money
      ? {
          label: label('mrr'),
          value: money.mrr,
          unit: { currency: money.currency },
          change: ratio(money.mrr, money.mrrBefore),
        }
      : counted('lessons', week.lessonsDone),
  ];
}

function ratio(value: number | null, usual: number | null): number | null {
  return value === null || usual === null || usual === 0 ? null : value / usual - 1;
}

function daysPanel({ from, daily, basis }: WeekFigures, locale: Locale): ChartPanel {
  const usual = { name: plain(locale, `pulse.picture.${basis === 'last_week' ? 'week_before' : 'usual'}`) };
  return {
    kind: 'bars',
    title: plain(locale, 'pulse.picture.days'),
    axis: { step: 'day', from },
    series: [{ name: plain(locale, 'pulse.picture.this_week'), values: daily.seen }],
    ...(daily.usual.some((value) => value !== null)
      ? { line: { ...usual, values: daily.usual, line: 'dashed' as const } }
      : {}),
    height: 300,
  };
}

/** How many took part, week by week; two points at least make a line. */
function weeksPanel({ to, weekly }: WeekFigures, locale: Locale): ChartPanel[] {
  const first = weekly.findIndex((value) => value !== null);
  const values = first < 0 ? [] : weekly.slice(first);
  if (values.filter((value) => value !== null).length < 2) return [];
  const from = DateTime.fromISO(to, { zone: 'UTC' }).minus({ days: 7 * values.length - 1 });
  return [
    {
      kind: 'line',
      title: plain(locale, 'pulse.picture.weeks'),
      axis: { step: 'week', from: from.toFormat('yyyy-MM-dd') },
      series: [{ name: plain(locale, 'pulse.picture.cells.active'), values, hue: 'third' }],
      height: 220,
    },
  ];
}
