import type { Database } from '#database';
import { fromDate, type Day } from '#kernel/calendar';
import { ACTIVE, passive } from './kinds.js';
import { estimate } from './sketch-store.js';

/** What was counted, as it is read. */
export type ReadingStore = ReturnType<typeof createReadingStore>;

export interface Counted {
  count: number;
  people: number;
}

export interface PlaceRow {
  id: number;
  platform: 'discord' | 'telegram';
  title: string;
  messages: number;
  people: number;
}

export function createReadingStore({ prisma }: Database) {
  return {
    async firstDay(communityId: string): Promise<Day | null> {
      const row = await prisma.activityDay.findFirst({
        where: { communityId },
        orderBy: { day: 'asc' },
        select: { day: true },
      });
      return row ? fromDate(row.day) : null;
    },

    /** When anybody was first seen. */
    async firstSeen(communityId: string): Promise<Date | null> {
      const { _min: least } = await prisma.pseudonym.aggregate({
        where: { communityId },
        _min: { firstAt: true },
      });
      return least.firstAt;
    },

    /** Sums of hours, by hours since 1970. */
    async hours(
      communityId: string,
      placeId: number,
      kinds: readonly number[],
      from: Date,
      to: Date,
    ): Promise<Map<number, Counted>> {
      const [row] = await prisma.$queryRaw<{ hours: number[] | null; counts: number[]; people: number[] }[]>`
        SELECT array_agg("hour") AS "hours", array_agg("count") AS "counts", array_agg("people") AS "people" FROM (
          SELECT (extract(epoch FROM "hour") / 3600)::int AS "hour", sum("count")::int AS "count",
            sum("people")::int AS "people"
          FROM "ActivityHour" WHERE "communityId" = ${communityId} AND "placeId" = ${placeId}
            AND "kind" = ANY(${kinds}::smallint[]) AND "hour" >= ${from} AND "hour" < ${to} GROUP BY 1) AS each`;
      const { hours, counts = [], people = [] } = row ?? {};
      return new Map(
        (hours ?? []).map((hour, n) => [hour, { count: counts[n] ?? 0, people: people[n] ?? 0 }]),
      );
    },

    days: (communityId: string, placeId: number, kinds: readonly number[], from: Date, to: Date) =>
      prisma.activityDay.findMany({
        where: { communityId, placeId, kind: { in: [...kinds] }, day: { gte: from, lte: to } },
        select: { day: true, kind: true, count: true, people: true },
      }),

    communityDays: (communityId: string, from: Date, to: Date) =>
      prisma.communityDay.findMany({ where: { communityId, day: { gte: from, lte: to } } }),

    cohorts: (communityId: string, from: Date) =>
      prisma.cohortWeek.findMany({
        where: { communityId, cohort: { gte: from } },
        orderBy: [{ cohort: 'desc' }, { week: 'asc' }],
      }),

    async lastCohort(communityId: string): Promise<Date | null> {
      const row = await prisma.cohortWeek.findFirst({
        where: { communityId },
        orderBy: { cohort: 'desc' },
        select: { cohort: true },
      });
      return row?.cohort ?? null;
    },

    /** By place, threads with the channel they are in; people as far as days tell. */
    places: (communityId: string, kinds: readonly number[], from: Date, to: Date): Promise<PlaceRow[]> =>
      prisma.$queryRaw<PlaceRow[]>`
        WITH counted AS (
          SELECT COALESCE(p."parentId", p."id") AS "id",
            COALESCE(sum(d."count") FILTER (WHERE d."kind" = ANY(${kinds}::smallint[])), 0)::int AS "messages",
            max(d."people") AS "most", ${estimate} AS "about"
          FROM "ActivityDay" d JOIN "ActivityPlace" p ON p."id" = d."placeId" AND p."communityId" = ${communityId}
          WHERE d."communityId" = ${communityId} AND d."day" BETWEEN ${from}::date AND ${to}::date GROUP BY 1
        )
        SELECT p."id", p."platform"::text, p."title", c."messages", GREATEST(c."most", c."about") AS "people"
        FROM counted c JOIN "ActivityPlace" p ON p."id" = c."id" AND p."communityId" = ${communityId}
        WHERE c."messages" > 0 ORDER BY c."messages" DESC, p."id"`,

    /** Different people by place, one by one. */
    placePeople: (communityId: string, since: Date, until: Date) =>
      prisma.$queryRaw<{ id: number; people: number }[]>`
        SELECT COALESCE(p."parentId", p."id") AS "id", count(DISTINCT e."number")::int AS "people"
        FROM "ActivityEvent" e JOIN "ActivityPlace" p ON p."id" = e."placeId" AND p."communityId" = ${communityId}
        WHERE e."communityId" = ${communityId} AND e."at" >= ${since} AND e."at" < ${until}
          AND e."kind" <> ALL(${passive}::smallint[]) GROUP BY 1`,

    /** What was counted on some days, all in all. */
    async total(communityId: string, from: Date, to: Date): Promise<number> {
      const { _sum: sum } = await prisma.activityDay.aggregate({
        where: { communityId, placeId: 0, kind: { not: ACTIVE }, day: { gte: from, lte: to } },
        _sum: { count: true },
      });
      return sum.count ?? 0;
    },

    /** By subject and kind, the most frequent first; people as far as days tell. */
    subjects: (communityId: string, from: Date, to: Date) =>
      prisma.$queryRaw<(Counted & { subject: string; kind: number })[]>`
        SELECT "subject", "kind", sum("count")::int AS "count", GREATEST(max("people"), ${estimate}) AS "people"
        FROM "SubjectDay" d
        WHERE "communityId" = ${communityId} AND "day" BETWEEN ${from}::date AND ${to}::date
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,

    subjectDays: (communityId: string, subject: string, from: Date, to: Date) =>
      prisma.subjectDay.findMany({
        where: { communityId, subject, day: { gte: from, lte: to } },
        select: { day: true, kind: true, count: true },
        orderBy: [{ day: 'asc' }, { kind: 'asc' }],
      }),

    /** Different people by subject and kind, one by one. */
    subjectPeople: (communityId: string, since: Date, until: Date) =>
      prisma.$queryRaw<{ subject: string; kind: number; people: number }[]>`
        SELECT "subject", "kind", count(DISTINCT "number")::int AS "people" FROM "ActivityEvent"
        WHERE "communityId" = ${communityId} AND "at" >= ${since} AND "at" < ${until} AND "subject" IS NOT NULL
        GROUP BY 1, 2`,

    /** On how many days each member did something in which hour, by day and hour of UTC. */
    habits: (communityId: string, memberIds: readonly string[], from: Date) =>
      prisma.$queryRaw<{ memberId: string; day: Date; hours: number }[]>`
        SELECT DISTINCT p."memberId", d."day", d."hours" FROM "Pseudonym" p
        JOIN "MemberDay" d ON d."communityId" = ${communityId} AND d."number" = p."number" AND d."day" >= ${from}::date
        WHERE p."communityId" = ${communityId} AND p."memberId" = ANY(${memberIds}::text[])`,

    zones: (communityId: string, memberIds: readonly string[]) =>
      prisma.member.findMany({
        where: { communityId, id: { in: [...memberIds] } },
        select: { id: true, timeZone: true },
      }),
  };
}
