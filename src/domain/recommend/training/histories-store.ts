import { createHash } from 'node:crypto';
import type { Database, Tx } from '#database';
import { historiesOf, type Histories } from '../histories.js';

/** A part of the members: those whose number modulo `of` is `shard`. */
export interface Part {
  shard: number;
  of: number;
}

/** Stands for a member in what is measured: 48 bits of a hash. */
export function memberKey(memberId: string): number {
  return createHash('sha256').update(memberId).digest().readUIntBE(0, 6);
}

/** What members took, as models learn it. Whoever opted out or is leaving is in none of it. */
export function createHistoriesStore({ prisma }: Database) {
  return {
    /** Ids of all courses that anybody may have taken, in the order in which models number them. */
    async courseIds(communityId: string): Promise<string[]> {
      const rows = await prisma.course.findMany({
        where: { communityId, publishedAt: { not: null } },
        orderBy: { id: 'asc' },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    /** Says all that a training sees: who took what and when, until `cutoff`. */
    async dataHash(communityId: string, cutoff: Date, tx: Tx = prisma): Promise<string> {
      const [row] = await tx.$queryRaw<{ count: bigint; sum: string | null }[]>`
        SELECT count(*) AS count, sum(hashtextextended(
          enrolment."memberId" || ' ' || enrolment."courseId" || ' ' || enrolment."startedAt"::text, 0
        )::numeric)::text AS sum
        FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId"
          AND member."recommended" AND member."leavingAt" IS NULL
        WHERE enrolment."communityId" = ${communityId} AND enrolment."startedAt" <= ${cutoff}`;
      return createHash('sha256')
        .update(`1 ${row?.count ?? 0} ${row?.sum ?? 0}`)
        .digest('hex');
    },

    async sizes(communityId: string, cutoff: Date): Promise<{ members: number; interactions: number }> {
      const [row] = await prisma.$queryRaw<{ members: number; interactions: number }[]>`
        SELECT count(DISTINCT member."id")::int AS members, count(*)::int AS interactions
        FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId"
          AND member."recommended" AND member."leavingAt" IS NULL
        WHERE enrolment."communityId" = ${communityId} AND enrolment."startedAt" <= ${cutoff}`;
      return row ?? { members: 0, interactions: 0 };
    },

    /** How many courses were begun after an instant. */
    async begunSince(communityId: string, since: Date): Promise<number> {
      return prisma.enrolment.count({ where: { communityId, startedAt: { gt: since } } });
    },

    async histories(
      communityId: string,
      courseIds: readonly string[],
      cutoff: Date,
      { shard, of }: Part,
    ): Promise<{ histories: Histories; keys: Float64Array }> {
      const rows = await prisma.$queryRaw<{ memberId: string; places: number[] }[]>`
        SELECT enrolment."memberId",
          array_agg(place.number::int - 1 ORDER BY enrolment."startedAt", enrolment."courseId") AS places
        FROM "Enrolment" AS enrolment
        JOIN unnest(${[...courseIds]}::text[]) WITH ORDINALITY AS place (id, number)
          ON place.id = enrolment."courseId"
        JOIN "Member" AS member ON member."id" = enrolment."memberId"
          AND member."recommended" AND member."leavingAt" IS NULL
        WHERE enrolment."communityId" = ${communityId} AND enrolment."startedAt" <= ${cutoff}
          AND (hashtext(enrolment."memberId") & 2147483647) % ${of}::int = ${shard}::int
        GROUP BY 1 ORDER BY 1`;
      return {
        histories: historiesOf(
          rows.map(({ places }) => places),
          courseIds.length,
          true,
        ),
        keys: Float64Array.from(rows, ({ memberId }) => memberKey(memberId)),
      };
    },

    /** One member's history as a training saw it; empty: it saw none. */
    async historyOf(
      tx: Tx,
      communityId: string,
      memberId: string,
      courseIds: readonly string[],
      cutoff: Date,
    ): Promise<number[]> {
      const rows = await tx.enrolment.findMany({
        where: { communityId, memberId, startedAt: { lte: cutoff }, courseId: { in: [...courseIds] } },
        orderBy: [{ startedAt: 'asc' }, { courseId: 'asc' }],
        select: { courseId: true },
      });
      return rows.map(({ courseId }) => courseIds.indexOf(courseId));
    },
  };
}

export type HistoriesStore = ReturnType<typeof createHistoriesStore>;
