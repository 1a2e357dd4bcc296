/** The two stores that the queue tests run on, as they stand on this machine. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { silentLog } from '#kernel/log';
import { createDatabase } from '#database';
import type { QueueBackend } from '#adapters/bullmq';
import { testDatabase } from '../_support/database.js';

/** What another process needs to reach the same store. */
export type BackendAddress = { kind: 'postgres' | 'redis'; url: string };

export interface TestBackend {
  address: BackendAddress;
  /** A backend of its own, as another process would have. */
  another(): QueueBackend;
  close(): Promise<void>;
}

export const redisServer = find('redis-server');
if (!redisServer) {
  console.warn('No redis-server on this machine: the queue tests run on Postgres alone.');
}

export const testBackends: { kind: 'postgres' | 'redis'; open(): Promise<TestBackend> }[] = [
  { kind: 'postgres', open: openPostgres },
  ...(redisServer ? [{ kind: 'redis' as const, open: () => startRedis('noeviction') }] : []),
];

async function openPostgres(): Promise<TestBackend> {
  const own = await testDatabase();
  const others: { close(): Promise<void> }[] = [];
  return {
    address: { kind: 'postgres', url: own.url },
    another() {
      const database = createDatabase({ url: own.url, log: silentLog });
      others.push(database);
      return { kind: 'postgres', pool: database.pool };
    },
    async close() {
      for (const other of others) await other.close();
      await own.close();
    },
  };
}

/** A Redis of the test's own on a free port of loopback, without a file on disk that outlives it. */
export async function startRedis(policy: string): Promise<TestBackend> {
  if (!redisServer) throw new Error('There is no redis-server.');
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-redis-'));
  const port = await freePort();
  const server = spawn(
    redisServer,
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--maxmemory-policy',
      policy,
    ],
    { stdio: 'ignore' },
  );
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  return {
    address: { kind: 'redis', url },
    another: () => ({ kind: 'redis', url }),
    async close() {
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {});
  await client.ping();
  await client.quit();
}

async function ended(server: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.kill('SIGTERM')) await gone;
}

function find(program: string): string | undefined {
  try {
    return execFileSync('which', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
