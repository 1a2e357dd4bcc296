import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { MemberWake, Members } from '#domain/members';
import type { Billing } from '#domain/billing';
import type { Access, PlaceCandidate } from './model.js';
import { toPlace, type PlaceStore } from './place-store.js';
import type { SeatPorts } from './ports.js';
import type { AccessStore } from './store.js';

export interface PlacesDeps {
  database: Database;
  members: Members;
  billing: Billing;
  store: AccessStore;
  placeStore: PlaceStore;
  ports: SeatPorts;
  wake: MemberWake;
  clock: Clock;
}

type PlacesDoor = Pick<Access, 'places' | 'placesOfPlan' | 'candidates' | 'linkPlace' | 'unlinkPlace'>;

/** What plans open: choosing among what the platforms have, linking, unlinking. */
export function createPlaces(deps: PlacesDeps): PlacesDoor {
  const { database, members, billing, store, placeStore, ports, wake, clock } = deps;
  return {
    places: (communityId) => placeStore.places(communityId),
    placesOfPlan: (communityId, planId) => placeStore.placesOfPlan(communityId, planId),

    async candidates(communityId) {
      const found: PlaceCandidate[] = [];
      for (const space of await members.spaces(communityId)) {
        const port = ports[space.platform];
        if (port) found.push(...(await port.candidates(space.externalId, space.title)));
      }
      return found;
    },

    async linkPlace(communityId, planId, candidate, during = 'always') {
      await billing.plan(communityId, planId);
      const spaces = await members.spaces(communityId);
      const space = spaces.find(
        (one) => one.platform === candidate.platform && one.externalId === candidate.spaceExternalId,
      );
      if (!space) throw new UserFacingError('place_unknown');
      const now = clock.now();
      const place = await database.transaction(async (tx) => {
        const row = await placeStore.putPlace(communityId, space.id, candidate, now, tx);
        await placeStore.openPlace(communityId, planId, row.id, during, tx);
        await store.oweHolders(communityId, planId, now, tx);
        if (candidate.kind === 'role') {
          // Being in the guild at all is a seat of its own, for the removal policies that end it.
          const room: PlaceCandidate = { ...candidate, kind: 'room', externalId: '', title: space.title };
          await placeStore.putPlace(communityId, space.id, room, now, tx);
        }
        return toPlace(row);
      });
      for (const memberId of await store.membersWithPlan(communityId, planId)) {
        await wake.member(communityId, memberId);
      }
      return place;
    },

    async unlinkPlace(communityId, planId, placeId) {
      const seated = await store.membersSeatedIn(communityId, placeId);
      await database.transaction(async (tx) => {
        const closed = await placeStore.closePlace(communityId, planId, placeId, tx);
        if (closed === 0) throw new UserFacingError('place_unknown');
        await store.oweSeated(communityId, placeId, clock.now(), tx);
      });
      // A whole place at once: as a sweep, so that the breaker sees the wave.
      for (const memberId of seated) await wake.member(communityId, memberId, 'sweep');
    },
  };
}
