import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '#kernel/log';
import type { Log } from '#kernel/log';
import { parseAddress, withClient } from '../connection.js';
import type { Address } from '../connection.js';
import { startEmbeddedPostgres } from '../embedded/index.js';
import { withEngine } from './engine.js';
import { migrationsFolder, schemaFile } from './folder.js';
import { migrate } from './migrate.js';

export interface DiffOptions {
  /** A server on which a schema may be made and dropped again; by default a Postgres of its own. */
  url?: string;
  /** Where the migrations are; `prisma/migrations` by default. */
  folder?: string;
  log?: Log;
}

const noFilter = { externalTables: [], externalEnums: [] };

/**
 * What is still missing between the migrations and `prisma/schema.prisma`, as SQL; null when they agree.
 * The migrations are run into a schema of their own and compared there.
 */
export async function schemaDrift(options: DiffOptions = {}): Promise<string | null> {
  if (options.url === undefined) return onOwnServer(options, (url) => schemaDrift({ ...options, url }));
  const address = parseAddress(options.url, `shadow_${randomBytes(8).toString('hex')}`);
  try {
    await migrate(options.url, {
      schema: address.schema,
      ...(options.folder !== undefined && { folder: options.folder }),
    });
    return await compare(address);
  } finally {
    await withClient(address, (client) => client.query(`DROP SCHEMA IF EXISTS "${address.schema}" CASCADE`));
  }
}

async function compare(address: Address): Promise<string | null> {
  const path = schemaFile();
  const files = [{ path, content: await readFile(path, 'utf8') }];
  return withEngine(address, async (engine) => {
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: noFilter,
    });
    return result.exitCode === 0 ? null : (result.stdout ?? '').trim();
  });
}

/**
 * Writes the migration that is still missing.
 * @param name what it is about, in a few words; becomes part of the folder's name
 * @param at the other part
 * @returns the path of the new migration.sql, or null when the schema and the migrations agree
 */
export async function diffMigration(
  name: string,
  at: Date,
  options: DiffOptions = {},
): Promise<string | null> {
  const what = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  if (!/[a-z0-9]/.test(what)) throw new Error('A migration needs a name of letters and digits.');
  const sql = await schemaDrift(options);
  if (sql === null) return null;
  const time = at.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(options.folder ?? migrationsFolder(), `${time}_${what}`);
  await mkdir(folder, { recursive: true });
  // Prisma's command line wants to know for which database the folder is.
  await writeFile(join(folder, '..', 'migration_lock.toml'), 'provider = "postgresql"\n');
  const path = join(folder, 'migration.sql');
  await writeFile(path, `${sql}\n`);
  return path;
}

async function onOwnServer<T>(options: DiffOptions, work: (url: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-diff-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    log: options.log ?? silentLog,
    settings: { fsync: 'off' },
  });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
