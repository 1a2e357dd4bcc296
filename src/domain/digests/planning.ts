import { createHash } from 'node:crypto';
import type { Clock } from '#kernel/clock';
import type { Engagement } from '#domain/engagement';
import type { Forecasts } from '#domain/forecast';
import type { Members } from '#domain/members';
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

/** Decides when in this week each member is written to. */
export function createPlanning({ store, members, engagement, forecasts, clock }: PlanningDeps) {
  return async function plan(communityId: string): Promise<{ planned: number }> {
    const community = await members.community(communityId);
    const now = clock.now();
    const week = weekOf(now, community.timeZone);
    let expected: readonly number[] | null = null;
    let planned = 0;
    for (let after = ''; ;) {
      const readers = await store.readers(communityId, week, after, BATCH);
      if (readers.length === 0) return { planned };
      expected ??= (await forecasts.bestTimes(communityId, 1)).week;
      const habits = await engagement.habits(
        communityId,
        readers.map(({ id }) => id),
      );
      const rows = readers.flatMap((reader): NewDigest[] => {
        const timeZone = reader.timeZone ?? community.timeZone;
        const dueAt = dueIn(week, now, {
          quiet: { ...reader, timeZone },
          habits: habits.get(reader.id),
          communityHour: communityHour(expected ?? [], community.timeZone, timeZone, week),
          lot: lotOf(reader.id),
        });
        return dueAt ? [{ memberId: reader.id, week, dueAt }] : [];
      });
      planned += await store.plan(communityId, rows);
      after = readers.at(-1)?.id ?? '';
      if (readers.length < BATCH) return { planned };
    }
  };
}

/** From 0 to below 1, the same for a member every week. */
function lotOf(memberId: string): number {
  return createHash('sha256').update(`digest:${memberId}`).digest().readUInt32BE(0) / 2 ** 32;
}
