import type { Tx } from '#database';
import type { DayStretch } from './day-store.js';
import { codeOf } from './kinds.js';

/** The community's day in figures, from what was counted before it. */
export async function countCommunity(
  tx: Tx,
  {
    communityId,
    day,
    from,
    to,
    answersUntil,
    listened,
  }: DayStretch & { answersUntil: Date; listened: number },
): Promise<void> {
  await tx.$executeRaw`
    WITH people AS (
      SELECT count(*) FILTER (WHERE "last" = ${day}::date) AS "active",
        count(*) FILTER (WHERE "last" > ${day}::date - 7) AS "activeWeek", count(*) AS "activeMonth"
      FROM (SELECT "number", max("day") AS "last" FROM "MemberDay" WHERE "communityId" = ${communityId}
        AND "day" <= ${day}::date AND "day" > ${day}::date - 30 GROUP BY 1) AS each
    ), fresh AS (
      SELECT count(DISTINCT p."number") AS "newcomers" FROM "Pseudonym" p
      WHERE p."communityId" = ${communityId} AND p."firstAt" >= ${from} AND p."firstAt" < ${to}
        AND NOT EXISTS (SELECT 1 FROM "Pseudonym" e WHERE e."communityId" = ${communityId}
          AND e."number" = p."number" AND e."firstAt" < ${from})
    ), moves AS (
      SELECT COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('join')}), 0) AS "joined",
        COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('leave')}), 0) AS "left"
      FROM "ActivityDay" WHERE "communityId" = ${communityId} AND "day" = ${day}::date AND "placeId" = 0
    ), asked AS MATERIALIZED (
      SELECT "id", "at", "placeId", "number", "messageRef" FROM "ActivityEvent"
      WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${to} AND "kind" = ${codeOf('question')}
    ), answers AS MATERIALIZED (
      SELECT "at", "placeId", "number", "repliesTo" FROM "ActivityEvent"
      WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${answersUntil} AND "repliesTo" IS NOT NULL
    ), took AS (
      SELECT q."id", extract(epoch FROM min(a."at") - q."at") AS "seconds" FROM asked q
      JOIN answers a ON a."repliesTo" = q."messageRef" AND a."placeId" = q."placeId"
        AND a."at" >= q."at" AND a."at" < q."at" + INTERVAL '1 day' AND a."number" IS DISTINCT FROM q."number"
      GROUP BY q."id", q."at"
    ), answered AS (
      SELECT count(*) AS "answered", percentile_cont(0.5) WITHIN GROUP (ORDER BY "seconds") AS "seconds" FROM took
    ), made AS (
      SELECT people.*, fresh."newcomers", moves.*, (SELECT count(*) FROM asked) AS "questions", answered."answered",
        round(answered."seconds") AS "seconds"
      FROM people, fresh, moves, answered
    )
    INSERT INTO "CommunityDay" AS d ("communityId", "day", "active", "activeWeek", "activeMonth", "newcomers",
      "joined", "left", "questions", "answered", "responseSeconds", "listened")
    SELECT ${communityId}, ${day}::date, made.*, ${listened} FROM made
    ON CONFLICT ("communityId", "day") DO UPDATE SET "active" = EXCLUDED."active",
      "activeWeek" = EXCLUDED."activeWeek", "activeMonth" = EXCLUDED."activeMonth",
      "newcomers" = EXCLUDED."newcomers", "joined" = EXCLUDED."joined", "left" = EXCLUDED."left",
      "questions" = EXCLUDED."questions", "answered" = EXCLUDED."answered",
      "responseSeconds" = EXCLUDED."responseSeconds", "listened" = EXCLUDED."listened"
      WHERE (d."active", d."activeWeek", d."activeMonth", d."newcomers", d."joined", d."left", d."questions",
        d."answered", d."responseSeconds", d."listened") IS DISTINCT FROM (EXCLUDED."active", EXCLUDED."activeWeek",
        EXCLUDED."activeMonth", EXCLUDED."newcomers", EXCLUDED."joined", EXCLUDED."left", EXCLUDED."questions",
        EXCLUDED."answered", EXCLUDED."responseSeconds", EXCLUDED."listened")`;
}

/** How people of every week so far did in one week: `weeks` and their beginnings, that week last. */
export async function countCohorts(
  tx: Tx,
  communityId: string,
  weeks: readonly Date[],
  starts: readonly Date[],
  end: Date,
): Promise<void> {
  const ends = [...starts.slice(1), end];
  await tx.$executeRaw`
    WITH seen AS MATERIALIZED (
      SELECT "number", min("firstAt") AS "firstAt" FROM "Pseudonym" WHERE "communityId" = ${communityId} GROUP BY 1
    ), firsts AS MATERIALIZED (
      SELECT s."number", w."cohort" FROM unnest(${weeks}::date[], ${starts}::timestamptz[], ${ends}::timestamptz[])
        AS w("cohort", "from", "to")
      JOIN seen s ON s."firstAt" >= w."from" AND s."firstAt" < w."to"
    ), active AS (
      SELECT DISTINCT "number" FROM "MemberDay" WHERE "communityId" = ${communityId}
        AND "day" >= ${weeks.at(-1)}::date AND "day" < ${weeks.at(-1)}::date + 7
    ), fresh AS MATERIALIZED (
      SELECT f."cohort", (${weeks.at(-1)}::date - f."cohort") / 7 AS "week", count(*)::int AS "people",
        count(a."number")::int AS "active"
      FROM firsts f LEFT JOIN active a USING ("number") GROUP BY 1
    ), gone AS (
      DELETE FROM "CohortWeek" c WHERE c."communityId" = ${communityId}
        AND c."cohort" + c."week" * 7 = ${weeks.at(-1)}::date
        AND c."cohort" = ANY(${weeks}::date[]) AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f."cohort" = c."cohort")
    )
    INSERT INTO "CohortWeek" AS c ("communityId", "cohort", "week", "people", "active")
    SELECT ${communityId}, fresh.* FROM fresh
    ON CONFLICT ("communityId", "cohort", "week") DO UPDATE
      SET "people" = EXCLUDED."people", "active" = EXCLUDED."active"
      WHERE (c."people", c."active") IS DISTINCT FROM (EXCLUDED."people", EXCLUDED."active")`;
}
