import { IANAZone } from 'luxon';
import { fromDate, startOf } from '#kernel/calendar';
import { hours as hoursLong } from '#kernel/clock';

const HOUR = hoursLong(1);

/** A day of somebody, by the community's calendar, and the hours by UTC in which they did something, as bits. */
export interface HabitRow {
  memberId: string;
  day: Date;
  hours: number;
}

/**
 * On how many days each member did something, by hour of the day.
 * @param home the zone of the community's calendar
 * @param zones of each member, by id
 * @returns 24 counts for each who did anything, in their own zone
 */
export function hourCounts(
  rows: readonly HabitRow[],
  home: string,
  zones: ReadonlyMap<string, string>,
): Map<string, number[]> {
  const begins = new Map<number, number>();
  const offsets = new Map<string, number>();
  const offsetOf = (zone: string, at: number): number => {
    const key = `${zone} ${at}`;
    const minutes = offsets.get(key) ?? IANAZone.create(zone).offset(at);
    offsets.set(key, minutes);
    return minutes;
  };
  const found = new Map<string, number[]>();
  for (const { memberId, day, hours } of rows) {
    const zone = zones.get(memberId) ?? home;
    const counts = found.get(memberId) ?? Array.from({ length: 24 }, () => 0);
    found.set(memberId, counts);
    const begin = begins.get(day.getTime()) ?? startOf(fromDate(day), home).getTime();
    begins.set(day.getTime(), begin);
    const midnight = Math.floor(begin / (24 * HOUR)) * 24 * HOUR;
    for (let hour = 0; hour < 24; hour += 1) {
      if (!((hours >> hour) & 1)) continue;
      // The day of the calendar reaches into two of UTC.
      const at =
        midnight + hour * HOUR + HOUR / 2 < begin ? midnight + (hour + 24) * HOUR : midnight + hour * HOUR;
      const local = Math.floor((at + offsetOf(zone, begin) * 60_000) / HOUR);
      const own = ((local % 24) + 24) % 24;
      counts[own] = (counts[own] ?? 0) + 1;
    }
  }
  return found;
}
