import {
  createPostgresBackend,
  createRedisBackend,
  FlowProducer,
  Queue,
  Worker,
  type BackendFactory,
  type ConnectionOptions,
  type IQueueBackend,
  type PostgresConnectionOptions,
  type Processor,
  type QueueBaseOptions,
  type WorkerOptions,
} from 'bullmq';
import type { Pool } from 'pg';
import type { Log } from '#kernel/log';
import { busyOnPostgres, busyOnRedis } from './busy.js';
import { withOneEar } from './ear.js';
import { forgetOnPostgres, forgetOnRedis } from './forget.js';
import { aloneOnPostgres, postgresHealth, preparePostgres } from './postgres.js';
import { openRedis } from './redis.js';
import type { Wish } from './wish.js';

/** Where the queues live. The pool stays its owner's: it is never ended here. */
export type QueueBackend = { kind: 'postgres'; pool: Pool } | { kind: 'redis'; url: string };

export type WishQueue = Queue<Wish, void, string, Wish, void, string, IQueueBackend, unknown>;
export type WishWorker = Worker<Wish, void, string, IQueueBackend, number, unknown>;
export type WishFlows = FlowProducer<IQueueBackend, unknown>;
export type WishProcessor = Processor<Wish, void, string, number>;
type Factory = BackendFactory<IQueueBackend, unknown>;

/** One store, able to open queues and workers on itself. */
export interface Store {
  queue(name: string): WishQueue;
  /** For jobs that wait for others. */
  flows(): WishFlows;
  worker(name: string, run: WishProcessor, options: Omit<WorkerOptions, 'connection'>): WishWorker;
  /** Runs `work` while no other process is in its own; for what BullMQ does not do in one step here. */
  alone(work: () => Promise<void>): Promise<void>;
  /** Takes away whatever names one of these words. */
  forget(queues: readonly WishQueue[], words: readonly string[]): Promise<void>;
  /** Whether anything waits, runs, or is due within so many milliseconds. */
  busy(queues: readonly WishQueue[], aheadMs: number): Promise<boolean>;
  /** `ok`, or in one sentence why no job should be trusted to this store now. */
  health(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Looks at the store before anything is entrusted to it, and lays BullMQ's tables where it is Postgres.
 * @param workers how many workers may be opened on it in this process
 * Throws an Error of one sentence when the store is not fit.
 */
export async function openStore(
  backend: QueueBackend,
  prefix: string,
  workers: number,
  log: Log,
): Promise<Store> {
  if (backend.kind === 'postgres') {
    const { pool } = backend;
    await preparePostgres(pool, workers);
    const shared = withOneEar(pool);
    // pg's own types and BullMQ's picture of them differ only in how `on` is overloaded.
    const factory: Factory = (name, options, extra) =>
      createPostgresBackend(
        name,
        { ...options, connection: shared } as QueueBaseOptions<PostgresConnectionOptions>,
        extra,
      );
    return {
      queue: (name) => makeQueue(name, factory, prefix),
      flows: () => new FlowProducer<IQueueBackend, unknown>({ connection, prefix }, factory),
      worker: (name, run, options) => makeWorker(name, run, options, factory, prefix),
      alone: (work) => aloneOnPostgres(pool, work),
      forget: (_queues, words) => forgetOnPostgres(pool, words),
      busy: (_queues, aheadMs) => busyOnPostgres(pool, aheadMs),
      health: () => postgresHealth(pool),
      close: async () => {},
    };
  }
  const redis = await openRedis(backend.url, log);
  const factory =
    (client: ConnectionOptions): Factory =>
    (name, options, extra) =>
      createRedisBackend(name, { ...options, connection: client }, extra);
  return {
    queue: (name) => makeQueue(name, factory(redis.producer), prefix),
    flows: () => new FlowProducer<IQueueBackend, unknown>({ connection, prefix }, factory(redis.producer)),
    worker: (name, run, options) => makeWorker(name, run, options, factory(redis.consumer()), prefix),
    // Each of BullMQ's steps is one script here, and Redis runs one at a time.
    alone: (work) => work(),
    forget: forgetOnRedis,
    busy: busyOnRedis,
    health: redis.health,
    close: redis.close,
  };
}

/** The factory brings the connection; BullMQ only insists that the option is there. */
const connection = 'brought by the factory';

function makeQueue(name: string, factory: Factory, prefix: string): WishQueue {
  return new Queue<Wish, void, string, Wish, void, string, IQueueBackend, unknown>(
    name,
    { connection, prefix },
    factory,
  );
}

function makeWorker(
  name: string,
  run: WishProcessor,
  options: Omit<WorkerOptions, 'connection'>,
  factory: Factory,
  prefix: string,
): WishWorker {
  return new Worker<Wish, void, string, IQueueBackend, number, unknown>(
    name,
    run,
    { ...options, connection, prefix },
    factory,
  );
}
