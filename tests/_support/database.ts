import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { silentLog } from '#kernel/log';
import type { Log } from '#kernel/log';
import type { DataKey } from '#kernel/sealed';
import { createDatabase } from '#database';
import type { Database } from '#database';

/** What rows are sealed with in tests that do not care. */
export const testKeys: readonly DataKey[] = [{ id: 'test', key: Buffer.alloc(32, 7) }];

export interface TestDatabase {
  database: Database;
  /** Connects to the same data, for processes and pools of the test's own. */
  url: string;
  /** The same through the network's layers, for lines that stand in between. */
  networkUrl: string;
  schema: string;
  /** Closes `database` and drops the data. */
  close(): Promise<void>;
}

/**
 * A migrated, empty database of the test's own (queue tables and advisory locks are apart too).
 * Call it once per file, in `beforeAll`, and `close` it in `afterAll`.
 */
export async function testDatabase(
  options: { log?: Log; keys?: readonly DataKey[] } = {},
): Promise<TestDatabase> {
  const own = await emptyDatabase(inject('templateName'));
  const database = createDatabase({
    url: own.url,
    keys: options.keys ?? testKeys,
    log: options.log ?? silentLog,
  });
  return {
    database,
    url: own.url,
    networkUrl: withoutSocket(own.url),
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

function withoutSocket(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('host');
  return url.toString();
}

async function maintain(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('maintenanceUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
