import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Delivery } from '#domain/delivery';
import type { Member, Members } from '#domain/members';
import type { Digests } from './model.js';
import type { ReaderStore } from './reader-store.js';
import { isReportTime, weekOf } from './timing.js';

export interface ReportingDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  readerStore: ReaderStore;
  clock: Clock;
}

const kinds = { report: 'weekly_report', forecast: 'weekly_forecast' } as const;

/** Tells moderators and creators once a week what they asked to be told. What it says is made when it is sent. */
export function createReporting(deps: ReportingDeps): Pick<Digests, 'reports' | 'readers' | 'setReader'> {
  const { database, members, delivery, readerStore, clock } = deps;

  /** Who may read it by now: an owner's list, and who is in charge on a platform and asked to be told. */
  async function mayRead(communityId: string): Promise<Map<string, Member>> {
    const ranked = await members.ranked(communityId);
    const allowed = new Map(ranked.map((member) => [member.id, member]));
    for (const id of await members.staff(communityId)) {
      if (!allowed.has(id)) allowed.set(id, await members.member(communityId, id));
    }
    return allowed;
  }

  return {
    async reports(communityId) {
      const now = clock.now();
      const asked = await readerStore.readers(communityId);
      if (asked.length === 0) return [];
      const allowed = await mayRead(communityId);
      const posted: string[] = [];
      for (const { memberId, ...wants } of asked) {
        const member = allowed.get(memberId);
        if (!member || member.leavingAt || !isReportTime(now, member.timeZone)) continue;
        const week = weekOf(now, member.timeZone);
        for (const what of ['report', 'forecast'] as const) {
          if (!wants[what]) continue;
          const id = await database.transaction(async (tx) => {
            if (!(await readerStore.tell(tx, communityId, memberId, what, week))) return null;
            return delivery.post(tx, {
              communityId,
              memberId,
              kind: kinds[what],
              key: `${kinds[what]}:${week}:${memberId}`,
              values: { week },
            });
          });
          if (id) posted.push(id);
        }
      }
      return posted;
    },
    readers: (communityId) => readerStore.readers(communityId),
    setReader: (communityId, memberId, change) => readerStore.set(communityId, memberId, change),
  };
}
