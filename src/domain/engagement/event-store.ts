import type { Database } from '#database';
import type { Noted } from './noted.js';

/** Raw events: written many at once, forgotten by months. */
export type EventStore = ReturnType<typeof createEventStore>;

/** An event whose place is known by number. */
export interface Entry {
  event: Noted;
  placeId: number | null;
}

export function createEventStore({ unscoped }: Database) {
  return {
    /** Cuts the month in which `at` lies, when it is not there. */
    async cutMonth(at: Date): Promise<void> {
      await unscoped.$queryRaw`SELECT activity_month(${at}::timestamptz::date)`;
    },

    /**
     * Writes events and how far their writer has come, both or none. What that writer wrote already is not written
     * again; what belongs to somebody without a pseudonym is left out.
     * @returns how many rows were written
     */
    async write(entries: readonly Entry[], writer: string, written: number): Promise<number> {
      const of = <V>(pick: (entry: Entry) => V): V[] => entries.map(pick);
      const people = new Map(
        entries.flatMap(({ event: { communityId, accounts } }) =>
          accounts.slice(0, 1).map((account) => [account, communityId] as const),
        ),
      );
      const [row] = await unscoped.$queryRaw<{ rows: number }[]>`
        WITH given AS (
          SELECT * FROM unnest(
            ${of(({ event }) => event.at)}::timestamptz[], ${of(({ event }) => event.communityId)}::text[],
            ${of(({ event }) => event.kind)}::smallint[], ${of(({ placeId }) => placeId)}::int[],
            ${of(({ event }) => event.accounts[0] ?? null)}::text[], ${of(({ event }) => event.to)}::text[],
            ${of(({ event }) => event.messageRef)}::bigint[], ${of(({ event }) => event.repliesTo)}::bigint[],
            ${of(({ event }) => event.subject)}::text[], ${of(({ event }) => event.count)}::int[]
          ) AS e("at", "communityId", "kind", "placeId", "account", "to", "messageRef", "repliesTo", "subject", "count")
          WHERE NOT EXISTS (SELECT 1 FROM "ActivityWriter" WHERE "id" = ${writer} AND "written" >= ${written})
        ), who AS MATERIALIZED (
          SELECT p."communityId", p."account", p."number" FROM "Pseudonym" p
          JOIN unnest(${[...people.values()]}::text[], ${[...people.keys()]}::text[]) AS d("communityId", "account")
            ON d."communityId" = p."communityId" AND d."account" = p."account"
          FOR KEY SHARE OF p SKIP LOCKED
        ), made AS (
          INSERT INTO "ActivityEvent" ("at", "communityId", "kind", "placeId", "number", "toNumber", "messageRef",
            "repliesTo", "subject", "count")
          SELECT g."at", g."communityId", g."kind", g."placeId", w."number", t."number", g."messageRef",
            g."repliesTo", g."subject", g."count"
          FROM given g
          LEFT JOIN who w ON w."communityId" = g."communityId" AND w."account" = g."account"
          LEFT JOIN "Pseudonym" t ON t."communityId" = g."communityId" AND t."account" = g."to"
          WHERE g."account" IS NULL OR w."number" IS NOT NULL
          RETURNING 1
        ), counted AS (
          INSERT INTO "ActivityWriter" AS k ("id", "written") VALUES (${writer}, ${written})
          ON CONFLICT ("id") DO UPDATE SET "written" = GREATEST(k."written", EXCLUDED."written")
        )
        SELECT count(*)::int AS "rows" FROM made`;
      return row?.rows ?? 0;
    },

    /** How far a writer has come; null: it never wrote. */
    async writtenBy(writer: string): Promise<number | null> {
      const row = await unscoped.activityWriter.findUnique({ where: { id: writer } });
      return row ? Number(row.written) : null;
    },

    /** Nothing up to here is to be written any more. */
    async settle(writer: string, written: number): Promise<void> {
      const at = { written: BigInt(written) };
      await unscoped.activityWriter.upsert({
        where: { id: writer },
        create: { id: writer, ...at },
        update: at,
      });
    },

    /** Drops the months that ended before `at`. @returns how many */
    async forgetBefore(at: Date): Promise<number> {
      const [row] = await unscoped.$queryRaw<[{ dropped: number }]>`
        SELECT activity_forget(${at}::timestamptz::date) AS dropped`;
      return row.dropped;
    },
  };
}
