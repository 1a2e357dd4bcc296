import { z } from 'zod';
import { createQueues, type QueueBackend } from '#adapters/bullmq';
import type { App } from '#app/compose';
import { job } from '#contracts';
import { systemClock } from '#kernel/clock';
import { silentLog as log } from '#kernel/log';
import { findRedis, startRedis } from '../scripts/drill/redis.js';
import { line, rounded } from './measure.js';
import type { BenchStage } from './stage.js';

const JOBS = 1_000;

/** Small jobs with a key of their own each: wished for, then run ten at once. */
async function measure(backend: QueueBackend, rooms: App['rooms']): Promise<{ add: number; run: number }> {
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const small = job({
    name: 'bench-small',
    data: z.strictObject({ n: z.number() }),
    key: ({ n }) => String(n),
    retry: { attempts: 3, backoffMs: 1_000 },
    async run() {
      done += 1;
      if (done === JOBS) finish();
    },
  });
  const queues = await createQueues({ backend, jobs: [small], log, concurrency: 10, prefix: 'lyceum-bench' });
  try {
    const wishing = performance.now();
    for (let n = 0; n < JOBS; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => queues.next(small, { n: n + at })));
    }
    const running = performance.now();
    await queues.startWorkers({ app: rooms, clock: systemClock, log });
    await finished;
    const ended = performance.now();
    return { add: (JOBS * 1_000) / (running - wishing), run: (JOBS * 1_000) / (ended - running) };
  } finally {
    await queues.close();
  }
}

/** The same jobs on both backends, side by side. */
export async function jobs({ app, database, home }: BenchStage): Promise<void> {
  const postgres = await measure({ kind: 'postgres', pool: database.pool }, app.rooms);
  const tell = (name: string, { add, run }: { add: number; run: number }, more = '') =>
    line(
      `small jobs on ${name}: wished for 50 at once, then run 10 at once`,
      `${rounded(add)} and ${rounded(run)} a second${more}`,
    );
  tell('Postgres', postgres);
  if (!findRedis()) return line('small jobs on Redis', 'not measured: there is no redis-server here');
  const server = await startRedis(home);
  try {
    const redis = await measure({ kind: 'redis', url: server.url }, app.rooms);
    const [add, run] = [redis.add / postgres.add, redis.run / postgres.run];
    tell('Redis', redis, `; ${rounded(add)} × and ${rounded(run)} × Postgres`);
  } finally {
    await server.stop();
  }
}
