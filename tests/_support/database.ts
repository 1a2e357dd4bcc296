import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { silentLog } from '#kernel/log';
import type { Log } from '#kernel/log';
import { createDatabase } from '#database';
import type { Database } from '#database';

export interface TestDatabase {
  database: Database;
  /** Connects to the same data, for processes and pools of the test's own. */
  url: string;
  schema: string;
  /** Closes `database` and drops the data. */
  close(): Promise<void>;
}

/**
 * A migrated, empty database of the test's own (queue tables and advisory locks are apart too).
 * Call it once per file, in `beforeAll`, and `close` it in `afterAll`.
 */
export async function testDatabase(options: { log?: Log } = {}): Promise<TestDatabase> {
  const own = await emptyDatabase(inject('templateName'));
  const database = createDatabase({ url: own.url, log: options.log ?? silentLog });
  return {
    database,
    url: own.url,
    schema: 'public',
    async close() {
      await database.close();
      await own.drop();
    },
  };
}

/** A database without anything in it, for tests of migrations. */
export async function emptyDatabase(template = 'template0'): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `lyceum_test_${randomBytes(8).toString('hex')}`;
  const url = new URL(inject('maintenanceUrl'));
  url.pathname = `/${name}`;
  await maintain(`CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
  return { url: url.toString(), drop: () => maintain(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

async function maintain(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('maintenanceUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
