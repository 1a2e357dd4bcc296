import { lockName, type Database } from '#database';
import type { Seat } from './model.js';

/** Holds of the mass-removal breaker, and what they count. */
export function createHoldStore(database: Database) {
  const { prisma } = database;

  return {
    /** The latest decision that was made after this seat was wanted out. */
    async decisionFor(communityId: string, seat: Seat): Promise<'approved' | 'kept' | null> {
      const row = await prisma.hold.findFirst({
        where: { communityId, placeId: seat.place.id, decidedAt: { gte: seat.wantedAt } },
        orderBy: { decidedAt: 'desc' },
      });
      return row && (row.approved ? 'approved' : 'kept');
    },
    /**
     * How big a wave of removals in a place is, and how many are seated there. Those about whom somebody decided,
     * either way, are not part of the next wave.
     */
    async wave(communityId: string, placeId: string, since: Date) {
      const decided = await prisma.hold.findFirst({
        where: { communityId, placeId, decidedAt: { not: null } },
        orderBy: { decidedAt: 'desc' },
        select: { decidedAt: true },
      });
      const after = decided?.decidedAt ?? new Date(0);
      const here = { communityId, placeId, wanted: 'out' } as const;
      const lately = { gt: since > after ? since : after };
      const [pending, gone, seated] = await Promise.all([
        prisma.seat.count({
          where: { ...here, observed: { in: ['in', 'unknown'] }, wantedAt: { gt: after } },
        }),
        prisma.seat.count({ where: { ...here, observed: 'out', wantedAt: lately } }),
        prisma.seat.count({ where: { communityId, placeId, observed: 'in' } }),
      ]);
      return { removals: pending + gone, of: seated + gone };
    },
    /** The place's hold that waits for a decision; made when there is none, by one of any number at once. */
    async open(communityId: string, placeId: string, size: { removals: number; of: number }, at: Date) {
      return database.transaction(async (tx) => {
        await lockName(tx, `hold of ${placeId}`);
        const known = await tx.hold.findFirst({ where: { communityId, placeId, decidedAt: null } });
        if (known) return { ...known, isNew: false };
        return { ...(await tx.hold.create({ data: { communityId, placeId, ...size, at } })), isNew: true };
      });
    },
    async find(communityId: string, id: string) {
      return prisma.hold.findUnique({ where: { id, communityId, decidedAt: null } });
    },
    /** What moderators are told of it from now on. */
    async resize(communityId: string, id: string, size: { removals: number; of: number }): Promise<void> {
      await prisma.hold.updateMany({ where: { communityId, id, decidedAt: null }, data: size });
    },
    async waiting(communityId: string) {
      return prisma.hold.findMany({ where: { communityId, decidedAt: null }, orderBy: { at: 'asc' } });
    },
    /** What an approval sets free is due at once, should nobody be woken for it. */
    async decide(communityId: string, id: string, approved: boolean, byId: string, now: Date) {
      return database.transaction(async (tx) => {
        const done = await tx.hold.updateMany({
          where: { communityId, id, decidedAt: null },
          data: { decidedAt: now, decidedById: byId, approved },
        });
        if (done.count === 0) return null;
        const hold = await tx.hold.findUnique({ where: { id, communityId } });
        if (hold && approved) {
          const where = { communityId, placeId: hold.placeId, wanted: 'out', problem: 'held' } as const;
          await tx.seat.updateMany({ where, data: { retryAt: now } });
        }
        return hold;
      });
    },
    /** Members whose removal from a place is wanted and not seen yet. */
    async membersLeaving(communityId: string, placeId: string): Promise<string[]> {
      const rows = await prisma.seat.findMany({
        where: { communityId, placeId, wanted: 'out', observed: { in: ['in', 'unknown'] } },
        distinct: ['memberId'],
        select: { memberId: true },
      });
      return rows.map((row) => row.memberId);
    },
  };
}

export type HoldStore = ReturnType<typeof createHoldStore>;
