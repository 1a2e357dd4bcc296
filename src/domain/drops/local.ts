import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A day of the calendar, wherever it is; counted from 1970-01-01. */
export type DayNumber = number;

/** The calendar day on which an instant falls in a zone. */
export function dayOf(at: Date, zone: string): DayNumber {
  return Math.floor((at.getTime() + offsetAt(at.getTime(), zone)) / DAY);
}

/** Minutes after midnight that clocks in a zone show. */
export function minuteOf(at: Date, zone: string): number {
  const local = at.getTime() + offsetAt(at.getTime(), zone);
  return Math.floor((((local % DAY) + DAY) % DAY) / MINUTE);
}

/** 1 Monday … 7 Sunday. Day 0 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2026-12-01` as a day. */
export function dayFrom(date: string): DayNumber {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** `20:00` as minutes after midnight. */
export function minuteFrom(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/**
 * The instant at which clocks in a zone show this. Where they show it twice, the first time; where they skip it,
 * the first moment after the gap.
 */
export function instantAt(day: DayNumber, minute: number, zone: string): Date {
  const local = day * DAY + minute * MINUTE;
  // Clocks are at most 14 hours before and 12 hours behind: a change that matters lies between these two.
  const before = offsetAt(local - 15 * HOUR, zone);
  const after = offsetAt(local + 13 * HOUR, zone);
  if (before === after) return new Date(local - before);
  const candidates = [local - before, local - after].sort((a, b) => a - b);
  const shown = candidates.find((at) => at + offsetAt(at, zone) === local);
  return new Date(shown ?? changeBetween(local - 15 * HOUR, local + 13 * HOUR, before, zone));
}

/** When clocks stop being `offset` ahead, by halving; to the second, as changes are. */
function changeBetween(from: number, to: number, offset: number, zone: string): number {
  let [low, high] = [Math.floor(from / 1_000), Math.ceil(to / 1_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1_000, zone) === offset) low = middle;
    else high = middle;
  }
  return high * 1_000;
}

/** Milliseconds that clocks are ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  return Math.round(IANAZone.create(zone).offset(at) * MINUTE);
}
