import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChance } from './drill/chance.js';
import { openBooks } from './drill/books.js';
import { count, type Count } from './drill/count.js';
import { openDoors } from './drill/doors.js';
import { killAgainAndAgain } from './drill/killer.js';
import type { Effect } from './drill/line.js';
import { readOptions, usage, type DrillOptions } from './drill/options.js';
import { createCrowd } from './drill/people.js';
import { createProductProcess } from './drill/process.js';
import { drillDigests } from './drill/digests.js';
import { drillLog } from './drill/log.js';
import { drillDrops } from './drill/drops.js';
import { deliveriesOf, resendWebhooks, settle } from './drill/settle.js';
import { setStage, type Closers } from './drill/stage.js';
import { brokenPromises, table } from './drill/verdict.js';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
}

async function drill(options: DrillOptions, home: string, closers: Closers): Promise<boolean> {
  const started = performance.now();
  const say = (line: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const listeners = new Set<(effect: Effect) => void>();
  const onCall = (effect: Effect) => {
    for (const listener of listeners) listener(effect);
  };
  const stopped = stopping.signal;
  const stage = await setStage(options, home, createChance(options.seed + 1), closers, onCall);
  const { sandbox, lines, settings } = stage;
  const product = createProductProcess(settings, home);
  closers.push(() => product.stop());
  const books = openBooks(stage.databaseUrl);
  closers.push(() => books.close());
  say(
    `seed ${options.seed}: ${options.kills} kills, ${options.changes} changes on each platform, ` +
      `queue on ${options.redis ? 'Redis' : 'Postgres'}, product ${product.how}`,
  );
  product.start();
  await product.untilReady();
  say('the product is up for the first time');

  const doors = openDoors(sandbox);
  const untilReady = async () => {
    while (!product.ready && !stopped.aborted) await product.untilReady();
  };
  const startedAt = () => product.startedAt;
  const { changes } = options;
  const crowd = await createCrowd({ doors, books, untilReady, startedAt, changes, stopped });
  // Stripe's own second try comes after seconds, its third after half a minute; more would be waiting for nothing.
  const resending = setInterval(() => product.ready && resendWebhooks(sandbox), 2_000);
  closers.push(async () => clearInterval(resending));
  const killing = killAgainAndAgain({
    kills: options.kills,
    chance: createChance(options.seed),
    crowd,
    product,
    sandbox,
    lines,
    ...(options.postgresToo ? { killPostgres: stage.killPostgres } : {}),
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stopped,
    say,
  });
  const [caught] = await Promise.all([killing, crowd.run()]).catch((error: unknown) => {
    say(deliveriesOf(sandbox));
    throw error;
  });
  say('everybody is through; waiting until nothing is under way');
  await settle({
    sandbox,
    books,
    httpPort: settings['HTTP_PORT'] ?? '',
    startedAt: sandbox.clock.now(),
    stopped,
  });

  const rows = await books.notices();
  const counts: Count[] = (['discord', 'telegram'] as const).map((platform) =>
    count(platform, crowd.people, doors, rows),
  );
  console.log(table(options, counts, caught, (performance.now() - started) / 1000));
  const broken = brokenPromises(options, counts);
  for (const promise of broken) console.log(`BROKEN: ${promise}`);
  return broken.length === 0;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(usage);
  const home = await mkdtemp(join(tmpdir(), 'lyceum-drill-'));
  const closers: Closers = [];
  let held = false;
  try {
    const scenario = scenarioOf(options)(options, home, closers, stopping.signal);
    held = await Promise.race([scenario, untilStopped()]);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  } finally {
    stopping.abort(new Error('over'));
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => console.error(`could not be closed: ${String(error)}`));
    }
    if (held && !options.keep) await rm(home, { recursive: true, force: true });
    else console.log(`The product's log is in ${home}`);
  }
  process.exit(held ? 0 : 1);
}

function scenarioOf(options: DrillOptions): typeof drillDrops {
  if (options.log) return drillLog;
  if (options.digests > 0) return drillDigests;
  return options.drops > 0 ? drillDrops : drill;
}

function untilStopped(): Promise<never> {
  return new Promise((_resolve, reject) => {
    stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason as Error));
  });
}

await main();
