import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createDatabase,
  EmbeddedPostgresError,
  migrationsFolder,
  startEmbeddedPostgres,
  type Database,
} from '#database';
import { finding, type ClockReading, type Finding } from '#contracts';
import type { Log } from '#kernel/log';
import type { Config } from '../config.js';

/** The database as far as it can be opened. */
export interface OpenedStore {
  findings: Finding[];
  /** Absent: nothing can be read, because it is away, empty, or of another version. */
  database?: Database;
  clock: ClockReading[];
  close(): Promise<void>;
}

export interface StoreDeps {
  machineNow: () => Date;
  log: Log;
  /** Where this version's migrations are; its own by default. */
  migrations?: string | undefined;
}

/** Opens the database without changing it: nothing is made that is not there, and no migration runs. */
export async function openStore(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  deps: StoreDeps,
): Promise<OpenedStore> {
  const { log } = deps;
  const nothing = { clock: [], close: async () => {} };
  if (config.databaseUrl) return lookInto(config.databaseUrl, deps, nothing.close);
  if (!existsSync(join(config.dataDir, 'postgres', 'PG_VERSION'))) {
    return { ...nothing, findings: [finding('database.empty', 'fine')] };
  }
  try {
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
    return await lookInto(server.url, deps, () => server.stop());
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    const reason = error.message;
    return { ...nothing, findings: [finding('database.embedded_failed', 'broken', { reason })] };
  }
}

async function lookInto(
  url: string,
  { machineNow, log, migrations }: StoreDeps,
  afterwards: () => Promise<void>,
): Promise<OpenedStore> {
  const database = createDatabase({ url, log, connections: { prisma: 2, queue: 1 } });
  const close = async () => {
    await database.close();
    await afterwards();
  };
  try {
    const clock = await readClock(database, machineNow);
    const findings = [...(await session(database)), ...(await tables(database, migrations))];
    const readable = !findings.some(({ id }) => UNREADABLE.has(id));
    if (readable && !findings.some(({ severity }) => severity === 'broken')) {
      findings.push(finding('database.works', 'fine'));
    }
    return { findings, clock, close, ...(readable ? { database } : {}) };
  } catch (error) {
    const reason = reasonOf(error);
    return { findings: [finding('database.unreachable', 'broken', { reason })], clock: [], close };
  }
}

const UNREADABLE: ReadonlySet<string> = new Set([
  'database.empty',
  'database.migrations_pending',
  'database.newer',
]);

/** Asked over the driver, whose errors have Postgres' own codes. */
async function readClock(database: Database, now: () => Date): Promise<ClockReading[]> {
  const readings: ClockReading[] = [];
  while (readings.length < 3) {
    const asked = now().getTime();
    const { rows } = await database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const told = rows[0]?.now.getTime() ?? 0;
    readings.push({ asked, told, answered: now().getTime(), grain: 1 });
  }
  return readings;
}

/** What our own connection got, and what others would get. */
async function session(database: Database): Promise<Finding[]> {
  const { rows } = await database.pool.query<{ ours: string; usual: string }>(
    `SELECT setting AS ours, reset_val AS usual FROM pg_settings WHERE name = 'synchronous_commit'`,
  );
  const { ours = '', usual = '' } = rows[0] ?? {};
  if (ours !== 'on') return [finding('database.commit_not_kept', 'broken', { setting: ours })];
  return usual === 'off' ? [finding('database.commit_off', 'risky', { setting: usual })] : [];
}

/** Whether the tables are those that this version reads. */
async function tables(database: Database, folder = migrationsFolder()): Promise<Finding[]> {
  const [book] = await database.unscoped.$queryRaw<
    [{ there: boolean }]
  >`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`;
  const applied = book.there
    ? await database.unscoped.$queryRaw<{ name: string }[]>`SELECT migration_name AS name
        FROM "_prisma_migrations" WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY 1`
    : [];
  if (applied.length === 0) return [finding('database.empty', 'fine')];
  const entries = await readdir(folder, { withFileTypes: true });
  const known = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
  const newer = applied.find(({ name }) => !known.has(name));
  if (newer) return [finding('database.newer', 'broken', { migration: newer.name })];
  const count = known.size - applied.length;
  return count > 0 ? [finding('database.migrations_pending', 'broken', { count })] : [];
}

/** Postgres' code or the system's: a message may repeat the address with its password. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (/timeout/i.test(at.message)) return 'ETIMEDOUT';
  }
  return 'no answer';
}
