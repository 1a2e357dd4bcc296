/** What befalls the stores themselves while workers run. */
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { job, type Job, type Rooms } from '#contracts';
import { systemClock } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { createQueues, type QueueBackend } from '#adapters/bullmq';
import { testDatabase } from '../_support/database.js';
import { redisServer, startRedis } from './bullmq-backends.js';

const around = { app: {} as Rooms, clock: systemClock, log: silentLog };
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function open(backend: QueueBackend, jobs: readonly Job[], scheduleMs = 60_000) {
  const patience = { lockMs: 5_000, checkMs: 1_000, scheduleMs };
  const queues = await createQueues({ backend, jobs, log: silentLog, patience });
  cleanups.push(() => queues.close());
  return queues;
}

/** A job that counts its runs, and a way to wait for one more. */
function counted(name: string, every?: number) {
  let runs = 0;
  let tell = () => {};
  const counting = job({
    name,
    data: z.strictObject({ id: z.string() }),
    key: ({ id }) => id,
    retry: { attempts: 3, backoffMs: 1 },
    ...(every && { every: { ms: every, data: { id: 'all' } } }),
    run: async () => {
      runs++;
      tell();
    },
  });
  const reached = (n: number) =>
    new Promise<void>((resolve) => {
      tell = () => runs >= n && resolve();
      tell();
    });
  return { job: counting, reached };
}

describe('Postgres', () => {
  it('may break every connection: workers listen again and take the next wish', async () => {
    const own = await testDatabase();
    cleanups.push(() => own.close());
    const { job: greet, reached } = counted('greet-member');
    const queues = await open({ kind: 'postgres', pool: own.database.pool }, [greet]);
    await queues.startWorkers(around);
    await queues.next(greet, { id: 'before' });
    await reached(1);
    for (let round = 2; round < 5; round++) {
      await breakConnections(own.url);
      await queues
        .next(greet, { id: `after ${round}` })
        .catch(() => queues.next(greet, { id: `after ${round}` }));
      await reached(round);
    }
    expect(await queues.health()).toBe('ok');
  });

  it('with another idea of the time gets no work done here', async () => {
    const own = await testDatabase();
    cleanups.push(() => own.close());
    const queues = await open({ kind: 'postgres', pool: own.database.pool }, [counted('greet-member').job]);
    expect(await queues.health()).toBe('ok');
    for (const ahead of [60_000, -60_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead });
      expect(await queues.health()).toMatch(
        /^the clock of this machine is (59|60|61) s off the queue database's$/,
      );
      await expect(queues.startWorkers(around)).rejects.toThrow('The worker does not start: the clock');
      vi.useRealTimers();
    }
  });
});

describe.skipIf(!redisServer)('Redis', () => {
  it('may come back empty: schedules are laid again, and new wishes run', async () => {
    const redis = await startRedis('noeviction');
    cleanups.push(() => redis.close());
    const { job: sweep, reached } = counted('sweep-all', 3_600_000);
    const queues = await open(redis.another(), [sweep], 50);
    await queues.startWorkers(around);
    await reached(1);
    const client = new Redis(redis.address.url);
    await client.flushall();
    await client.quit();
    await reached(2);
    await queues.next(sweep, { id: 'by hand' });
    await reached(3);
    expect(await queues.health()).toBe('ok');
  });
});

async function breakConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
}
