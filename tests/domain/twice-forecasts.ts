import { hours, later } from '#kernel/clock';
import type { Classroom } from '../drops/classroom.js';

/** As `activityKinds` numbers it. */
const MESSAGE = 0;

/** For the jobs that forecast and watch, situations in which there is something to do. */
export function forecastSituations(
  here: () => { school: Classroom },
): Record<string, Record<string, () => Promise<unknown>>> {
  /** So many messages in each hour before now, all of them listened to. */
  async function written(counts: readonly number[]): Promise<{ communityId: string }> {
    const { communityId, stage, clock, database } = here().school;
    const { prisma } = database;
    const now = clock.now();
    const first = Math.floor(now.getTime() / hours(1)) * hours(1) - counts.length * hours(1);
    const at = (index: number) => new Date(first + index * hours(1));
    const rows = counts.map((count, index) => ({
      communityId,
      hour: at(index),
      placeId: 0,
      kind: MESSAGE,
      count,
      people: 1,
    }));
    await prisma.activityHour.deleteMany({ where: { communityId } });
    await prisma.activityHour.createMany({ data: rows });
    const heard = (1n << 60n) - 1n;
    await prisma.listenedHour.createMany({
      data: rows.map(({ hour }) => ({ communityId, platform: 'discord' as const, hour, minutes: 60, heard })),
      skipDuplicates: true,
    });
    const day = new Date(at(0).toISOString().slice(0, 10));
    await prisma.activityDay.createMany({
      data: [{ communityId, day, placeId: 0, kind: MESSAGE, count: 1, people: 1 }],
      skipDuplicates: true,
    });
    await prisma.activityRolled.upsert({
      where: { communityId },
      create: { communityId, at: now },
      update: { at: now },
    });
    await stage.rooms.engagement.flush();
    return { communityId };
  }
  const usual = (count: number) => Array.from({ length: count }, (_, hour) => 5 + (hour % 24));
  return {
    'forecast-activity': {
      'three weeks were counted': () => written(usual(504)),
    },
    'watch-activity': {
      'nothing was forecast yet': () => Promise.resolve({}),
      'far more was written than expected': async () => {
        const { stage, clock } = here().school;
        const { communityId } = await written(usual(504));
        await stage.rooms.forecasts.refresh(communityId);
        clock.moveTo(later(clock.now(), hours(1)));
        await written([...usual(504), 900]);
        return {};
      },
    },
  };
}
