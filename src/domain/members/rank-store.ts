import type { Database, Tx } from '#database';
import type { Rank } from './model.js';

/** Who is in charge by our own list, and who wants to be told what needs a decision. */
export function createRankStore(database: Database) {
  const { prisma } = database;
  const on = (tx?: Tx) => tx ?? prisma;

  return {
    /** The owners, held until the end of the transaction: of two who leave at once, one is asked to stay. */
    async lockOwners(communityId: string, tx: Tx): Promise<string[]> {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT "id" FROM "Member" WHERE "communityId" = ${communityId} AND "rank" = 'owner' FOR UPDATE`;
      return rows.map((row) => row.id);
    },
    async rank(communityId: string, id: string, tx?: Tx): Promise<Rank> {
      const row = await on(tx).member.findUnique({ where: { id, communityId }, select: { rank: true } });
      return row?.rank ?? 'member';
    },
    async setRank(communityId: string, id: string, rank: Rank, tx: Tx): Promise<void> {
      await tx.member.update({ where: { id, communityId }, data: { rank } });
    },
    /** Ids of those with a rank above member, the highest first. */
    async ranked(communityId: string): Promise<string[]> {
      const rows = await prisma.member.findMany({
        where: { communityId, rank: { not: 'member' } },
        orderBy: [{ rank: 'desc' }, { createdAt: 'asc' }],
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
    /** Ids of those who are told: moderators and owners of ours, and whoever is in charge elsewhere and asked for it. */
    async told(communityId: string): Promise<string[]> {
      const rank = { in: ['moderator' as const, 'owner' as const] };
      const rows = await prisma.member.findMany({
        where: { communityId, OR: [{ rank }, { alarms: true }] },
        orderBy: { createdAt: 'asc' },
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
    async setAlarms(communityId: string, id: string, alarms: boolean | null, tx: Tx): Promise<void> {
      await tx.member.update({ where: { id, communityId }, data: { alarms } });
    },
    /** Ids of those who are told only because they asked for it. */
    async askedForAlarms(communityId: string): Promise<string[]> {
      const rows = await prisma.member.findMany({
        where: { communityId, alarms: true, rank: { in: ['member', 'creator'] } },
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
  };
}

export type RankStore = ReturnType<typeof createRankStore>;
