import type { Database, Tx } from '#database';
import type { FaqPlace } from './model.js';

/** Where questions are answered without the bot being called. */
export function createPlaceStore({ prisma }: Database) {
  return {
    async places(communityId: string): Promise<FaqPlace[]> {
      const rows = await prisma.faqPlace.findMany({
        where: { communityId, space: { lostAt: null } },
        include: { space: { select: { platform: true } } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ id, spaceId, externalId, title, space }) => ({
        id,
        platform: space.platform,
        spaceId,
        externalId,
        title,
      }));
    },
    async put(
      tx: Tx,
      communityId: string,
      given: { spaceId: string; externalId: string; title: string; createdById: string | null; at: Date },
    ): Promise<void> {
      const { spaceId, externalId, title, createdById, at } = given;
      await tx.faqPlace.upsert({
        where: { communityId, spaceId_externalId: { spaceId, externalId } },
        create: { communityId, spaceId, externalId, title, createdById, createdAt: at },
        update: { title },
      });
    },
    async remove(tx: Tx, communityId: string, id: string): Promise<boolean> {
      return (await tx.faqPlace.deleteMany({ where: { communityId, id } })).count === 1;
    },
  };
}

export type PlaceStore = ReturnType<typeof createPlaceStore>;
