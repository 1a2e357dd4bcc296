import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { legibleName } from '#kernel/legible';
import type { Changing } from './changing.js';
import type { Faq, FaqPlace } from './model.js';
import type { PlaceStore } from './place-store.js';

/** How often the database is asked whether another process changed something, in milliseconds. */
const LOOK_MS = 5_000;
/** Communities whose places are remembered. */
const MOST = 5_000;

export interface PlacesDeps {
  members: Pick<Members, 'spaces' | 'isKnown'>;
  placeStore: PlaceStore;
  changing: Changing;
  clock: Clock;
}

type PlacesDoor = Pick<Faq, 'places' | 'addPlace' | 'removePlace' | 'listens'>;

/** Where questions are answered unasked. */
export function createPlaces({ members, placeStore, changing, clock }: PlacesDeps): PlacesDoor {
  const known = new Map<string, { at: number; places: Promise<FaqPlace[]> }>();

  /** As they were a few seconds ago: every message in every channel asks. */
  function lately(communityId: string): Promise<FaqPlace[]> {
    const held = known.get(communityId);
    if (held && performance.now() - held.at < LOOK_MS) return held.places;
    const places = placeStore.places(communityId);
    known.delete(communityId);
    known.set(communityId, { at: performance.now(), places });
    places.catch(() => known.delete(communityId));
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return places;
  }

  return {
    places: (communityId) => placeStore.places(communityId),

    async addPlace(communityId, { spaceId, externalId, title, byId }) {
      const space = (await members.spaces(communityId)).find(({ id }) => id === spaceId);
      if (!space) throw new UserFacingError('faq_place_unknown');
      const named = legibleName(title);
      const createdById = (await members.isKnown(communityId, byId)) ? byId : null;
      await changing(communityId, async (tx) => {
        await placeStore.put(tx, communityId, {
          spaceId,
          externalId,
          title: named,
          createdById,
          at: clock.now(),
        });
        const audit = { action: 'faq.place_added', actorId: byId, details: { outlet: named } };
        return { value: null, audit, learns: false };
      });
      known.delete(communityId);
      const place = (await placeStore.places(communityId)).find(
        (one) => one.spaceId === spaceId && one.externalId === externalId,
      );
      if (!place) throw new UserFacingError('faq_place_unknown');
      return place;
    },

    async removePlace(communityId, placeId, byId) {
      const place = (await placeStore.places(communityId)).find(({ id }) => id === placeId);
      await changing(communityId, async (tx) => {
        if (!place || !(await placeStore.remove(tx, communityId, placeId))) {
          throw new UserFacingError('faq_place_unknown');
        }
        const audit = { action: 'faq.place_removed', actorId: byId, details: { outlet: place.title } };
        return { value: null, audit, learns: false };
      });
      known.delete(communityId);
    },

    async listens(communityId, platform, externalIds) {
      const places = await lately(communityId);
      return places.some((place) => place.platform === platform && externalIds.includes(place.externalId));
    },
  };
}
