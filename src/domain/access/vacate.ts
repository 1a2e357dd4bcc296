import { closeGap, emptyReport, matches, type ActDeps } from './act.js';
import { compute, type ComputeDeps } from './compute.js';
import type { Seat } from './model.js';

/** Seats of somebody who is leaving; part of the room's door. */
export interface VacateDoor {
  /**
   * Takes back what we gave to somebody who asked to be forgotten, and looks whether it is so. They ask for it
   * themselves, so that it is no wave of removals, whoever else leaves.
   * @returns the seats that are still theirs, each with its problem. Left out is what we cannot take: that of an
   *   administrator, or on a platform that is not set up any more
   */
  vacate(communityId: string, memberId: string): Promise<Seat[]>;
}

const NOT_OURS_TO_TAKE = new Set(['is_admin_there', 'banned_there', 'not_in_space']);

export function createVacate(deps: ActDeps & ComputeDeps): VacateDoor {
  const { store, ports } = deps;
  return {
    async vacate(communityId, memberId) {
      await compute(deps, communityId, memberId);
      for (const seat of await store.seats(communityId, memberId)) {
        if (seat.problem === 'held') await store.updateSeat(communityId, seat.id, { problem: null });
        await closeGap(deps, communityId, seat.id, 'event', emptyReport());
      }
      return (await store.seats(communityId, memberId)).filter(
        ({ wanted, observed, lifting, problem, place }) =>
          (lifting || (wanted === 'out' && !matches('out', observed))) &&
          ports[place.platform] !== undefined &&
          !(problem !== null && NOT_OURS_TO_TAKE.has(problem)),
      );
    },
  };
}
