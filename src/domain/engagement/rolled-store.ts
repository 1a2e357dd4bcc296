import type { Database, Tx } from '#database';

/** How far counting has come, and how far back it can go. */
export type RolledStore = ReturnType<typeof createRolledStore>;

export function createRolledStore({ prisma }: Database) {
  return {
    async rolledAt(communityId: string): Promise<Date | null> {
      const row = await prisma.activityRolled.findUnique({ where: { communityId } });
      return row?.at ?? null;
    },

    async setRolledAt(communityId: string, at: Date, tx: Tx = prisma): Promise<void> {
      await tx.activityRolled.upsert({
        where: { communityId },
        create: { communityId, at },
        update: { at },
      });
    },

    /** The first event that is still there. */
    async firstEvent(communityId: string): Promise<Date | null> {
      const row = await prisma.activityEvent.findFirst({
        where: { communityId },
        orderBy: { at: 'asc' },
        select: { at: true },
      });
      return row?.at ?? null;
    },

    events: (communityId: string, from: Date, to: Date, tx: Tx = prisma): Promise<number> =>
      tx.activityEvent.count({ where: { communityId, at: { gte: from, lt: to } } }),
  };
}
