import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as breath } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Activity } from '#contracts';
import { demo } from '#sandbox';
import { line, rounded } from './measure.js';
import type { BenchStage } from './stage.js';

const EVENTS = 100_000;
const PEOPLE = 5_000;
const PLACES = 40;
/** Events that arrive in one turn of the event loop, and that wait at most before the next ones come. */
const AT_ONCE = 50;
const WAITING = 10_000;

/** Tomorrow's crowd: who says what where follows from its number alone. */
function activity(n: number, at: Date): Activity {
  const place = (n * 7) % PLACES;
  const who = (n * 31 + ((n * n) % 997)) % PEOPLE;
  const kind = (['message', 'message', 'reply', 'reaction', 'question'] as const)[n % 5] ?? 'message';
  return {
    platform: 'discord',
    kind,
    personId: String(700_000_000_000 + who),
    spaceExternalId: demo.discord.guildId,
    at,
    place: { externalId: `bench-${place}`, title: `#bench-${place}` },
    messageId: `bench-${n}`,
    ...(kind === 'reply'
      ? {
          repliesTo: {
            messageId: `bench-${n - 3}`,
            personId: String(700_000_000_000 + ((who + 7) % PEOPLE)),
          },
        }
      : {}),
  };
}

/** Takes out what nobody holds any more, so that memory can be compared. */
function megabytes(): { heap: number; resident: number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 };
}

/** Events by the platforms' door, as fast as they are written, until the last one is in the database. */
export async function ingest({ app, sandbox, database, communityId }: BenchStage): Promise<void> {
  const { engagement } = app.rooms;
  const take = async (from: number, to: number) => {
    for (let n = from; n < to; n += AT_ONCE) {
      for (let each = n; each < Math.min(to, n + AT_ONCE); each += 1) {
        app.events.happened(activity(each, sandbox.clock.now()));
      }
      await breath();
      if ((n + AT_ONCE) % WAITING === 0) await engagement.flush();
    }
    await breath();
    await engagement.flush();
  };
  // Everybody gets a number, every place a row, once.
  await take(0, PEOPLE * 2);
  const before = megabytes();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const heaps: number[] = [];
  let busy = 0;
  const counted = () => database.prisma.activityEvent.count({ where: { communityId } });
  const already = await counted();
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const from = PEOPLE * 2 + (quarter * EVENTS) / 4;
    delay.enable();
    const started = performance.now();
    await take(from, from + EVENTS / 4);
    busy += performance.now() - started;
    delay.disable();
    heaps.push(megabytes().heap);
  }
  const written = (await counted()) - already;
  const after = megabytes();
  const lost = written === EVENTS ? 'none lost' : `${EVENTS - written} not written`;
  line(
    `${EVENTS.toLocaleString('en')} events by the platforms' door until each is in Postgres, ${PEOPLE} people`,
    `${rounded((EVENTS * 1_000) / busy)} a second, ${lost}`,
  );
  line(
    'the event loop meanwhile, held up',
    `p50 ${rounded(delay.percentile(50) / 1e6)} ms, p99 ${rounded(delay.percentile(99) / 1e6)} ms, at most ${rounded(delay.max / 1e6)} ms`,
  );
  line(
    'memory before, after each quarter of them',
    `${[before.heap, ...heaps].map(rounded).join(', ')} MB of heap; ${rounded(before.resident)} and ${rounded(after.resident)} MB resident`,
  );
}
