import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Rooms } from '#contracts';
import { systemClock } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { createQueues } from '#adapters/bullmq';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { testBackends, type TestBackend } from './bullmq-backends.js';
import { copyJob } from './bullmq-copy-job.js';
import { isThorough } from '../_support/thorough.js';

const childFile = fileURLToPath(new URL('./bullmq-child.ts', import.meta.url));
const kills = isThorough ? 5 : 2;
/** Each round has members of its own, so that no later wish covers up for a lost one. */
const members = (round: number) => Array.from({ length: 12 }, (_, i) => `member-${round}-${i}`);

describe.each(testBackends)('a worker killed in the middle, on $kind', ({ open }) => {
  let backend: TestBackend;
  let tables: TestDatabase;
  let table: pg.Pool;
  beforeAll(async () => {
    backend = await open();
    tables = await testDatabase();
    table = new pg.Pool({ connectionString: tables.url });
    // A pool has ended before its connections have; dropping the database breaks what is left of them.
    table.on('error', () => undefined);
    await table.query(
      'CREATE TABLE copy (id text PRIMARY KEY, wanted int NOT NULL, seen int NOT NULL, runs int NOT NULL)',
    );
  });
  afterAll(async () => {
    await table.end();
    await tables.close();
    await backend.close();
  });

  it('loses no wish, not even one made while its job ran in the process that died', async () => {
    const copy = copyJob(table, () => {});
    const queues = await createQueues({
      backend: backend.another(),
      jobs: [copy],
      log: silentLog,
      patience: { lockMs: 600, checkMs: 150, scheduleMs: 60_000 },
    });
    onTestFinished(() => queues.close());
    const want = async (id: string) => {
      await table.query(
        'INSERT INTO copy VALUES ($1, 1, 0, 0) ON CONFLICT (id) DO UPDATE SET wanted = copy.wanted + 1',
        [id],
      );
      await queues.next(copy, { id });
    };
    for (let round = 0; round < kills; round++) {
      const child = fork(childFile, [JSON.stringify([backend.address, tables.url])], {
        execArgv: ['--import', 'tsx', '--conditions=development'],
      });
      const starts = listen(child);
      await Promise.all(members(round).map(want));
      // A wish for what runs right now; the process goes on for a few runs more, and is gone.
      await want(await starts.nth(1));
      await starts.nth(1 + 2 * round);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await queues.startWorkers({ app: {} as Rooms, clock: systemClock, log: silentLog });
    await queues.idle(60_000);
    const { rows } = await table.query('SELECT id, wanted, seen FROM copy WHERE seen <> wanted');
    expect(rows).toEqual([]);
    expect((await table.query('SELECT 1 FROM copy')).rowCount).toBe(kills * members(0).length);
    expect((await queues.counts())['copy-value']).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });
});

/** The ids of the runs that a child has started, in order; none is missed. */
function listen(child: ChildProcess): { nth(n: number): Promise<string> } {
  const started: string[] = [];
  const listeners = new Set<() => void>();
  child.on('message', (id) => {
    started.push(z.string().parse(id));
    for (const listener of listeners) listener();
  });
  return {
    nth: (n) =>
      new Promise((resolve) => {
        const look = () => {
          const id = started[n - 1];
          if (id !== undefined) resolve(id);
        };
        listeners.add(look);
        look();
      }),
  };
}
