/**
 * Random histories against the reference, as many as you like:
 *
 *   npm run histories -- --count 1000000          the pure rules, a thousand or so a second
 *   npm run histories -- --count 2000 --rooms     the real rooms on a Postgres of their own
 *   npm run histories -- --count 1 --seed 42      the same ones again
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createDatabase, migrate, startEmbeddedPostgres, type Database } from '#database';
import { silentLog } from '#kernel/log';
import { histories, type History } from '../tests/domain/history.js';
import { liveThrough } from '../tests/domain/lived.js';
import { simulate } from '../tests/domain/simulation.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    rooms: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  throw new Error('--count and --seed are whole numbers, and at least one history is lived through');
}

/** Each batch is reported; its seed is the first one's, and as many more. */
const batch = values.rooms ? 50 : 5_000;

type Check = (runs: number, seed: number) => Promise<fc.RunDetails<[History]>>;

async function run(check: Check): Promise<boolean> {
  const startedAt = performance.now();
  for (let done = 0; done < count;) {
    const details = await check(Math.min(batch, count - done), seed + done / batch);
    if (details.failed) {
      console.error(`\n${await fc.asyncDefaultReportMessage(details)}\n\n${String(details.errorInstance)}`);
      return false;
    }
    done += details.numRuns;
    const seconds = (performance.now() - startedAt) / 1000;
    process.stderr.write(`\r${done} of ${count}, ${(done / seconds).toFixed(1)} a second `);
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const what = values.rooms ? 'through the real rooms' : 'under the pure rules';
  console.log(`\n${count} histories ${what} in ${seconds} s from seed ${seed}: 0 wrong`);
  return true;
}

function demand(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Runs `use` with an empty, migrated database that is gone afterwards. */
async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-histories-'));
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, settings });
  try {
    await migrate(server.url);
    const keys = [{ id: 'histories', key: randomBytes(32) }];
    const database = createDatabase({ url: server.url, keys, log: silentLog });
    return await use(database).finally(() => database.close());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const right = values.rooms
  ? await withDatabase((database) =>
      run((numRuns, seed) =>
        fc.check(
          fc.asyncProperty(histories({ grantsBeginAtOnce: true, short: true }), async (history) =>
            demand(await liveThrough(database, history)),
          ),
          { numRuns, seed },
        ),
      ),
    )
  : await run((numRuns, seed) =>
      Promise.resolve(
        fc.check(
          fc.property(histories(), (history) => demand(simulate(history).wrong)),
          { numRuns, seed },
        ),
      ),
    );
process.exitCode = right ? 0 : 1;
