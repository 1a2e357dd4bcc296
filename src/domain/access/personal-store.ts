import type { Database, Tx } from '#database';
import { FORGOTTEN, readable, type Kept, type Traces } from '#domain/members';
import { sealedReasons } from './reasons.js';

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore(database: Database) {
  const { prisma } = database;
  const reasons = sealedReasons(database);
  return {
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const mine = { where: { communityId, memberId } };
      const grants = await prisma.grant.findMany(mine);
      const seats = await prisma.seat.findMany({ ...mine, include: { place: { include: { space: true } } } });
      return {
        grants: grants.map(reasons.open).map((row) => readable(row, ['grantedById', 'revokedById'])),
        entitlements: (await prisma.entitlement.findMany(mine)).map((row) => readable(row, [])),
        seats: seats.map(({ place, ...row }) => ({
          ...readable(row, []),
          place: {
            kind: place.kind,
            title: place.title,
            in: place.space.title,
            platform: place.space.platform,
          },
        })),
        drift: (await prisma.drift.findMany(mine)).map((row) => readable(row, [])),
      };
    },
    async trace(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
      const ids = { where: { communityId, memberId }, select: { id: true } } as const;
      for (const { id } of await tx.grant.findMany(ids)) traces.add(id);
      for (const { id } of await tx.seat.findMany(ids)) traces.add(id);
      for (const { id } of await tx.entitlement.findMany(ids)) traces.add(id);
    },
    async erase(tx: Tx, communityId: string, memberId: string): Promise<void> {
      const mine = { communityId, memberId };
      await tx.grant.deleteMany({ where: mine });
      await tx.entitlement.deleteMany({ where: mine });
      await tx.seat.deleteMany({ where: mine });
      // What passes found is counted on; whose seat it was is not.
      await tx.drift.updateMany({ where: mine, data: { memberId: FORGOTTEN, seatId: FORGOTTEN } });
      // Others keep what this person gave them, took from them, or decided.
      const gone = FORGOTTEN;
      await tx.grant.updateMany({
        where: { communityId, grantedById: memberId },
        data: { grantedById: gone },
      });
      await tx.grant.updateMany({
        where: { communityId, revokedById: memberId },
        data: { revokedById: gone },
      });
      await tx.hold.updateMany({
        where: { communityId, decidedById: memberId },
        data: { decidedById: gone },
      });
    },
  };
}
