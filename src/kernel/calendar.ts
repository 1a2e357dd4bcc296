import { DateTime } from 'luxon';
import { days as daysLong } from './clock.js';

/** `2026-11-22`: a day of the calendar, in whatever zone it is meant. Days in order are texts in order. */
export type Day = string;

/** The day on which an instant falls in a zone. */
export function dayAt(at: Date, zone: string): Day {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}

/** When a day begins in a zone; where clocks skip midnight, the first moment after. */
export function startOf(day: Day, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
}

/** So many days later, or earlier. */
export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + daysLong(days)).toISOString().slice(0, 10);
}

/** How many days lie between. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / daysLong(1));
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return plusDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** A day as the database's dates are given. */
export const asDate = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** A date of the database as a day. */
export const fromDate = (date: Date): Day => date.toISOString().slice(0, 10);

/** All days from one to another, both included. */
export function daysFrom(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => plusDays(from, n));
}
