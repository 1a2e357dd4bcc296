import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Delivery } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { DeskStore } from './desk-store.js';

export interface DeskTroublesDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  deskStore: DeskStore;
  clock: Clock;
}

/** What stands in the way at the desk: written on it, and told to whoever is in charge, once a day. */
export function createDeskTroubles({ database, members, delivery, deskStore, clock }: DeskTroublesDeps) {
  return {
    async tell(communityId: string, place: string, problem: string): Promise<void> {
      if (!(await deskStore.setProblem(communityId, problem))) return;
      const staff = await members.staff(communityId);
      const key = `desk_blocked:${problem}:${clock.now().toISOString().slice(0, 10)}`;
      const posted = await database.transaction(async (tx) => {
        const ids: (string | null)[] = [];
        for (const memberId of staff) {
          const values = { place, problem };
          const notice = { communityId, memberId, kind: 'desk_blocked' as const, values };
          ids.push(await delivery.post(tx, { ...notice, key: `${key}:${memberId}` }));
        }
        return ids;
      });
      await delivery.wake(communityId, posted);
    },
    clear: (communityId: string) => deskStore.setProblem(communityId, null),
  };
}

export type DeskTroubles = ReturnType<typeof createDeskTroubles>;
