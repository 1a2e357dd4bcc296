import { DateTime } from 'luxon';

export interface QuietHours {
  /** Minutes after local midnight; from > to runs over midnight. */
  quietFrom: number | null;
  quietTo: number | null;
  /** IANA name. */
  timeZone: string;
}

/**
 * When a message that is ready at `now` may be pushed: `now` itself, or the end of the quiet hours.
 * Local wall-clock time decides, so that a change of daylight saving moves nothing.
 */
export function afterQuietHours(now: Date, quiet: QuietHours): Date {
  const { quietFrom, quietTo } = quiet;
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return now;
  const local = DateTime.fromJSDate(now, { zone: quiet.timeZone });
  const minute = local.hour * 60 + local.minute;
  const overMidnight = quietFrom > quietTo;
  const inside = overMidnight
    ? minute >= quietFrom || minute < quietTo
    : minute >= quietFrom && minute < quietTo;
  if (!inside) return now;
  const endsTomorrow = overMidnight && minute >= quietFrom;
  const day = endsTomorrow ? local.plus({ days: 1 }) : local;
  const end = day.set({ hour: Math.floor(quietTo / 60), minute: quietTo % 60, second: 0, millisecond: 0 });
  // An end that daylight saving skips lands after the gap; one that comes twice, on the first.
  return end.toJSDate() > now ? end.toJSDate() : now;
}
