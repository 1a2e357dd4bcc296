import type { Database, Prisma, Tx } from '#database';
import type { Drifted, Pass, Trouble } from './drift-model.js';
import type { Observed, PassReport, Wanted } from './model.js';
import { toPlace, withSpace } from './place-store.js';

const withPlace = { place: { include: withSpace } } as const;
const CHUNK = 2_000;

/** A seat as a pass found it. */
export interface Finding {
  seatId: string;
  memberId: string;
  placeId: string;
  wanted: Wanted;
  seen: Observed;
  seenAt: Date;
}

/** Passes and what they found. */
export function createDriftStore(database: Database) {
  const { prisma } = database;

  /** Gaps that somebody has to close: not those for which a person has to come by themselves. */
  const troubled = (communityId: string): Prisma.SeatWhereInput => ({
    communityId,
    AND: [
      {
        OR: [
          { wanted: 'in', observed: { not: 'in' } },
          { wanted: 'out', observed: { in: ['in', 'unknown'] } },
          { lifting: true },
        ],
      },
      { OR: [{ problem: null }, { problem: { not: 'waiting' } }] },
    ],
  });

  return {
    async beginPass(communityId: string, startedAt: Date): Promise<string> {
      return (await prisma.pass.create({ data: { communityId, startedAt } })).id;
    },
    async endPass(communityId: string, id: string, report: PassReport, finishedAt: Date): Promise<void> {
      await prisma.pass.update({ where: { id, communityId }, data: { ...report, finishedAt } });
    },
    /** Writes what a pass found. A seat whose drift is open already keeps its row: it is the same drift. */
    async note(communityId: string, passId: string, found: readonly Finding[]): Promise<void> {
      if (found.length === 0) return;
      const open = await prisma.drift.findMany({
        where: { communityId, repairedAt: null },
        select: { seatId: true },
      });
      const known = new Set(open.map((row) => row.seatId));
      const rows = found.filter((one) => !known.has(one.seatId));
      for (let at = 0; at < rows.length; at += CHUNK) {
        const data = rows.slice(at, at + CHUNK).map((one) => ({ communityId, passId, ...one }));
        await prisma.drift.createMany({ data });
      }
    },
    /**
     * Closes what the seats, as last seen, show repaired.
     * @param memberId null: everybody's, for what a crash left out
     */
    async settle(communityId: string, memberId: string | null): Promise<void> {
      await prisma.$executeRaw`
        UPDATE "Drift" AS d SET
          "repairedAt" = CASE WHEN s."wanted" = d."wanted" THEN s."observedAt" ELSE s."wantedAt" END,
          "repairedBy" = CASE WHEN s."wanted" = d."wanted" THEN s."observedBy" ELSE 'moot' END
        FROM "Seat" AS s
        WHERE d."communityId" = ${communityId} AND d."repairedAt" IS NULL AND s."id" = d."seatId"
          AND (${memberId}::text IS NULL OR d."memberId" = ${memberId})
          AND (s."wanted" <> d."wanted" OR (NOT s."lifting" AND s."observed"::text =
            ANY (CASE d."wanted" WHEN 'in' THEN ARRAY['in'] ELSE ARRAY['out', 'banned'] END)))`;
    },
    /** Seats that are gone, with their account, have nothing left to repair. */
    async settleGone(communityId: string, now: Date): Promise<void> {
      await prisma.$executeRaw`
        UPDATE "Drift" AS d SET "repairedAt" = ${now}, "repairedBy" = 'moot'
        WHERE d."communityId" = ${communityId} AND d."repairedAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "Seat" AS s WHERE s."id" = d."seatId")`;
    },
    /** Recounts what was repaired of the last pass. */
    async recount(communityId: string): Promise<void> {
      const last = await this.last(communityId);
      if (!last) return;
      const repaired = await prisma.drift.count({
        where: { communityId, passId: last.id, repairedAt: { not: null }, NOT: { repairedBy: 'moot' } },
      });
      await prisma.pass.update({ where: { id: last.id, communityId }, data: { repaired } });
    },
    async last(communityId: string): Promise<Pass | null> {
      return prisma.pass.findFirst({
        where: { communityId },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      });
    },
    async cleanAt(communityId: string): Promise<Date | null> {
      const clean = await prisma.pass.findFirst({
        where: { communityId, drifted: 0, failed: 0, finishedAt: { not: null } },
        orderBy: { startedAt: 'desc' },
        select: { startedAt: true },
      });
      return clean?.startedAt ?? null;
    },
    /** What one pass found, and what is open since earlier ones. */
    async countDrifts(communityId: string, passId: string): Promise<number> {
      return prisma.drift.count({ where: { communityId, OR: [{ passId }, { repairedAt: null }] } });
    },
    /** As `countDrifts` counts them; open ones first. */
    async drifts(communityId: string, passId: string, offset: number, limit: number): Promise<Drifted[]> {
      const rows = await prisma.drift.findMany({
        where: { communityId, OR: [{ passId }, { repairedAt: null }] },
        orderBy: [{ repairedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
        skip: offset,
        take: limit,
      });
      const seats = await prisma.seat.findMany({
        where: { communityId, id: { in: rows.map((row) => row.seatId) } },
        select: { id: true, problem: true },
      });
      const places = await prisma.place.findMany({
        where: { communityId, id: { in: rows.map((row) => row.placeId) } },
        include: withSpace,
      });
      const problemOf = new Map(seats.map((seat) => [seat.id, seat.problem]));
      const placeOf = new Map(places.map((place) => [place.id, toPlace(place)]));
      return rows.map(({ memberId, seatId, placeId, wanted, seen, seenAt, repairedAt, repairedBy }) => ({
        memberId,
        place: placeOf.get(placeId) ?? null,
        wanted,
        seen,
        seenAt,
        repairedAt,
        repairedBy,
        problem: repairedAt ? null : (problemOf.get(seatId) ?? null),
      }));
    },
    async countTroubles(communityId: string): Promise<number> {
      return prisma.seat.count({ where: troubled(communityId) });
    },
    async troubles(communityId: string, offset: number, limit: number): Promise<Trouble[]> {
      const rows = await prisma.seat.findMany({
        where: troubled(communityId),
        include: withPlace,
        orderBy: [{ wantedAt: 'asc' }, { id: 'asc' }],
        skip: offset,
        take: limit,
      });
      return rows.map((row) => ({ ...row, place: toPlace(row.place) }));
    },
    /** Makes every gap due now, but for what waits for a moderator; returns whose, and how many seats. */
    async retryTroubles(communityId: string, now: Date, tx: Tx) {
      const where = { ...troubled(communityId), NOT: { problem: 'held' } };
      const rows = await tx.seat.findMany({ where, select: { id: true, memberId: true } });
      const ids = rows.map((row) => row.id);
      for (let at = 0; at < ids.length; at += CHUNK) {
        const some = { communityId, id: { in: ids.slice(at, at + CHUNK) } };
        await tx.seat.updateMany({ where: some, data: { retryAt: now, attempts: 0 } });
      }
      return { seats: ids.length, members: [...new Set(rows.map((row) => row.memberId))] };
    },
    async drop(communityId: string, before: Date): Promise<void> {
      await prisma.drift.deleteMany({
        where: { communityId, seenAt: { lt: before }, repairedAt: { not: null } },
      });
      await prisma.pass.deleteMany({ where: { communityId, startedAt: { lt: before } } });
    },
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      await tx.drift.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
    },
  };
}

export type DriftStore = ReturnType<typeof createDriftStore>;
