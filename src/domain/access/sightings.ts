import type { Clock } from '#kernel/clock';
import type { Members } from '#domain/members';
import { settled, sighting } from './act.js';
import type { DriftStore } from './drift-store.js';
import type { Access, Observed, Seat, SeatSeen } from './model.js';
import type { PlaceStore } from './place-store.js';
import type { AccessStore } from './store.js';

export interface SightingsDeps {
  members: Members;
  store: AccessStore;
  placeStore: PlaceStore;
  driftStore: DriftStore;
  clock: Clock;
}

/** What platforms report by themselves: somebody came, left, was banned, asks to join. */
export function createSightings(deps: SightingsDeps): Pick<Access, 'seatSeen' | 'joinRequested'> {
  const { members, store, placeStore, driftStore, clock } = deps;
  return {
    async seatSeen(seen) {
      const community = await members.communityOfSpace(seen.platform, seen.spaceExternalId);
      if (!community) return null;
      const communityId = community.id;
      const { platform, personId, spaceExternalId } = seen;
      const seats = await store.seatsOfPerson(communityId, platform, personId, spaceExternalId);
      let drifted: string | null = null;
      for (const seat of seats) {
        const observed = observedBy(seen, seat);
        if (observed === 'unknown') {
          drifted ??= seat.wanted === 'in' ? seat.memberId : null;
          continue;
        }
        await store.updateSeat(communityId, seat.id, sighting(seat, observed, clock.now(), 'event'));
        if (settled(seat, observed)) await driftStore.settle(communityId, seat.memberId);
        if (!settled(seat, observed) || seat.observed !== observed) drifted ??= seat.memberId;
      }
      return drifted === null ? null : { communityId, memberId: drifted };
    },

    async joinRequested(platform, spaceExternalId, personId) {
      const community = await members.communityOfSpace(platform, spaceExternalId);
      if (!community) return 'ignore';
      const rooms = (await placeStore.placesIn(community.id, platform, spaceExternalId)).filter(
        (place) => place.kind === 'room',
      );
      if (rooms.length === 0) return 'ignore';
      const member = await members.byAccount(community.id, platform, personId);
      const account = member?.accounts.find((one) => one.platform === platform);
      if (!account) return 'decline';
      for (const room of rooms) {
        const seat = await store.seatOf(community.id, account.id, room.id);
        if (seat?.wanted === 'in') return 'approve';
      }
      return 'decline';
    },
  };
}

function observedBy(seen: SeatSeen, seat: Seat): Observed {
  if (seen.presence !== 'in') return seat.place.kind === 'role' ? 'out' : seen.presence;
  if (seat.place.kind === 'room') return 'in';
  if (!seen.roleIds) return 'unknown';
  return seen.roleIds.includes(seat.place.externalId) ? 'in' : 'out';
}
