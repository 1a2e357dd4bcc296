import type { Database, Tx } from '#database';
import { FORGOTTEN, type Belongings, type Kept } from '#domain/members';

/** All that this room keeps about one person: who made which schedule. */
export function createPersonalStore({ prisma }: Database): Belongings {
  return {
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      await tx.drop.updateMany({ where: { communityId, createdById: from }, data: { createdById: to } });
    },
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const rows = await prisma.drop.findMany({ where: { communityId, createdById: memberId } });
      return {
        schedules: rows.map(({ courseId, lessonKey, createdAt }) => ({ courseId, lessonKey, createdAt })),
      };
    },
    async trace(): Promise<void> {},
    async erase(tx: Tx, communityId: string, memberId: string): Promise<void> {
      const where = { communityId, createdById: memberId };
      await tx.drop.updateMany({ where, data: { createdById: FORGOTTEN } });
    },
  };
}
