import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import type { MemberWake, Members } from '#domain/members';
import type { DriftDoor } from './drift-model.js';
import type { DriftStore } from './drift-store.js';
import type { Access, PassReport } from './model.js';
import { lookAround, type SweepDeps } from './sweep.js';

export interface DriftDeps extends SweepDeps {
  database: Database;
  members: Members;
  driftStore: DriftStore;
  wake: MemberWake;
  clock: Clock;
  /** Looks at what we may do on the platforms; places that do not refuse us any more are open again. */
  checkRights: Access['checkRights'];
}

type PassDeps = Pick<DriftDeps, keyof SweepDeps | 'driftStore'>;

/** How long passes are kept as proof. */
const KEPT_MS = days(90);

/**
 * One pass: looks, and writes what it found beside what was wanted. What is repaired later closes the same
 * rows, by what was seen then and never by what was asked for.
 */
export async function runPass(
  deps: PassDeps,
  communityId: string,
  limit: number,
  olderThanMs: number,
): Promise<PassReport & { members: string[] }> {
  const { driftStore, clock } = deps;
  await bringUpToDate(deps, communityId);
  const passId = await driftStore.beginPass(communityId, clock.now());
  const { members, found, ...report } = await lookAround(deps, communityId, limit, olderThanMs);
  await driftStore.note(communityId, passId, found);
  await driftStore.endPass(communityId, passId, report, clock.now());
  return { ...report, members };
}

/** Whatever a crash kept from being written beside the repair itself. */
async function bringUpToDate({ driftStore, clock }: PassDeps, communityId: string): Promise<void> {
  await driftStore.settle(communityId, null);
  await driftStore.settleGone(communityId, clock.now());
  await driftStore.recount(communityId);
}

/** What the last pass found, with proof, and what can be done about what is still open. */
export function createDrift(deps: DriftDeps): DriftDoor {
  const { database, members, driftStore, wake, clock, checkRights } = deps;
  return {
    async driftReport(communityId, { offset, limit }) {
      await bringUpToDate(deps, communityId);
      const last = await driftStore.last(communityId);
      return {
        last,
        cleanAt: await driftStore.cleanAt(communityId),
        drifts: last ? await driftStore.drifts(communityId, last.id, offset, limit) : [],
        found: last ? await driftStore.countDrifts(communityId, last.id) : 0,
        open: await driftStore.countTroubles(communityId),
      };
    },

    troubles: (communityId, { offset, limit }) => driftStore.troubles(communityId, offset, limit),

    async passNow(communityId, limit) {
      const freed = await checkRights(communityId);
      const { members: drifted, ...report } = await runPass(deps, communityId, limit, 0);
      for (const memberId of new Set([...freed, ...drifted]))
        await wake.member(communityId, memberId, 'sweep');
      return report;
    },

    async retryTroubles(communityId, byId) {
      // A place that refused us is not tried for each member: whether it still does is asked first.
      await checkRights(communityId);
      const tried = await database.transaction(async (tx) => {
        const found = await driftStore.retryTroubles(communityId, clock.now(), tx);
        const details = { seats: found.seats };
        await members.audit(communityId, { action: 'seats.retried', actorId: byId, details }, tx);
        return found;
      });
      for (const memberId of tried.members) await wake.member(communityId, memberId, 'sweep');
      return tried.seats;
    },

    tidy: (communityId) => driftStore.drop(communityId, later(clock.now(), -KEPT_MS)),
  };
}
