import { DateTime } from 'luxon';

/** Midnight of the day in the zone, so many days later. */
export function midnight(at: Date, timeZone: string, plusDays = 0): Date {
  return DateTime.fromJSDate(at, { zone: timeZone }).startOf('day').plus({ days: plusDays }).toJSDate();
}

/** 0 to 167 from Monday 0:00, as clocks on the wall there show it. */
export function hourOfWeek(at: Date, timeZone: string): number {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  return 24 * (local.weekday - 1) + local.hour;
}
