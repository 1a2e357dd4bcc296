import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createQueues } from '#adapters/bullmq';
import { job } from '#contracts';
import { createDatabase, startEmbeddedPostgres } from '#database';
import { silentLog as log } from '#kernel/log';

/** BullMQ makes a sequence per queue at its first job, in one transaction with that job's number. */
it('never gives out a number twice, though the embedded Postgres is killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-sequence-'));
  let server = await startEmbeddedPostgres({ dataDir, log });
  try {
    const before = await connect(server.url);
    await before.query('BEGIN');
    await before.query('CREATE SEQUENCE numbers');
    await before.query('CREATE TABLE used (number bigint PRIMARY KEY)');
    await before.query("INSERT INTO used SELECT nextval('numbers')");
    await before.query('COMMIT');
    for (let n = 0; n < 5; n += 1) await before.query("INSERT INTO used SELECT nextval('numbers')");

    const gone = new Promise((resolve) => before.once('end', resolve));
    process.kill(server.pid, 'SIGKILL');
    await gone;
    server = await startEmbeddedPostgres({ dataDir, log });
    const after = await connect(server.url);
    await after.query("INSERT INTO used SELECT nextval('numbers')");
    const { rows } = await after.query<{ n: number }>('SELECT count(*)::int AS n FROM used');
    expect(rows[0]?.n).toBe(7);
    await after.end();
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);

it('refuses a server on which a crash would rewind them', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-minimal-'));
  const server = await startEmbeddedPostgres({ dataDir, log, settings: { wal_level: 'minimal' } });
  const database = createDatabase({ url: server.url, log });
  const some = job({
    name: 'some-job',
    data: z.strictObject({}),
    key: () => 'all',
    retry: { attempts: 1, backoffMs: 0 },
    run: async () => {},
  });
  try {
    const made = createQueues({ backend: { kind: 'postgres', pool: database.pool }, jobs: [some], log });
    await expect(made).rejects.toThrow('wal_level');
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
