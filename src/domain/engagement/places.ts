import type { NotedPlace } from './noted.js';
import type { PlaceStore } from './place-store.js';

/** As many places as are remembered with their number. */
const REMEMBERED = 10_000;

export type Places = ReturnType<typeof createPlaces>;

/** Tells places' numbers; each is asked for once, and again when it is called otherwise. */
export function createPlaces(store: PlaceStore) {
  const known = new Map<string, { id: number; title: string; parentId: number | null }>();

  async function put(communityId: string, place: NotedPlace, parentId: number | null): Promise<number> {
    const key = `${communityId}:${place.platform}:${place.externalId}`;
    const found = known.get(key);
    if (found && found.title === place.title && found.parentId === parentId) return found.id;
    const id = await store.put(communityId, place, parentId);
    known.delete(key);
    known.set(key, { id, title: place.title, parentId });
    if (known.size > REMEMBERED) for (const oldest of known.keys()) return (known.delete(oldest), id);
    return id;
  }

  return {
    /** @returns the place's number */
    async numberOf(communityId: string, place: NotedPlace): Promise<number> {
      const { platform, parent } = place;
      const parentId = parent ? await put(communityId, { platform, ...parent }, null) : null;
      return put(communityId, place, parentId);
    },
  };
}
