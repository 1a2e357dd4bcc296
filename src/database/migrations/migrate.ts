import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { silentLog } from '#kernel/log';
import type { Log } from '#kernel/log';
import { parseAddress, withClient } from '../connection.js';
import { migrationsFolder, readMigrations } from './folder.js';
import type { Migration } from './folder.js';

/** The tables cannot be brought to this version; the message says why in one sentence. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

export interface MigrateOptions {
  schema?: string;
  /** Where the migrations are; `prisma/migrations` by default. */
  folder?: string;
  log?: Log;
}

/** The number that Prisma's own command line locks: it and we never migrate at once. */
const lock = 72707369;

/** The book that Prisma keeps; its command line can take over from us at any time. */
const book = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies what has not been applied yet, in order, each migration in one transaction together with
 * its line in the book: a failure leaves nothing behind. Processes that start at once wait for one another.
 *
 * No schema engine is involved: through the driver adapter it cuts a script at every semicolon,
 * so that functions break and half a script can stay behind.
 * @returns the names of what was applied now
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { log = silentLog } = options;
  const address = parseAddress(url, options.schema);
  const migrations = await readMigrations(options.folder ?? migrationsFolder());
  return withClient(address, async (client) => {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [lock]);
    if (!rows[0]?.got) {
      log.info({}, 'waiting for another process that migrates the database');
      await client.query('SELECT pg_advisory_lock($1)', [lock]);
    }
    // The lock ends with the connection.
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${address.schema}"`);
    await client.query(book);
    const applied = await readBook(client, migrations);
    const pending = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of pending) {
      await apply(client, migration);
      log.info({ migration: migration.name }, 'migration applied');
    }
    for (const { name } of migrations.filter(
      (each) => applied.has(each.name) && applied.get(each.name) !== each.checksum,
    )) {
      log.warn({ migration: name }, 'an applied migration was edited afterwards');
    }
    return pending.map(({ name }) => name);
  });
}

/** What has been applied: name and checksum. Throws when the book and the folder do not fit together. */
async function readBook(client: pg.Client, migrations: Migration[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find(({ finished }) => !finished);
  if (failed) {
    throw new MigrationError(
      `The migration ${failed.name} was begun by another tool and failed: resolve it with "prisma migrate resolve".`,
    );
  }
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new MigrationError(
      `The database was used by a newer Lyceum (it has the migration ${unknown.name}): start that version, or restore a backup.`,
    );
  }
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, rows[0]?.at],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new MigrationError(
      `The migration ${name} failed (${(cause as Error).message}); nothing was changed.`,
      {
        cause,
      },
    );
  }
}
