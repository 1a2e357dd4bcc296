import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { RetryAfter, UserFacingError } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import type { Drops, OutletCandidate } from './model.js';
import type { OutletStore } from './outlet-store.js';
import type { Posters } from './ports.js';

export interface PlacesDeps {
  database: Database;
  members: Members;
  billing: Billing;
  outletStore: OutletStore;
  posters: Posters;
  clock: Clock;
  log: Log;
}

type PlacesDoor = Pick<Drops, 'outlets' | 'outletCandidates' | 'addOutlet' | 'removeOutlet'>;

/** Where courses are announced. */
export function createPlaces({
  database,
  members,
  billing,
  outletStore,
  posters,
  clock,
  log,
}: PlacesDeps): PlacesDoor {
  async function candidates(communityId: string): Promise<OutletCandidate[]> {
    const found: OutletCandidate[] = [];
    for (const { id: spaceId, platform, externalId, title } of await members.spaces(communityId)) {
      try {
        for (const one of (await posters[platform]?.candidates(externalId)) ?? []) {
          found.push({ ...one, spaceId, platform, spaceTitle: title });
        }
      } catch (error) {
        if (!(error instanceof RetryAfter)) throw error;
        log.info({ communityId, platform, reason: error.message }, 'places could not be looked at');
      }
    }
    return found;
  }

  return {
    outlets: (communityId) => outletStore.outlets(communityId),
    outletCandidates: candidates,

    async addOutlet(communityId, { spaceId, externalId, planIds, threads, byId }) {
      const found = (await candidates(communityId)).find(
        (one) => one.spaceId === spaceId && one.externalId === externalId,
      );
      if (!found) throw new UserFacingError('outlet_unknown');
      const { kind, title, problem } = found;
      const known = new Set((await billing.plans(communityId, true)).map((plan) => plan.id));
      if (!planIds.every((id) => known.has(id))) throw new UserFacingError('plan_unknown');
      if (problem !== null) throw new UserFacingError('outlet_refused', { place: title, problem });
      const id = await database.transaction(async (tx) => {
        const given = { spaceId, externalId, kind, title, threads, planIds, createdAt: clock.now() };
        const made = await outletStore.put(tx, communityId, given);
        const entry = { action: 'outlet.added', actorId: byId, details: { outlet: title } };
        await members.audit(communityId, entry, tx);
        return made;
      });
      const outlet = await outletStore.outlet(communityId, id);
      if (!outlet) throw new UserFacingError('outlet_unknown');
      return outlet;
    },

    async removeOutlet(communityId, { outletId, byId }) {
      await database.transaction(async (tx) => {
        const outlet = await outletStore.remove(tx, communityId, outletId);
        if (outlet === null) throw new UserFacingError('outlet_unknown');
        const entry = { action: 'outlet.removed', actorId: byId, details: { outlet } };
        await members.audit(communityId, entry, tx);
      });
    },
  };
}
