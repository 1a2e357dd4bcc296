import { DateTime } from 'luxon';
import type { DaySpan } from './facts.js';

/** The day of an instant in a zone: `2026-11-22`. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toISODate() ?? '';
}

/** A day so many days after another (before it, below nought). */
export function dayAfter(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
}

/** Days in order, both ends among them, as long as they are in the zone: 23 or 25 hours where clocks change. */
export function daySpans(from: string, to: string, zone: string): DaySpan[] {
  const spans: DaySpan[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    const start = DateTime.fromISO(day, { zone }).startOf('day');
    spans.push({ day, from: start.toJSDate(), to: start.plus({ days: 1 }).startOf('day').toJSDate() });
  }
  return spans;
}

/** A day as a column of dates keeps it. */
export function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayIn(column: Date): string {
  return column.toISOString().slice(0, 10);
}
