import type { Database } from '#database';
import { fromDate, type Day } from './calendar.js';

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

    hours: (communityId: string, placeId: number, kinds: readonly number[], from: Date, to: Date) =>
      prisma.activityHour.findMany({
        where: { communityId, placeId, kind: { in: [...kinds] }, hour: { gte: from, lt: to } },
        select: { hour: true, count: true, people: true },
      }),

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

    /** By place, threads with the channel they are in. */
    places: (communityId: string, kinds: readonly number[], from: Date, to: Date): Promise<PlaceRow[]> =>
      prisma.$queryRaw<PlaceRow[]>`
        WITH counted AS (
          SELECT COALESCE(p."parentId", p."id") AS "id", sum(d."count")::int AS "messages", max(d."people") AS "most"
          FROM "ActivityDay" d JOIN "ActivityPlace" p ON p."id" = d."placeId" AND p."communityId" = ${communityId}
          WHERE d."communityId" = ${communityId} AND d."day" BETWEEN ${from}::date AND ${to}::date
            AND d."kind" = ANY(${kinds}::smallint[])
          GROUP BY 1
        ), people AS (
          SELECT "id", count(*)::int AS "people" FROM (
            SELECT DISTINCT COALESCE(p."parentId", p."id") AS "id", m."number"
            FROM "PlaceMember" m JOIN "ActivityPlace" p ON p."id" = m."placeId" AND p."communityId" = ${communityId}
            WHERE m."communityId" = ${communityId} AND m."day" BETWEEN ${from}::date AND ${to}::date) AS each
          GROUP BY 1
        )
        SELECT p."id", p."platform"::text, p."title", c."messages", GREATEST(c."most", people."people") AS "people"
        FROM counted c JOIN "ActivityPlace" p ON p."id" = c."id" AND p."communityId" = ${communityId}
        LEFT JOIN people ON people."id" = c."id"
        ORDER BY c."messages" DESC, p."id"`,

    /** Whether anything at all was counted. */
    async anything(communityId: string, from: Date, to: Date): Promise<boolean> {
      const row = await prisma.activityDay.findFirst({
        where: { communityId, day: { gte: from, lte: to } },
        select: { day: true },
      });
      return row !== null;
    },

    /** People are told apart as long as the events are there; before that, those of the busiest day count. */
    subjects: (communityId: string, from: Date, to: Date, since: Date, until: Date) =>
      prisma.$queryRaw<(Counted & { subject: string; kind: number })[]>`
        WITH counted AS (
          SELECT "subject", "kind", sum("count")::int AS "count", max("people") AS "most" FROM "SubjectDay"
          WHERE "communityId" = ${communityId} AND "day" BETWEEN ${from}::date AND ${to}::date GROUP BY 1, 2
        ), people AS (
          SELECT "subject", "kind", count(DISTINCT "number")::int AS "people" FROM "ActivityEvent"
          WHERE "communityId" = ${communityId} AND "at" >= ${since} AND "at" < ${until} AND "subject" IS NOT NULL
          GROUP BY 1, 2
        )
        SELECT c."subject", c."kind", c."count", GREATEST(c."most", p."people") AS "people"
        FROM counted c LEFT JOIN people p ON p."subject" = c."subject" AND p."kind" = c."kind"
        ORDER BY c."count" DESC, c."subject", c."kind"`,

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
