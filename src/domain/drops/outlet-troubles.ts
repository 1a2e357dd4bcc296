import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Delivery } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { Outlet } from './model.js';
import type { OutletStore } from './outlet-store.js';

export interface OutletTroublesDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  outletStore: OutletStore;
  clock: Clock;
}

/** What stands in the way in a place: written on it, and told to whoever is in charge, once. */
export function createOutletTroubles(deps: OutletTroublesDeps) {
  const { database, members, delivery, outletStore, clock } = deps;
  return {
    async tell(communityId: string, outlet: Outlet, problem: string): Promise<void> {
      const now = clock.now();
      if (!(await outletStore.setProblem(communityId, outlet.id, problem, now))) return;
      const staff = await members.staff(communityId);
      // What comes and goes is told once a day.
      const key = `outlet_blocked:${outlet.id}:${problem}:${now.toISOString().slice(0, 10)}`;
      const posted = await database.transaction(async (tx) => {
        const ids: (string | null)[] = [];
        for (const memberId of staff) {
          const values = { place: outlet.title, problem };
          const notice = {
            communityId,
            memberId,
            kind: 'outlet_blocked' as const,
            key: `${key}:${memberId}`,
            values,
          };
          ids.push(await delivery.post(tx, notice));
        }
        return ids;
      });
      await delivery.wake(communityId, posted);
    },
    async clear(communityId: string, outlet: Outlet): Promise<void> {
      if (outlet.problem !== null) await outletStore.setProblem(communityId, outlet.id, null, clock.now());
    },
  };
}

export type OutletTroubles = ReturnType<typeof createOutletTroubles>;
