import { DateTime } from 'luxon';
import type { Rooms } from '../command.js';
import { weekFigures, type WeekFigures } from './week.js';

/** Weeks before the one that is told of. */
const BEFORE = 8;

/** What of a week was found: nothing at all yet, nothing in that week, or its figures. */
export type WeekFound =
  | { kind: 'waiting' }
  | { kind: 'nothing'; from: string; to: string }
  | { kind: 'week'; figures: WeekFigures };

/**
 * The seven days that end yesterday, or the week of a Monday where that is over.
 * @param monday `2026-11-16`
 */
export async function gatherWeek(
  rooms: Pick<Rooms, 'engagement' | 'revenue' | 'forecasts'>,
  {
    communityId,
    timeZone,
    now,
    monday,
  }: { communityId: string; timeZone: string; now: Date; monday?: string },
): Promise<WeekFound> {
  const { engagement, revenue, forecasts } = rooms;
  const yesterday = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day').minus({ days: 1 });
  const asked =
    monday === undefined ? undefined : DateTime.fromISO(monday, { zone: timeZone }).plus({ days: 6 });
  const last = asked?.isValid && asked < yesterday ? asked : yesterday;
  const day = (back: number) => last.minus({ days: back }).toFormat('yyyy-MM-dd');
  const [from, to] = [day(6), day(0)];
  // As many cohorts as it takes to reach back to that week, and eight before it.
  const weeksAgo = Math.ceil(yesterday.diff(last, 'weeks').weeks);
  const [since, days, cohorts, summaries, oddities] = await Promise.all([
    engagement.since(communityId),
    engagement.days(communityId, day(6 + 7 * BEFORE), to),
    engagement.cohorts(communityId, weeksAgo + BEFORE + 4),
    revenue.summaries(communityId, from, to),
    forecasts.oddities(communityId, last.minus({ days: 6 }).toJSDate(), last.plus({ days: 1 }).toJSDate()),
  ]);
  if (!since) return { kind: 'waiting' };
  const firstDay = dayIn(since, timeZone);
  const figures = weekFigures({
    since: firstDay,
    days,
    cohorts,
    revenue: summaries,
    causes: oddities.flatMap(({ from: at, measure, cause, subject }) =>
      cause === null
        ? []
        : [
            {
              day: dayIn(at, timeZone),
              measure: measure === 'joins' ? ('newcomers' as const) : measure,
              cause,
              subject,
            },
          ],
    ),
  });
  return figures ? { kind: 'week', figures } : { kind: 'nothing', from, to };
}

const dayIn = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
