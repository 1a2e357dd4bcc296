import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createQueues, type Queues } from '#adapters/bullmq';
import { job, type Rooms } from '#contracts';
import { systemClock } from '#kernel/clock';
import { GiveUp } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { testBackends, type TestBackend } from '../adapters/bullmq-backends.js';

const ada = '019ca8a0-3e80-702b-b685-83b31f5d68e1';
const ben = '019ca8a0-3e80-7eb3-8252-a917120a4f28';

const data = z.strictObject({ memberId: z.string() });
const key = (given: { memberId: string }) => given.memberId;
const retry = { attempts: 3, backoffMs: 3_600_000 };
const waits = job({ name: 'wait-here', data, key, retry, run: async () => {} });
const ends = job({ name: 'end-well', data, key, retry, run: async () => {} });
const pauses = job({
  name: 'pause-first',
  data,
  key,
  retry,
  run: async ({ memberId }) => {
    throw new Error(`not yet for ${memberId}`);
  },
});
const fails = job({
  name: 'fail-always',
  data,
  key,
  retry,
  run: async ({ memberId }) => {
    throw new GiveUp(`never for ${memberId}`);
  },
});
const jobs = [waits, ends, pauses, fails];

/** Everything that the store holds, as text. */
async function contents({ address }: TestBackend): Promise<string> {
  if (address.kind === 'postgres') {
    const client = new pg.Client({ connectionString: address.url });
    await client.connect();
    const tables = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq'`,
    );
    const all = [];
    for (const { name } of tables.rows) all.push((await client.query(`SELECT * FROM bullmq."${name}"`)).rows);
    await client.end();
    return JSON.stringify(all);
  }
  const client = new Redis(address.url);
  const all: unknown[] = [];
  for (const name of await client.keys('*')) {
    const type = await client.type(name);
    all.push(name);
    if (type === 'string') all.push(await client.get(name));
    if (type === 'hash') all.push(await client.hgetall(name));
    if (type === 'list') all.push(await client.lrange(name, 0, -1));
    if (type === 'set') all.push(await client.smembers(name));
    if (type === 'zset') all.push(await client.zrange(name, '0', '-1'));
    if (type === 'stream') all.push(await client.xrange(name, '-', '+'));
  }
  await client.quit();
  return JSON.stringify(all);
}

describe.each(testBackends)('a queue on $kind', ({ open }) => {
  it('forgets whom it is told to forget, in jobs of every state, and nobody else', async () => {
    const store = await open();
    let queues: Queues | undefined;
    try {
      queues = await createQueues({ backend: store.another(), jobs, log: silentLog });
      await queues.startWorkers({ app: {} as Rooms, clock: systemClock, log: silentLog });
      for (const memberId of [ada, ben]) {
        for (const one of [ends, pauses, fails]) await queues.next(one, { memberId });
      }
      await queues.idle();
      await queues.close();
      // Nobody works now: these wait.
      queues = await createQueues({ backend: store.another(), jobs, log: silentLog });
      for (const memberId of [ada, ben]) await queues.next(waits, { memberId });
      const before = await contents(store);
      for (const memberId of [ada, ben]) expect(before.split(memberId).length).toBeGreaterThan(3);

      await queues.forget([ada, 'short', '']);
      const after = await contents(store);
      expect(after).not.toContain(ada);
      expect((await queues.counts())['pause-first']).toMatchObject({ delayed: 1 });
      expect((await queues.counts())['fail-always']).toMatchObject({ failed: 1 });
      expect((await queues.counts())['wait-here']).toMatchObject({ waiting: 1 });
      expect(after).toContain(ben);
      // The same wish can be made again: nothing is left that would count as the old one.
      await queues.next(waits, { memberId: ada });
      expect((await queues.counts())['wait-here']).toMatchObject({ waiting: 2 });
    } finally {
      await queues?.close();
      await store.close();
    }
  });

  it('keeps nothing of a job that is over', async () => {
    const store = await open();
    const queues = await createQueues({ backend: store.another(), jobs, log: silentLog });
    try {
      await queues.startWorkers({ app: {} as Rooms, clock: systemClock, log: silentLog });
      for (let n = 0; n < 5; n += 1) await queues.next(ends, { memberId: ada });
      await queues.idle();
      expect(await contents(store)).not.toContain(ada);
    } finally {
      await queues.close();
      await store.close();
    }
  });
});
