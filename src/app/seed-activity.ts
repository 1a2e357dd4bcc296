import type { Rooms } from '#contracts';
import type { Database } from '#database';
import { seededRandom } from '#domain/recommend';
import { days, hours, later, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { demoDays, wasListening } from './seed-activity-days.js';
import { seedLearners } from './seed-learners.js';

export interface ActivityDeps {
  rooms: Rooms;
  database: Database;
  clock: Clock;
  log: Log;
  /** Ends it early. */
  signal: AbortSignal;
}

/** Of the history: what is older than ninety days is not kept anywhere else either. */
const DAYS = 89;
const SEED = 20_261_122;

/** Events handed over at once. */
const BATCH = 2_000;

/** All sixty minutes of an hour. */
const WHOLE_HOUR = 2n ** 60n - 1n;

/**
 * Ninety days of what people did in the demo community, told through the room's own door and counted as if it had
 * happened, and of courses that they took. Does nothing when there is a past already. Takes a few seconds, beside
 * everything else.
 * @returns whether there was something to do
 */
export async function seedActivity({ rooms, database, clock, log, signal }: ActivityDeps): Promise<boolean> {
  const { members, courses, engagement, forecasts } = rooms;
  const [community] = await members.communities();
  if (!community) return false;
  const communityId = community.id;
  const until = clock.now();
  const yesterday = later(until, -days(1));
  const past = { communityId, hour: { lt: yesterday } };
  if ((await database.prisma.listenedHour.count({ where: past })) > 0) return false;
  await seedLearners({ rooms, database, clock, signal });

  const listed = await courses.courses(communityId, { state: 'published', limit: 100, offset: 0 });
  const courseIds = listed.courses.map(({ id }) => id);
  const happened = demoDays({ communityId, until, days: DAYS, chance: seededRandom(SEED), courseIds });
  await database.prisma.listenedHour.createMany({
    data: listenedHours(until).flatMap((hour) =>
      (['discord', 'telegram'] as const).map((platform) => ({
        communityId,
        platform,
        hour,
        minutes: 60,
        heard: WHOLE_HOUR,
      })),
    ),
    skipDuplicates: true,
  });
  for (let from = 0; from < happened.length; from += BATCH) {
    signal.throwIfAborted();
    for (const one of happened.slice(from, from + BATCH)) engagement.note(one);
    await engagement.flush();
  }
  signal.throwIfAborted();
  await engagement.rollUp(communityId, { days: DAYS + 1 });
  signal.throwIfAborted();
  await forecasts.refresh(communityId);
  log.info({ events: happened.length, days: DAYS }, 'the demo community has a past');
  return true;
}

function listenedHours(until: Date): Date[] {
  const last = Math.floor(until.getTime() / hours(1)) * hours(1);
  return Array.from({ length: DAYS * 24 }, (_, n) => new Date(last - (n + 1) * hours(1))).filter((hour) =>
    wasListening(hour, until),
  );
}
