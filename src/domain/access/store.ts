import type { Database, Prisma, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Platform } from '#domain/members';
import type { Entitlement, Grant, Seat, Source, Wanted } from './model.js';
import type { Verdict } from './entitlements.js';
import { toPlace, withSpace } from './place-store.js';
import { sealedReasons } from './reasons.js';

const withPlace = { place: { include: withSpace }, account: true } as const;
type SeatRow = Prisma.SeatGetPayload<{ include: typeof withPlace }>;
type EntitlementRow = Prisma.EntitlementGetPayload<object>;

/** An entitlement as stored: with when it is to be computed again. */
export type StoredEntitlement = Entitlement & { recheckAt: Date | null };

/** Grants, entitlements and seats. Places and holds have stores of their own. */
export function createAccessStore(database: Database) {
  const { prisma } = database;
  const on = (tx?: Tx) => tx ?? prisma;
  const reasons = sealedReasons(database);

  return {
    async grants(communityId: string, memberId: string, tx?: Tx): Promise<Grant[]> {
      const where = { communityId, memberId };
      return (await on(tx).grant.findMany({ where, orderBy: { createdAt: 'desc' } })).map(reasons.open);
    },
    async grant(communityId: string, id: string): Promise<Grant | null> {
      const row = await prisma.grant.findUnique({ where: { id, communityId } });
      return row && reasons.open(row);
    },
    async putGrant(
      communityId: string,
      grant: Omit<Grant, 'id' | 'revokedAt'>,
      now: Date,
      tx: Tx,
    ): Promise<Grant> {
      const id = newId(now);
      const reason = reasons.seal({ id, communityId }, grant.reason);
      return reasons.open(
        await tx.grant.create({ data: { id, communityId, ...grant, reason, createdAt: now } }),
      );
    },
    async revokeGrant(communityId: string, id: string, byId: string, now: Date, tx: Tx): Promise<boolean> {
      const done = await tx.grant.updateMany({
        where: { communityId, id, revokedAt: null },
        data: { revokedAt: now, revokedById: byId },
      });
      return done.count === 1;
    },

    async entitlements(communityId: string, memberId: string, tx?: Tx): Promise<StoredEntitlement[]> {
      const rows = await on(tx).entitlement.findMany({ where: { communityId, memberId } });
      return rows.map(entitlement);
    },
    async putEntitlement(
      communityId: string,
      memberId: string,
      verdict: Verdict,
      life: { granting: boolean; trial: boolean; since: Date; endedAt: Date | null; recheckAt: Date | null },
      now: Date,
      tx: Tx,
    ): Promise<void> {
      const { planId, state, until, graceUntil, sources } = verdict;
      const data = {
        state,
        until,
        graceUntil,
        sources: sources as unknown as Prisma.InputJsonValue,
        ...life,
        computedAt: now,
      };
      await tx.entitlement.upsert({
        where: { memberId_planId: { memberId, planId }, communityId },
        create: { communityId, memberId, planId, ...data },
        update: data,
      });
    },
    /**
     * Notes, in the transaction that changes something, that a member's access is to be computed anew: should
     * nobody be woken because we die right after it, a sweep does it. The caller holds the member's lock.
     */
    async owe(communityId: string, memberId: string, planId: string, now: Date, tx: Tx): Promise<void> {
      const never = { state: 'ended', granting: false, since: now, sources: [], computedAt: now } as const;
      await tx.entitlement.upsert({
        where: { memberId_planId: { memberId, planId }, communityId },
        create: { communityId, memberId, planId, ...never, recheckAt: now },
        update: { recheckAt: now },
      });
    },
    /** As `owe`, for everybody who has a plan. */
    async oweHolders(communityId: string, planId: string, now: Date, tx: Tx): Promise<void> {
      const where = { communityId, planId, granting: true };
      await tx.entitlement.updateMany({ where, data: { recheckAt: now } });
    },
    /** As `owe`, for everybody who is seated in a place. */
    async oweSeated(communityId: string, placeId: string, now: Date, tx: Tx): Promise<void> {
      const where = { communityId, placeId, wanted: 'in' } as const;
      await tx.seat.updateMany({ where, data: { retryAt: now } });
    },
    async membersWithPlan(communityId: string, planId: string): Promise<string[]> {
      const rows = await prisma.entitlement.findMany({
        where: { communityId, planId, granting: true },
        select: { memberId: true },
      });
      return rows.map((row) => row.memberId);
    },
    /** Whose seat in a space was refused, or who has to ask for it: a question may have gone unheard. */
    async membersWaitingIn(
      communityId: string,
      platform: Platform,
      spaceExternalId: string,
    ): Promise<string[]> {
      const place = { space: { platform, externalId: spaceExternalId } };
      const refused = { problem: { notIn: ['waiting', 'held'] } };
      const asking = { problem: 'waiting', place: { kind: 'room' as const, plans: { some: {} } } };
      const rows = await prisma.seat.findMany({
        where: { communityId, place, OR: [refused, asking] },
        distinct: ['memberId'],
        select: { memberId: true },
      });
      return rows.map((row) => row.memberId);
    },
    /** Everybody whose access there is anything to say about. */
    async membersConcerned(communityId: string): Promise<string[]> {
      const rows = await Promise.all([
        prisma.entitlement.findMany({ where: { communityId }, select: { memberId: true } }),
        prisma.grant.findMany({ where: { communityId, revokedAt: null }, select: { memberId: true } }),
        prisma.seat.findMany({ where: { communityId }, select: { memberId: true } }),
      ]);
      return [...new Set(rows.flat().map((row) => row.memberId))];
    },
    async membersSeatedIn(communityId: string, placeId: string): Promise<string[]> {
      const rows = await prisma.seat.findMany({
        where: { communityId, placeId, wanted: 'in' },
        distinct: ['memberId'],
        select: { memberId: true },
      });
      return rows.map((row) => row.memberId);
    },
    async dueForRecheck(communityId: string, now: Date, limit: number): Promise<string[]> {
      const rows = await prisma.entitlement.findMany({
        where: { communityId, recheckAt: { lte: now } },
        orderBy: { recheckAt: 'asc' },
        distinct: ['memberId'],
        select: { memberId: true },
        take: limit,
      });
      return rows.map((row) => row.memberId);
    },

    async seats(communityId: string, memberId: string, tx?: Tx): Promise<Seat[]> {
      const rows = await on(tx).seat.findMany({
        where: { communityId, account: { memberId } },
        include: withPlace,
        orderBy: { id: 'asc' },
      });
      return rows.map(seat);
    },
    async seat(communityId: string, id: string): Promise<Seat | null> {
      const row = await prisma.seat.findUnique({ where: { id, communityId }, include: withPlace });
      return row && seat(row);
    },
    async seatOf(communityId: string, accountId: string, placeId: string): Promise<Seat | null> {
      const where = { accountId_placeId: { accountId, placeId }, communityId };
      const row = await prisma.seat.findUnique({ where, include: withPlace });
      return row && seat(row);
    },
    async seatsOfPerson(
      communityId: string,
      platform: Platform,
      personId: string,
      spaceExternalId: string,
    ): Promise<Seat[]> {
      const rows = await prisma.seat.findMany({
        where: {
          communityId,
          account: { platform, externalId: personId },
          place: { space: { platform, externalId: spaceExternalId } },
        },
        include: withPlace,
      });
      return rows.map(seat);
    },
    async wish(
      communityId: string,
      memberId: string,
      wish: { accountId: string; placeId: string; wanted: Wanted },
      now: Date,
      tx: Tx,
    ): Promise<void> {
      const { accountId, placeId, wanted } = wish;
      const where = { accountId_placeId: { accountId, placeId }, communityId };
      const known = await tx.seat.findUnique({ where, select: { wanted: true, memberId: true } });
      if (!known) {
        await tx.seat.create({ data: { communityId, memberId, accountId, placeId, wanted, wantedAt: now } });
      } else if (known.wanted !== wanted) {
        const data = { wanted, wantedAt: now, memberId, problem: null, attempts: 0, retryAt: null };
        await tx.seat.update({ where, data });
      } else if (known.memberId !== memberId) {
        await tx.seat.update({ where, data: { memberId } });
      }
    },
    async updateSeat(communityId: string, id: string, data: Prisma.SeatUpdateManyMutationInput) {
      await prisma.seat.updateMany({ where: { communityId, id }, data });
    },
    /** Seats with a gap that are to be tried again. */
    async dueForRetry(communityId: string, now: Date, limit: number): Promise<string[]> {
      const rows = await prisma.seat.findMany({
        where: { communityId, retryAt: { lte: now } },
        orderBy: { retryAt: 'asc' },
        distinct: ['memberId'],
        select: { memberId: true },
        take: limit,
      });
      return rows.map((row) => row.memberId);
    },
    /** Seats not looked at for longest. */
    async leastSeen(communityId: string, before: Date, limit: number): Promise<Seat[]> {
      const rows = await prisma.seat.findMany({
        where: {
          communityId,
          wanted: { in: ['in', 'out'] },
          OR: [{ observedAt: null }, { observedAt: { lt: before } }],
        },
        include: withPlace,
        orderBy: [{ observedAt: { sort: 'asc', nulls: 'first' } }],
        take: limit,
      });
      return rows.map(seat);
    },
    async move(tx: Tx, communityId: string, from: string, to: string, now: Date): Promise<void> {
      await tx.grant.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.seat.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      // What the two are entitled to together is computed afresh; the older history is kept.
      const kept = await tx.entitlement.findMany({
        where: { communityId, memberId: to },
        select: { planId: true },
      });
      const both = kept.map((row) => row.planId);
      await tx.entitlement.deleteMany({ where: { communityId, memberId: from, planId: { in: both } } });
      await tx.entitlement.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.entitlement.updateMany({ where: { communityId, memberId: to }, data: { recheckAt: now } });
      // An account that had to make way took its seats along to a member who has no right to them.
      const strayed = await tx.seat.findMany({
        where: { communityId, memberId: to, account: { memberId: { not: to } } },
        select: { id: true, account: { select: { memberId: true } } },
      });
      for (const { id, account } of strayed) {
        const data = { memberId: account.memberId, retryAt: now };
        await tx.seat.updateMany({ where: { communityId, id }, data });
      }
    },
  };
}

export type AccessStore = ReturnType<typeof createAccessStore>;

function seat({ place: at, account, ...row }: SeatRow): Seat {
  return { ...row, accountExternalId: account.externalId, place: toPlace(at) };
}

function entitlement(row: EntitlementRow): StoredEntitlement {
  const { planId, state, granting, trial, since, until, graceUntil, endedAt, recheckAt } = row;
  return {
    planId,
    state,
    granting,
    trial,
    since,
    until,
    graceUntil,
    endedAt,
    recheckAt,
    sources: row.sources as unknown as Source[],
  };
}
