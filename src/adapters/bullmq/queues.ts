import { setTimeout } from 'node:timers/promises';
import type { Flow, Job, Next } from '#contracts';
import { shortHash } from '#kernel/ids';
import type { Log } from '#kernel/log';
import { openStore, type QueueBackend, type Store, type WishQueue, type WishWorker } from './backend.js';
import { createFlow } from './flows.js';
import { traceable } from './forget.js';
import { createHush } from './hush.js';
import { whenIdle } from './idle.js';
import { rosterOf } from './roster.js';
import { pauseBeforeRetry, runJob, type Surroundings } from './run.js';
import { dueAtOf, keepSchedules, TICK } from './schedule.js';

/** All in milliseconds. */
export interface Patience {
  /** How long a worker may be silent before its job is given to another, and how often that is looked at. */
  lockMs: number;
  checkMs: number;
  /** How often somebody looks whether the schedules are still there. */
  scheduleMs: number;
}

export interface QueuesOptions {
  backend: QueueBackend;
  jobs: readonly Job[];
  log: Log;
  /** Redis only: what its keys begin with. Postgres keeps the queues in a schema of their own. */
  prefix?: string;
  /** How many runs of each job go on at once in this process. */
  concurrency?: number;
  patience?: Patience;
}

export type JobCounts = Record<'waiting' | 'active' | 'delayed' | 'failed', number>;

export interface Queues {
  next: Next;
  flow: Flow;
  /** Lays the schedules and starts working. Refuses when the clocks disagree. */
  startWorkers(around: Surroundings): Promise<void>;
  /** Resolves when nothing waits or runs; jobs that pause before a retry due later than `aheadMs` may remain. */
  idle(aheadMs?: number): Promise<void>;
  /** By job name. */
  counts(): Promise<Record<string, JobCounts>>;
  /** `ok`, or in one sentence why jobs cannot be trusted to run now. */
  health(): Promise<string>;
  /** Takes away every job that names somebody by one of these; a running one goes when it ends. */
  forget(traces: Iterable<string>): Promise<void>;
  /** Takes no new job, lets the running ones finish for at most `ms`, then lets go of them: they run again. */
  close(ms?: number): Promise<void>;
  /** One per job and one for the schedules, for a page that shows them. */
  queues: readonly WishQueue[];
}

/**
 * Opens one queue per job on Postgres or Redis. Nothing runs before `startWorkers`.
 * Throws an Error that names what is wrong with the jobs or with the store.
 */
