import { DateTime } from 'luxon';
import { plain, type ChartPanel } from '#contracts';
import type { DayFigures, Engagement } from '#domain/engagement';
import type { Community, Locale } from '#domain/members';
import { hours } from '#kernel/clock';
import type { Range } from '../pieces/range.js';
import { HALF_DAY } from './view.js';

/** Bars by day up to here, by week above. */
const BY_DAY = 31;
/** Two of each weekday at least, or a week is no picture of weeks. */
const HEAT_FROM = 14;
/** Hours further back say little about when people are here now. */
const HEAT_DAYS = 92;

type Days = readonly (number | null)[];

/** Messages by day; the days before, as far back as they lie, under them. */
export function messageLine(range: Range, now: Days, before: Days | null, locale: Locale): ChartPanel {
  const hasBefore = before?.some((value) => value !== null) ?? false;
  return {
    kind: 'line',
    title: plain(locale, 'stats.picture.messages'),
    axis: { step: 'day', from: range.from },
    series: [
      { name: plain(locale, 'stats.picture.now'), values: now },
      ...(before && hasBefore
        ? [{ name: plain(locale, 'stats.picture.before'), values: before, line: 'dashed' as const }]
        : []),
    ],
  };
}

/** Who came and who left. */
export function comeAndGo(range: Range, days: readonly DayFigures[], locale: Locale): ChartPanel[] {
  if (days.every(({ joined, left }) => joined + left === 0)) return [];
  const weekly = range.days > BY_DAY;
  const parts = weekly ? weeksOf(days) : days.map((day) => [day]);
  const values = (of: (day: DayFigures) => number) =>
    parts.map((part) => {
      const known = part.filter(({ listened }) => listened >= HALF_DAY);
      return known.length === 0 ? null : known.reduce((sum, day) => sum + of(day), 0);
    });
  return [
    {
      kind: 'bars',
      title: plain(locale, weekly ? 'stats.picture.come_weeks' : 'stats.picture.come_days'),
      axis: { step: weekly ? 'week' : 'day', from: parts[0]?.[0]?.day ?? range.from },
      series: [
        { name: plain(locale, 'stats.picture.joined'), values: values(({ joined }) => joined) },
        { name: plain(locale, 'stats.picture.left'), values: values(({ left }) => left) },
      ],
      height: 240,
    },
  ];
}

/** Whole weeks that end with the last day; days that are left over at the beginning are not drawn. */
function weeksOf(days: readonly DayFigures[]): DayFigures[][] {
  const first = days.length % 7;
  return Array.from({ length: Math.floor(days.length / 7) }, (_, week) =>
    days.slice(first + week * 7, first + week * 7 + 7),
  );
}

/** Messages by hour of the week, on average over the weeks. */
export async function weekHeat(
  engagement: Engagement,
  { id, timeZone }: Pick<Community, 'id' | 'timeZone'>,
  range: Range,
  locale: Locale,
  placeId?: number,
): Promise<ChartPanel[]> {
  if (range.days < HEAT_FROM) return [];
  const end = DateTime.fromISO(range.to, { zone: timeZone }).plus({ days: 1 });
  const from = end.minus({ days: Math.min(range.days, HEAT_DAYS) });
  const counted = await engagement.series(id, {
    measure: 'messages',
    step: 'hour',
    from: from.startOf('hour').toJSDate(),
    to: end.toJSDate(),
    ...(placeId === undefined ? {} : { placeId }),
  });
  const sums = Array.from({ length: 168 }, () => ({ sum: 0, seen: 0 }));
  const start = from.startOf('hour').toMillis();
  for (const [at, value] of counted.entries()) {
    if (value === null) continue;
    const local = DateTime.fromMillis(start + hours(at), { zone: timeZone });
    const slot = sums[(local.weekday - 1) * 24 + local.hour];
    if (!slot) continue;
    slot.sum += value;
    slot.seen += 1;
  }
  if (sums.every(({ sum }) => sum === 0)) return [];
  return [
    {
      kind: 'week',
      title: plain(locale, 'stats.picture.week'),
      values: sums.map(({ sum, seen }) => (seen === 0 ? null : sum / seen)),
    },
  ];
}
