import { DateTime } from 'luxon';
import type { ChartAxis, ChartSheet } from '#contracts';

/** A word below a step of the axis. */
export interface Label {
  at: number;
  text: string;
}

/**
 * What may stand below an axis, the densest choice first; whoever draws takes the first that has room.
 * Hours are named by their day at midnight, days by their date on Mondays when there are many.
 */
export function labelChoices(axis: ChartAxis, count: number, locale: ChartSheet['locale']): Label[][] {
  if ('labels' in axis) {
    const all = axis.labels.map((text, at) => ({ at, text }));
    return [1, 2, 3, 4, 6, 8, 12, 24, 48].map((every) => all.filter(({ at }) => at % every === 0));
  }
  const zone = axis.timeZone ?? 'UTC';
  const start = DateTime.fromISO(axis.from, { zone }).setLocale(locale);
  const times = Array.from({ length: count }, (_, at) => ({ at, time: start.plus(spanOf(axis.step, at)) }));
  const named = (format: Intl.DateTimeFormatOptions, keep: (time: DateTime, at: number) => boolean) =>
    times
      .filter(({ time, at }) => keep(time, at))
      .map(({ at, time }) => ({ at, text: time.toLocaleString(format) }));
  const isMidnight = (time: DateTime) => time.hour === 0;
  const every = (days: number) => (time: DateTime) =>
    Math.round(time.startOf('day').diff(start.startOf('day'), 'days').days) % days === 0;
  if (axis.step === 'hour') {
    if (count <= 48) return [3, 6, 12].map((hours) => named(CLOCK, (time) => time.hour % hours === 0));
    return [
      ...(count <= 9 * 24 ? [named(WEEKDAY, isMidnight)] : []),
      ...[1, 2, 7, 14, 28].map((days) => named(DATE, (time) => isMidnight(time) && every(days)(time))),
    ];
  }
  if (axis.step === 'week') return [1, 2, 4, 8, 13, 26].map((n) => named(DATE, (_, at) => at % n === 0));
  return [
    ...(count <= 8 ? [named(WEEKDAY, () => true)] : []),
    named(DATE, () => true),
    named(DATE, every(2)),
    ...[1, 2, 4, 8].map((weeks) =>
      named(DATE, (time, at) => time.weekday === 1 && Math.floor(at / 7) % weeks === 0),
    ),
    ...[1, 3, 6, 12].map((months) => named(MONTH, (time) => time.day === 1 && time.month % months === 0)),
  ].filter((choice) => choice.length > 0);
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const WEEKDAY = { weekday: 'short' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;
const MONTH = { month: 'short', year: '2-digit' } as const;

function spanOf(step: 'hour' | 'day' | 'week', times: number) {
  if (step === 'hour') return { hours: times };
  return step === 'day' ? { days: times } : { weeks: times };
}

/** Monday to Sunday. */
export function weekdayNames(locale: ChartSheet['locale']): string[] {
  const monday = DateTime.fromISO('2024-01-01', { zone: 'UTC' }).setLocale(locale);
  return Array.from({ length: 7 }, (_, day) => monday.plus({ days: day }).toLocaleString(WEEKDAY));
}
