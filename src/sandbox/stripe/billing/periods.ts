import type { Interval } from '../shapes/basics.js';

const day = 86_400;

/** `times` intervals after a moment, in UTC; a day the month does not have becomes the month's last. */
function after(anchor: number, interval: Interval, times: number): number {
  if (interval === 'day') return anchor + times * day;
  if (interval === 'week') return anchor + times * 7 * day;
  const from = new Date(anchor * 1000);
  const month = from.getUTCMonth() + times * (interval === 'year' ? 12 : 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const date = new Date(anchor * 1000);
  date.setUTCDate(1);
  date.setUTCMonth(month);
  date.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(date.getTime() / 1000);
}

/** The same time of day some months later. */
export function monthsAfter(moment: number, months: number): number {
  return after(moment, 'month', months);
}

const roughly: Record<Interval, number> = { day, week: 7 * day, month: 31 * day, year: 366 * day };

/** The last boundary of a billing cycle up to `moment`, or the anchor itself. All times are in seconds. */
export function boundaryUntil(
  anchor: number,
  recurring: { interval: Interval; interval_count: number },
  moment: number,
): number {
  const { interval, interval_count: count } = recurring;
  let times = Math.max(0, Math.floor((moment - anchor) / (roughly[interval] * count)));
  while (after(anchor, interval, (times + 1) * count) <= moment) times += 1;
  return after(anchor, interval, times * count);
}

/**
 * The first boundary of a billing cycle that lies after `moment`. Counting always from the anchor keeps a cycle
 * that began on the 31st on the last day of every month. All times are in seconds.
 */
export function nextBoundary(
  anchor: number,
  recurring: { interval: Interval; interval_count: number },
  moment: number,
): number {
  const { interval, interval_count: count } = recurring;
  let times = Math.max(1, Math.floor((moment - anchor) / (roughly[interval] * count)));
  while (after(anchor, interval, times * count) <= moment) times += 1;
  return after(anchor, interval, times * count);
}
