import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Log } from '#kernel/log';
import { createSealer, type DataKey, type Sealer } from '#kernel/sealed';
import { createPool, parseAddress } from './connection.js';
import { PrismaClient } from './generated/client.js';
import type { Prisma } from './generated/client.js';
import { guarded } from './guard.js';
import { scour } from './scour.js';
import { createSeals, type Seals } from './seals.js';

/** The client inside a transaction; as guarded as the one it came from. */
export type Tx = Prisma.TransactionClient;

export interface TransactionOptions {
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** Milliseconds until it is rolled back; 20 s by default. */
  timeout?: number;
}

export interface Database {
  /** Refuses any operation on a community's rows that does not name the community. */
  readonly prisma: PrismaClient;
  /** Without that refusal: for the few reads of the system itself (sweeps over all communities, webhooks). */
  readonly unscoped: PrismaClient;
  /** Seals and opens what people wrote and how they are called (src/database/sealed-columns.ts). */
  readonly sealer: Sealer;
  /** All that is sealed: with which keys, and sealing it anew. */
  readonly seals: Seals;
  /** For BullMQ's Postgres backend: its `search_path` is the queue's schema. */
  readonly pool: pg.Pool;
  /** The server's clock, to the millisecond. */
  now(): Promise<Date>;
  /** Runs `run` in one transaction; rolled back when it throws. Do nothing in it but database work. */
  transaction<T>(run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Takes what was deleted out of the files as well (src/database/scour.ts); false: not all of it, this time. */
  scour(): Promise<boolean>;
  /** Closes every connection. Close queues and workers first: they hold connections of `pool`. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/name`, with `?schema=` when it is not `public`. */
  url: string;
  schema?: string;
  /** The queue's schema. BullMQ looks for `bullmq` when it is given a ready pool. */
  queueSchema?: string;
  /** Most connections at a time. Workers listen on one of `queue` together. */
  connections?: { prisma?: number; queue?: number };
  /** The first one seals, all of them open; without any, nothing sealed can be read or written. */
  keys?: readonly DataKey[];
  /** The server is the embedded one, and nobody else's. */
  ownServer?: boolean;
  log: Log;
}

/** Opens nothing yet: connections are made at the first use. */
export function createDatabase(options: DatabaseOptions): Database {
  const { log, queueSchema = 'bullmq' } = options;
  const { connectionString, schema } = parseAddress(options.url, options.schema);
  const rows = createPool({
    connectionString,
    searchPath: schema,
    max: options.connections?.prisma ?? 10,
    name: 'lyceum',
    log,
  });
  const pool = createPool({
    connectionString,
    searchPath: queueSchema,
    max: options.connections?.queue ?? 10,
    name: 'lyceum-queue',
    log,
  });
  const unscoped = new PrismaClient({
    adapter: new PrismaPg(rows, { schema }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    // An error names the question; what was asked about whom is nobody's business.
    errorFormat: 'minimal',
  });
  const prisma = guarded(unscoped);
  const sealer = createSealer(options.keys ?? []);
  let closing: Promise<void> | undefined;
  return {
    prisma,
    unscoped,
    sealer,
    seals: createSeals(rows, sealer),
    pool,
    async now() {
      const [row] = await unscoped.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
      return row.now;
    },
    transaction: (run, settings) => prisma.$transaction(run, settings),
    scour: () => scour(rows, [schema, queueSchema], options.ownServer === true, log),
    close() {
      closing ??= (async () => {
        await unscoped.$disconnect();
        await Promise.all([rows.end(), pool.end()]);
      })();
      return closing;
    },
  };
}