export async function createQueues(options: QueuesOptions): Promise<Queues> {
  const {
    log,
    concurrency = 5,
    patience = { lockMs: 15_000, checkMs: 10_000, scheduleMs: 60_000 },
  } = options;
  const roster = rosterOf(options.jobs);
  const store = await openStore(options.backend, options.prefix ?? 'lyceum', roster.size + 1, log);
  const isNews = createHush();
  const queues = new Map([...roster.keys(), TICK].map((name) => [name, openQueue(store, name, isNews, log)]));
  const queueOf = (name: string): WishQueue => {
    const queue = queues.get(name);
    if (!queue) throw new Error(`There is no queue ${name}.`);
    return queue;
  };
  const workers: WishWorker[] = [];
  let stopLooking = () => {};

  const check = (job: Job): void => {
    if (roster.get(job.name) !== job)
      throw new Error(`Job ${job.name} is not among the jobs of this program.`);
  };

  /** The one place where a job's key becomes BullMQ's idea of sameness. */
  const put = async (job: Job, given: unknown, dueAt: number): Promise<void> => {
    check(job);
    const data = job.data.parse(given);
    await queueOf(job.name).add(
      job.name,
      { data, dueAt },
      {
        attempts: job.retry.attempts,
        backoff: { type: 'own' },
        // Active: run once more afterwards. Pausing before a retry: run now. Waiting: nothing to add.
        // Hashed, because the store notes it in places that outlive the job, and a key may name somebody.
        deduplication: { id: shortHash(job.key(data)), keepLastIfActive: true, reschedule: true },
      },
    );
  };
  const next: Next = (job, data) => put(job, data, Date.now());
  const flows = store.flows();
  flows.on('error', (error) => {
    if (isNews(error.message)) log.error({ reason: error.message }, 'queue flows');
  });
  const flow = createFlow(flows, check);

  const work = (name: string, run: Parameters<Store['worker']>[1], job?: Job): void => {
    const worker = store.worker(name, run, {
      autorun: false,
      concurrency: job ? concurrency : 1,
      lockDuration: patience.lockMs,
      stalledInterval: patience.checkMs,
      // A job whose worker dies is never the job's fault: at the default of 1 the second crash would lose it.
      maxStalledCount: 1_000_000,
      // What was done is known from its effects; a job that is over only keeps names.
      removeOnComplete: { count: 0 },
      removeOnFail: { age: 7 * 86_400, count: 1_000 },
      drainDelay: 15,
      ...(job && {
        settings: { backoffStrategy: (made, _type, error) => pauseBeforeRetry(job, made, error) },
      }),
    });
    worker.on('error', (error) => {
      if (isNews(error.message)) log.error({ queue: name, reason: error.message }, 'queue worker');
    });
    worker.on('stalled', (id) => log.warn({ queue: name, id }, 'job left behind by a crash runs again'));
    worker.on('failed', (failed, error) => {
      const over = failed?.finishedOn !== undefined;
      const facts = { job: name, id: failed?.id, tries: failed?.attemptsMade, reason: error.message };
      if (over) log.error(facts, 'job given up');
      else log.info(facts, 'job will be tried again');
    });
    workers.push(worker);
  };

  return {
    next,
    flow,
    async startWorkers(around) {
      const health = await store.health();
      if (health !== 'ok') throw new Error(`The worker does not start: ${health}.`);
      for (const job of roster.values()) {
        work(job.name, ({ data }) => runJob(job, data, { next, flow }, around), job);
      }
      work(TICK, async (tick) => {
        const job = roster.get(tick.name);
        if (job?.every) await put(job, job.every.data, dueAtOf(tick.id));
      });
      stopLooking = await keepSchedules(store, queueOf(TICK), roster.values(), patience.scheduleMs, log);
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
      for (const worker of workers) {
        worker
          .run()
          .catch((error: Error) => log.error({ queue: worker.name, reason: error.message }, 'worker'));
      }
    },
    idle: (aheadMs = 0) => whenIdle(workers, () => store.busy([...queues.values()], aheadMs)),
    async counts() {
      const rows = [...roster.keys()].map(async (name): Promise<[string, JobCounts]> => {
        const of = await queueOf(name).getJobCounts('waiting', 'active', 'delayed', 'failed');
        return [
          name,
          {
            waiting: of['waiting'] ?? 0,
            active: of['active'] ?? 0,
            delayed: of['delayed'] ?? 0,
            failed: of['failed'] ?? 0,
          },
        ];
      });
      return Object.fromEntries(await Promise.all(rows));
    },
    health: store.health,
    async forget(traces) {
      const words = traceable(traces);
      if (words.length > 0) await store.forget([...queues.values()], words);
    },
    async close(ms = 10_000) {
      stopLooking();
      await closeWorkers(workers, ms, log);
      await Promise.all([flows, ...queues.values()].map((queue) => queue.close()));
      await store.close();
    },
    queues: [...queues.values()],
  };
}

function openQueue(store: Store, name: string, isNews: (what: string) => boolean, log: Log): WishQueue {
  const queue = store.queue(name);
  queue.on('error', (error) => {
    if (isNews(error.message)) log.error({ queue: name, reason: error.message }, 'queue');
  });
  return queue;
}

async function closeWorkers(workers: readonly WishWorker[], ms: number, log: Log): Promise<void> {
  const closed = new AbortController();
  const late = setTimeout(ms, 'late' as const, { signal: closed.signal });
  const closing = Promise.all(workers.map((worker) => worker.close()));
  if ((await Promise.race([closing, late])) === 'late') {
    log.warn({ ms }, 'jobs still run at shutdown; they will run again');
    await Promise.all(workers.map((worker) => worker.getBackend().close(true)));
  }
  closed.abort();
  await late.catch(() => {});
}
