import { DateTime } from 'luxon';
import { afterQuietHours, type QuietHours } from '#domain/delivery';

/** Where nothing is known about anybody. */
export const EVENING = 18;

/** Fewer things done than that say nothing about somebody's day. */
const HABIT_NEEDS = 8;

/** Digests come from Thursday to Sunday: days from Monday. */
const DAYS = [3, 4, 5, 6];

/** Minutes of the hour over which members are spread. */
const SPREAD = 50;

/** `2026-W47`: the ISO week that an instant falls in. */
export function weekOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("kkkk-'W'WW");
}

/** From the Monday of a week to the end of the latest day on which somebody far away gets that week's digest. */
export function weekSpan(week: string, zone: string): [Date, Date] {
  const monday = DateTime.fromISO(week, { zone });
  return [monday.toJSDate(), monday.plus({ days: 8 }).toJSDate()];
}

export interface Rhythm {
  quiet: QuietHours;
  /** How often the member did something by local hour; undefined: nothing is known. */
  habits: readonly number[] | undefined;
  /** The community's best hour as the member's clock shows it; null: nothing is known. */
  communityHour: number | null;
  /** From 0 to below 1, the same every week: spreads members over days and minutes. */
  lot: number;
}

/**
 * When in a week a member is written to: at the best hour of theirs that is not quiet, on a day by lot, or on the
 * next that is still to come.
 * @returns null when the week has no such moment left
 */
export function dueIn(week: string, now: Date, rhythm: Rhythm): Date | null {
  const { quiet, lot } = rhythm;
  const monday = DateTime.fromISO(week, { zone: quiet.timeZone });
  const minute = Math.floor(((lot * 997) % 1) * SPREAD);
  const first = DAYS[Math.floor(lot * DAYS.length)] ?? 3;
  const hours = hoursByWorth(rhythm);
  // Whoever comes late in the week takes the first day that is left.
  for (const day of [first, ...DAYS]) {
    const at = moment(monday, day, minute, hours, quiet);
    if (at > now) return at;
  }
  return null;
}

/** The best hour whose moment is not quiet; should none be, the end of the quiet hours that follow the best. */
function moment(monday: DateTime, day: number, minute: number, hours: number[], quiet: QuietHours): Date {
  const at = (hour: number) => monday.plus({ days: day }).set({ hour, minute }).toJSDate();
  const wished = hours.map(at);
  const free = wished.find((one) => afterQuietHours(one, quiet).getTime() === one.getTime());
  return free ?? afterQuietHours(wished[0] ?? at(EVENING), quiet);
}

/** Local hours, the best first. */
function hoursByWorth({ habits, communityHour }: Rhythm): number[] {
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  const done = habits?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (habits && done >= HABIT_NEEDS) {
    // An hour beside a busy one is better than its own few counts say.
    const of = (hour: number) => habits[(hour + 24) % 24] ?? 0;
    const worth = (hour: number) => 2 * of(hour) + of(hour - 1) + of(hour + 1);
    return all.sort((a, b) => worth(b) - worth(a) || far(a, EVENING) - far(b, EVENING));
  }
  const best = communityHour ?? EVENING;
  return all.sort((a, b) => far(a, best) - far(b, best) || a - b);
}

/** Hours between two on the face of a clock. */
function far(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Math.min(apart, 24 - apart);
}

/** Hours of a day at which nobody minds a message, for whoever is far from where the community lives. */
const POLITE = { from: 9, to: 21 };

/**
 * The hour of the day at which most of a community is there, on the clock of a member who lives elsewhere.
 * @param expected by hour of the week from Monday 0:00 in the community's zone; empty: nothing is known
 * @returns null when nothing is known, or when it is night there
 */
export function communityHour(
  expected: readonly number[],
  communityZone: string,
  memberZone: string,
  week: string,
): number | null {
  if (expected.length !== 168) return null;
  const sums = Array.from({ length: 24 }, (_, hour) =>
    DAYS.reduce((sum, day) => sum + (expected[day * 24 + hour] ?? 0), 0),
  );
  const best = sums.indexOf(Math.max(...sums));
  const there = DateTime.fromISO(week, { zone: communityZone }).plus({ days: 3 }).set({ hour: best });
  const { hour } = there.setZone(memberZone);
  return hour >= POLITE.from && hour <= POLITE.to ? hour : null;
}

/** Monday from nine: when what moderators asked for is said. Until Wednesday, should nobody have been there. */
export function isReportTime(now: Date, zone: string): boolean {
  const { weekday, hour } = DateTime.fromJSDate(now, { zone });
  return (weekday === 1 && hour >= 9) || weekday === 2 || weekday === 3;
}
