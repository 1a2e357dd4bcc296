import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { job, type Job } from '#contracts';
import { RetryAfter } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { createQueues } from '#adapters/bullmq';
import { pauseBeforeRetry } from '../../src/adapters/bullmq/run.js';
import { emptyDatabase } from '../_support/database.js';
import { redisServer, startRedis } from './bullmq-backends.js';

const make = (name: string, change: Partial<Job<{ id: string }>> = {}) =>
  job({
    name,
    data: z.strictObject({ id: z.string() }),
    key: ({ id }) => id,
    retry: { attempts: 3, backoffMs: 1000 },
    run: async () => {},
    ...change,
  });

describe('jobs that are not fit to run', () => {
  const open = (jobs: readonly Job[]) =>
    createQueues({ backend: { kind: 'redis', url: 'redis://127.0.0.1:1' }, jobs, log: silentLog });

  it.each([
    ['none at all', [], 'no job is listed'],
    ['two of one name', [make('send-mail'), make('send-mail')], '"send-mail" is listed twice'],
    ['a name of another shape', [make('SendMail')], 'must be called like'],
    ['the name of the schedule', [make('tick')], 'must be called like'],
    ['no try at all', [make('send-mail', { retry: { attempts: 0, backoffMs: 1 } })], 'tried at least once'],
    ['a negative pause', [make('send-mail', { retry: { attempts: 1, backoffMs: -1 } })], 'below zero'],
    [
      'a frantic one',
      [make('send-mail', { every: { ms: 10, data: { id: 'a' } } })],
      'more than once a second',
    ],
    [
      'data it does not accept itself',
      [make('send-mail', { every: { ms: 60_000, data: { id: 7 } as unknown as { id: string } } })],
      'does not accept',
    ],
  ])('are refused before anything is opened: %s', async (_what, jobs, problem) => {
    await expect(open(jobs)).rejects.toThrow(problem);
  });

  it('are refused with all problems at once', async () => {
    await expect(open([make('Bad'), make('bad one')])).rejects.toThrow(/"Bad" .*; job "bad one" /);
  });
});

describe('the pause before another try', () => {
  const patient = make('send-mail');
  it('doubles from the job’s own and stops growing at five minutes', () => {
    const pauses = [1, 2, 3, 4, 20].map((made) => pauseBeforeRetry(patient, made, new Error('broken')));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 300_000]);
  });
  it('is what the other side asks for when it asks', () => {
    expect(pauseBeforeRetry(patient, 1, new RetryAfter(1234.5, 'busy'))).toBe(1235);
    expect(pauseBeforeRetry(patient, 9, new RetryAfter(3_600_000, 'busy'))).toBe(3_600_000);
    expect(pauseBeforeRetry(patient, 9, new RetryAfter(-5, 'busy'))).toBe(0);
  });
});

describe('a Postgres that could lose jobs', () => {
  let empty: Awaited<ReturnType<typeof emptyDatabase>>;
  const pools: pg.Pool[] = [];
  beforeAll(async () => {
    empty = await emptyDatabase();
  });
  afterAll(async () => {
    for (const pool of pools) await pool.end();
    await empty.drop();
  });
  const open = (options: string, max = 10) => {
    const pool = new pg.Pool({ connectionString: empty.url, options, max });
    // A pool has ended before its connections have; dropping the database breaks what is left of them.
    pool.on('error', () => undefined);
    pools.push(pool);
    return createQueues({ backend: { kind: 'postgres', pool }, jobs: [make('send-mail')], log: silentLog });
  };
  const durable = '-c synchronous_commit=on';
  const inSight = '-c search_path=bullmq';

  it('is refused when it acknowledges before writing', async () => {
    await expect(open(`${inSight} -c synchronous_commit=off`)).rejects.toThrow(
      'synchronous_commit=on, not off',
    );
  });
  it('is refused when the queue’s schema is out of sight', async () => {
    await expect(open(`${durable} -c search_path=public`)).rejects.toThrow('search_path=bullmq, not public');
  });
  it('is refused when listening and asking would use up all connections', async () => {
    await expect(open(`${durable} ${inSight}`, 2)).rejects.toThrow(
      'allows 2 connections, but needs at least 3',
    );
  });
  it('is laid out once when two processes start at the same time', async () => {
    const both = await Promise.all([open(`${durable} ${inSight}`), open(`${durable} ${inSight}`)]);
    for (const queues of both) {
      expect(await queues.health()).toBe('ok');
      await queues.close();
    }
  });
});

describe('a Redis that could lose jobs', () => {
  it('is refused when nobody answers', async () => {
    await expect(
      createQueues({
        backend: { kind: 'redis', url: 'redis://127.0.0.1:1' },
        jobs: [make('send-mail')],
        log: silentLog,
      }),
    ).rejects.toThrow('Redis at REDIS_URL does not answer.');
  });
  it.skipIf(!redisServer)('is refused when it may throw keys away', async () => {
    const redis = await startRedis('allkeys-lru');
    try {
      await expect(
        createQueues({ backend: redis.another(), jobs: [make('send-mail')], log: silentLog }),
      ).rejects.toThrow('noeviction, not allkeys-lru');
    } finally {
      await redis.close();
    }
  });
});
