import { createHash } from 'node:crypto';
import { days, later, type Clock } from '#kernel/clock';
import type { Engagement } from '#domain/engagement';
import type { Forecasts } from '#domain/forecast';
import type { Community, Members } from '#domain/members';
import type { DigestStore, NewDigest } from './store.js';
import { communityHour, dueIn, weekOf } from './timing.js';

export interface PlanningDeps {
  store: DigestStore;
  members: Members;
  engagement: Pick<Engagement, 'habits'>;
  forecasts: Pick<Forecasts, 'bestTimes'>;
  clock: Clock;
}

/** Members planned at once. */
const BATCH = 1_000;

/**
 * Decides when each member is written to, in this week and in the next: whoever starts us again on a Friday finds
 * what was meant for Thursday.
 */
export function createPlanning({ store, members, engagement, forecasts, clock }: PlanningDeps) {
  async function planWeek(community: Community, week: string, expected: () => Promise<readonly number[]>) {
    const communityId = community.id;
    const now = clock.now();
    let planned = 0;
    for (let after = ''; ;) {
      const readers = await store.readers(communityId, week, after, BATCH);
      if (readers.length === 0) return planned;
      const ids = readers.map(({ id }) => id);
      const habits = await engagement.habits(communityId, ids);
      const usual = await expected();
      const rows = readers.flatMap((reader): NewDigest[] => {
        const timeZone = reader.timeZone ?? community.timeZone;
        const dueAt = dueIn(week, now, {
          quiet: { ...reader, timeZone },
          habits: habits.get(reader.id),
          communityHour: communityHour(usual, community.timeZone, timeZone, week),
          lot: lotOf(reader.id),
        });
        return dueAt ? [{ memberId: reader.id, week, dueAt }] : [];
      });
      planned += await store.plan(communityId, rows);
      after = ids.at(-1) ?? '';
      if (readers.length < BATCH) return planned;
    }
  }

  return async function plan(communityId: string): Promise<{ planned: number }> {
    const community = await members.community(communityId);
    let asked: Promise<readonly number[]> | undefined;
    const expected = () => (asked ??= forecasts.bestTimes(communityId, 1).then(({ week }) => week));
    let planned = 0;
    for (const at of [clock.now(), later(clock.now(), days(7))]) {
      planned += await planWeek(community, weekOf(at, community.timeZone), expected);
    }
    return { planned };
  };
}

/** From 0 to below 1, the same for a member every week. */
function lotOf(memberId: string): number {
  return createHash('sha256').update(`digest:${memberId}`).digest().readUInt32BE(0) / 2 ** 32;
}
