import type { Database, Tx } from '#database';
import { readable, type Belongings, type Kept } from '#domain/members';

/** All that this room keeps about one person: when they were written to, and what they asked to be told. */
export function createPersonalStore({ prisma }: Database): Belongings {
  return {
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      // Of two digests of a week, the one that was sent tells that the week is served.
      const twice = await tx.digest.findMany({ where: { communityId, memberId: to } });
      for (const mine of twice) {
        const { week } = mine;
        const other = await tx.digest.findFirst({ where: { communityId, memberId: from, week } });
        if (!other) continue;
        const leaves = mine.messageId === null && other.messageId !== null ? to : from;
        await tx.digest.deleteMany({ where: { communityId, memberId: leaves, week } });
      }
      await tx.digest.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      const asked = await tx.reportReader.findFirst({ where: { communityId, memberId: from } });
      if (!asked) return;
      if ((await tx.reportReader.count({ where: { communityId, memberId: to } })) === 0) {
        await tx.reportReader.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
        return;
      }
      const { report, forecast, alerts } = asked;
      const wanted = Object.entries({ report, forecast, alerts }).filter(([, on]) => on);
      await tx.reportReader.deleteMany({ where: { communityId, memberId: from } });
      await tx.reportReader.updateMany({
        where: { communityId, memberId: to },
        data: Object.fromEntries(wanted),
      });
    },
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const mine = { where: { communityId, memberId } };
      return {
        digests: (await prisma.digest.findMany(mine)).map((row) => readable(row, [])),
        reports: (await prisma.reportReader.findMany(mine)).map((row) => readable(row, [])),
      };
    },
    async trace(): Promise<void> {},
    async erase(tx: Tx, communityId: string, memberId: string): Promise<void> {
      await tx.digest.deleteMany({ where: { communityId, memberId } });
      await tx.reportReader.deleteMany({ where: { communityId, memberId } });
    },
  };
}
