import { days, hours, later } from '#kernel/clock';
import type { KeptSheet } from './store.js';

/** Steps before a sheet's first that it remembers what was forecast of. */
const REMEMBERED = { hour: 48, day: 7 };

const LENGTH = { hour: hours(1), day: days(1) };

/** Near enough: days are 23 or 25 hours long twice a year. */
const stepOf = (sheet: KeptSheet, at: Date): number =>
  Math.round((at.getTime() - new Date(sheet.startsAt).getTime()) / LENGTH[sheet.step]);

/** What had been forecast of a step, before it came; null: nothing. */
function forecastOf(sheet: KeptSheet, at: Date): number | null {
  const step = stepOf(sheet, at);
  if (step >= 0) return sheet.mean[step] ?? null;
  const earlier = sheet.earlier ?? [];
  return earlier[earlier.length + step] ?? null;
}

/**
 * What had been forecast of steps from `from` on, null where nothing was.
 * @param begins instants of the steps; absent: hours
 */
export function expectedAt(
  sheet: KeptSheet,
  from: Date,
  count: number,
  begins?: readonly Date[],
): (number | null)[] {
  return Array.from({ length: count }, (_, at) =>
    forecastOf(sheet, begins?.[at] ?? later(from, at * LENGTH[sheet.step])),
  );
}

/** What the sheet before had forecast of the last steps before this one begins; what closed is judged by that. */
export function earlierOf(
  last: KeptSheet | null,
  startsAt: Date,
  step: KeptSheet['step'],
): (number | null)[] {
  const count = REMEMBERED[step];
  return Array.from({ length: count }, (_, at) =>
    last ? forecastOf(last, later(startsAt, (at - count) * LENGTH[step])) : null,
  );
}
