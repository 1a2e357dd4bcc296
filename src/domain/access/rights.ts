import type { Clock } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Members, Platform } from '#domain/members';
import { ONE_WAY } from './act.js';
import type { Holds } from './holds.js';
import type { Access, Place, PlaceCandidate } from './model.js';
import type { PlaceStore } from './place-store.js';
import type { SeatPorts } from './ports.js';
import type { AccessStore } from './store.js';

export interface RightsDeps {
  members: Members;
  store: AccessStore;
  placeStore: PlaceStore;
  ports: SeatPorts;
  holds: Holds;
  clock: Clock;
  log: Log;
}

type RightsDoor = Pick<Access, 'rightsChanged' | 'checkRights'>;

/** What we may do in the places that plans open: looked at before somebody needs it, so that nobody learns it by harm. */
export function createRights({
  members,
  store,
  placeStore,
  ports,
  holds,
  clock,
  log,
}: RightsDeps): RightsDoor {
  /** Writes what stands in the way in a space now. `freed`: a place that was closed is not any more. */
  async function look(communityId: string, platform: Platform, spaceExternalId: string) {
    const all = await placeStore.places(communityId);
    const places = all.filter(
      (one) => one.platform === platform && one.spaceExternalId === spaceExternalId && one.planIds.length > 0,
    );
    const found = await ports[platform]?.candidates(spaceExternalId, places[0]?.spaceTitle ?? '', true);
    let freed = false;
    let open = false;
    for (const place of places) {
      const problem = problemIn(place, found ?? []);
      if (problem === undefined) continue;
      if (problem) await holds.blocked(communityId, place, problem);
      else if (place.problem) {
        await placeStore.setProblem(communityId, place.id, null, clock.now());
        // Whoever took our rights away may have taken our links with them.
        await placeStore.setJoinLink(communityId, place.id, null);
        freed = true;
      }
      open ||= problem === null || problem in ONE_WAY;
    }
    return { freed, open };
  }

  return {
    async rightsChanged(communityId, platform, spaceExternalId) {
      const seen = await look(communityId, platform, spaceExternalId).catch((error: unknown) => {
        if (!(error instanceof RetryAfter)) throw error;
        return { open: true };
      });
      return seen.open ? store.membersWaitingIn(communityId, platform, spaceExternalId) : [];
    },

    async checkRights(communityId) {
      const waiting = new Set<string>();
      for (const { platform, externalId } of await members.spaces(communityId)) {
        try {
          const { freed } = await look(communityId, platform, externalId);
          if (!freed) continue;
          for (const id of await store.membersWaitingIn(communityId, platform, externalId)) waiting.add(id);
        } catch (error) {
          if (!(error instanceof RetryAfter)) throw error;
          log.info({ communityId, platform, reason: error.message }, 'rights could not be looked at');
        }
      }
      return [...waiting];
    },
  };
}

/** undefined: nothing can be told of it. */
function problemIn(place: Place, found: readonly PlaceCandidate[]): string | null | undefined {
  const own = found.find((one) => one.kind === place.kind && one.externalId === place.externalId);
  if (own) return own.problem;
  if (found.some((one) => one.problem === 'space_gone')) return 'space_gone';
  return found.length > 0 && place.kind === 'role' ? 'role_gone' : undefined;
}
