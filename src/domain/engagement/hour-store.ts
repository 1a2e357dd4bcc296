import type { Tx } from '#database';
import { ACTIVE, passive } from './kinds.js';

/** A stretch of time of one community that is counted anew. */
export interface Stretch {
  communityId: string;
  from: Date;
  to: Date;
}

/** Counts of whole hours anew; rows that say the same already are left alone. */
export async function countHours(tx: Tx, { communityId, from, to }: Stretch): Promise<void> {
  await tx.$executeRaw`
    WITH base AS MATERIALIZED (
      SELECT date_trunc('hour', "at") AS "hour", "placeId", "kind", "number", sum("count") AS "count"
      FROM "ActivityEvent" WHERE "communityId" = ${communityId} AND "at" >= ${from} AND "at" < ${to}
      GROUP BY 1, 2, 3, 4
    ), kinds AS (
      SELECT "hour", COALESCE("placeId", 0) AS "placeId", "kind", sum("count") AS "count", count("number") AS "people"
      FROM base WHERE "placeId" IS NOT NULL GROUP BY 1, 2, 3
      UNION ALL
      SELECT "hour", 0, "kind", sum("count"), count(DISTINCT "number") FROM base GROUP BY 1, 3
    ), anybody AS (
      SELECT "hour", "placeId", sum("count") AS "count", count(DISTINCT "number") AS "people"
      FROM base WHERE "placeId" IS NOT NULL AND "kind" <> ALL(${passive}::smallint[]) GROUP BY 1, 2
      UNION ALL
      SELECT "hour", 0, sum("count"), count(DISTINCT "number")
      FROM base WHERE "kind" <> ALL(${passive}::smallint[]) GROUP BY 1
    ), fresh AS MATERIALIZED (
      SELECT "hour", "placeId", "kind", "count"::int, "people"::int FROM kinds
      UNION ALL
      SELECT "hour", "placeId", ${ACTIVE}::smallint, "count"::int, "people"::int FROM anybody
    ), gone AS (
      DELETE FROM "ActivityHour" h WHERE h."communityId" = ${communityId} AND h."hour" >= ${from} AND h."hour" < ${to}
        AND NOT EXISTS (SELECT 1 FROM fresh f
          WHERE f."hour" = h."hour" AND f."placeId" = h."placeId" AND f."kind" = h."kind")
    )
    INSERT INTO "ActivityHour" AS h ("communityId", "hour", "placeId", "kind", "count", "people")
    SELECT ${communityId}, "hour", "placeId", "kind", "count", "people" FROM fresh
    ON CONFLICT ("communityId", "hour", "placeId", "kind") DO UPDATE
      SET "count" = EXCLUDED."count", "people" = EXCLUDED."people"
      WHERE (h."count", h."people") IS DISTINCT FROM (EXCLUDED."count", EXCLUDED."people")`;
}
