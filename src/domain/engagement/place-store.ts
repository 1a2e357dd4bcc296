import type { Database } from '#database';
import type { NotedPlace } from './noted.js';

/** Places by number. */
export type PlaceStore = ReturnType<typeof createPlaceStore>;

export function createPlaceStore({ prisma }: Database) {
  return {
    /** Registers a place, or what is new about it. @returns its number */
    async put(
      communityId: string,
      place: Omit<NotedPlace, 'parent'>,
      parentId: number | null,
    ): Promise<number> {
      const { platform, externalId, title } = place;
      const key = { communityId, platform, externalId };
      const row = await prisma.activityPlace.upsert({
        where: { communityId_platform_externalId: key },
        create: { ...key, title, parentId },
        update: { title, ...(parentId === null ? {} : { parentId }) },
        select: { id: true },
      });
      return row.id;
    },
  };
}
