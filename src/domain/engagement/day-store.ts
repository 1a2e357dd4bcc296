import type { Tx } from '#database';
import { sketch } from './sketch-store.js';
import { ACTIVE, codeOf, passive } from './kinds.js';
import type { Stretch } from './hour-store.js';

/** A day of the community's calendar, and when it begins and ends. */
export interface DayStretch extends Stretch {
  day: Date;
}

/** Counts of a day by place and kind. */
export async function countDay(tx: Tx, { communityId, day, from, to }: DayStretch): Promise<void> {
  await tx.$executeRaw`
    WITH base AS MATERIALIZED (
      SELECT "placeId", "kind", "number", sum("count") AS "count"
      FROM "ActivityEvent" WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${to}
      GROUP BY 1, 2, 3
    ), active AS (SELECT * FROM base WHERE "kind" <> ALL(${passive}::smallint[])
    ), fresh AS MATERIALIZED (
      SELECT "placeId", "kind", sum("count")::int AS "count", count("number")::int AS "people",
        NULL::bit varying AS "sketch"
      FROM base WHERE "placeId" IS NOT NULL GROUP BY 1, 2
      UNION ALL SELECT 0, "kind", sum("count")::int, count(DISTINCT "number")::int, NULL FROM base GROUP BY 2
      UNION ALL SELECT "placeId", ${ACTIVE}::smallint, sum("count")::int, count("number")::int, ${sketch}
        FROM (SELECT "placeId", "number", sum("count") AS "count" FROM active
          WHERE "placeId" IS NOT NULL GROUP BY 1, 2) AS each GROUP BY 1
      UNION ALL SELECT 0, ${ACTIVE}::smallint, sum("count")::int, count(DISTINCT "number")::int, NULL
        FROM active HAVING count(*) > 0
    ), gone AS (
      DELETE FROM "ActivityDay" d WHERE d."communityId" = ${communityId} AND d."day" = ${day}::date
        AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f."placeId" = d."placeId" AND f."kind" = d."kind")
    )
    INSERT INTO "ActivityDay" AS d ("communityId", "day", "placeId", "kind", "count", "people", "sketch")
    SELECT ${communityId}, ${day}::date, "placeId", "kind", "count", "people", "sketch" FROM fresh
    ON CONFLICT ("communityId", "day", "placeId", "kind") DO UPDATE
      SET "count" = EXCLUDED."count", "people" = EXCLUDED."people", "sketch" = EXCLUDED."sketch"
      WHERE (d."count", d."people", d."sketch")
        IS DISTINCT FROM (EXCLUDED."count", EXCLUDED."people", EXCLUDED."sketch")`;
}

/** Counts of a day by what it was about. */
export async function countSubjects(tx: Tx, { communityId, day, from, to }: DayStretch): Promise<void> {
  await tx.$executeRaw`
    WITH fresh AS MATERIALIZED (
      SELECT "subject", "kind", sum("count")::int AS "count", count("number")::int AS "people", ${sketch} AS "sketch"
      FROM (SELECT "subject", "kind", "number", sum("count") AS "count" FROM "ActivityEvent" WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${to}
        AND "subject" IS NOT NULL GROUP BY 1, 2, 3) AS each
      GROUP BY 1, 2
    ), gone AS (
      DELETE FROM "SubjectDay" d WHERE d."communityId" = ${communityId} AND d."day" = ${day}::date
        AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f."subject" = d."subject" AND f."kind" = d."kind")
    )
    INSERT INTO "SubjectDay" AS d ("communityId", "day", "subject", "kind", "count", "people", "sketch")
    SELECT ${communityId}, ${day}::date, "subject", "kind", "count", "people", "sketch" FROM fresh
    ON CONFLICT ("communityId", "day", "subject", "kind") DO UPDATE
      SET "count" = EXCLUDED."count", "people" = EXCLUDED."people", "sketch" = EXCLUDED."sketch"
      WHERE (d."count", d."people", d."sketch")
        IS DISTINCT FROM (EXCLUDED."count", EXCLUDED."people", EXCLUDED."sketch")`;
}

const messages = [codeOf('message'), codeOf('reply'), codeOf('question')];
const lessons = [codeOf('lesson_seen'), codeOf('lesson_done')];

/** Everybody's day. */
export async function countMembers(tx: Tx, { communityId, day, from, to }: DayStretch): Promise<void> {
  await tx.$executeRaw`
    WITH fresh AS MATERIALIZED (
      SELECT "number",
        COALESCE(sum("count") FILTER (WHERE "kind" = ANY(${messages}::smallint[])), 0)::int AS "messages",
        COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('reply')}), 0)::int AS "replies",
        COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('reaction')}), 0)::int AS "reactions",
        COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('command')}), 0)::int AS "commands",
        COALESCE(sum("count") FILTER (WHERE "kind" = ANY(${lessons}::smallint[])), 0)::int AS "lessons",
        COALESCE(sum("count") FILTER (WHERE "kind" = ${codeOf('voice')}), 0)::int AS "voice",
        bit_or(1 << extract(hour FROM "at" AT TIME ZONE 'UTC')::int) AS "hours"
      FROM "ActivityEvent" WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${to}
        AND "number" IS NOT NULL AND "kind" <> ALL(${passive}::smallint[])
      GROUP BY 1
    ), gone AS (
      DELETE FROM "MemberDay" d WHERE d."communityId" = ${communityId} AND d."day" = ${day}::date
        AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f."number" = d."number")
    )
    INSERT INTO "MemberDay" AS d ("communityId", "day", "number", "messages", "replies", "reactions", "commands",
      "lessons", "voice", "hours")
    SELECT ${communityId}, ${day}::date, fresh.* FROM fresh
    ON CONFLICT ("communityId", "day", "number") DO UPDATE SET "messages" = EXCLUDED."messages",
      "replies" = EXCLUDED."replies", "reactions" = EXCLUDED."reactions", "commands" = EXCLUDED."commands",
      "lessons" = EXCLUDED."lessons", "voice" = EXCLUDED."voice", "hours" = EXCLUDED."hours"
      WHERE (d."messages", d."replies", d."reactions", d."commands", d."lessons", d."voice", d."hours")
        IS DISTINCT FROM (EXCLUDED."messages", EXCLUDED."replies", EXCLUDED."reactions", EXCLUDED."commands",
          EXCLUDED."lessons", EXCLUDED."voice", EXCLUDED."hours")`;
}
