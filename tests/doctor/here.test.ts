import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrationsFolder, startEmbeddedPostgres } from '#database';
import { silentLog } from '#kernel/log';
import { emptyDatabase } from '../_support/database.js';
import { forgetfulPool } from './forgetful-pool.js';
import { openPatient, troubles, type Patient } from './patient.js';

const MB = 1024 ** 2;

let patient: Patient;
let folder: string;
beforeAll(async () => {
  patient = await openPatient();
  folder = await mkdtemp(join(tmpdir(), 'lyceum-here-'));
});
afterAll(async () => {
  await patient.close();
  await rm(folder, { recursive: true, force: true });
});

const look = async (...given: Parameters<Patient['examine']>) => troubles(await patient.examine(...given));

describe('this machine', () => {
  it('whose data folder cannot be written to: broken machine.data_not_writable', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await look({ DATA_DIR: join(file, 'data') })).toEqual(['broken machine.data_not_writable']);
    expect(await look()).toEqual([]);
  });

  it('whose disk is nearly full: risky, then broken machine.disk_nearly_full', async () => {
    const left = (free: number) => look({}, { disk: async () => ({ left: free * MB, all: 100_000 * MB }) });
    expect(await left(700)).toEqual(['risky machine.disk_nearly_full']);
    expect(await left(100)).toEqual(['broken machine.disk_nearly_full']);
    expect(await left(50_000)).toEqual([]);
  });

  it('keeps its key on one disk only, with the data elsewhere: risky machine.keys_missing', async () => {
    const found = await look({ ENCRYPTION_KEYS: '' });
    // Without its key, what was sealed with it is lost as well.
    expect(found).toEqual(['broken database.key_missing', 'risky machine.keys_missing']);
    expect(await look()).toEqual([]);
  });

  it('is left as it was', async () => {
    const before = await readdir(patient.dataDir);
    await patient.examine();
    await patient.examine({ DATA_DIR: join(folder, 'not', 'made', 'yet') });
    expect(await readdir(patient.dataDir)).toEqual(before);
    expect(await readdir(folder)).not.toContain('not');
  });
});

describe('the database', () => {
  const name = () => new URL(patient.product.data.url).pathname.slice(1);

  it('holds what was sealed with a key that is gone: broken database.key_missing', async () => {
    const another = { ENCRYPTION_KEYS: `k9:${Buffer.alloc(32, 9).toString('base64')}` };
    expect(await look(another)).toEqual(['broken database.key_missing']);
    await writeFile(join(patient.dataDir, 'installation.key'), Buffer.alloc(32, 1).toString('base64'));
    expect(await look(another)).toEqual(['broken database.key_missing']);
    await rm(join(patient.dataDir, 'installation.key'));
    expect(await look()).toEqual([]);
  });

  it('that is away, or refuses us: broken database.unreachable', async () => {
    const wrong = new URL(patient.product.data.networkUrl);
    wrong.port = '1';
    expect(await look({ DATABASE_URL: wrong.href })).toEqual(['broken database.unreachable']);
    const unknown = new URL(patient.product.data.url);
    unknown.pathname = '/no_such_database';
    const findings = await patient.examine({ DATABASE_URL: unknown.href });
    expect(troubles(findings)).toEqual(['broken database.unreachable']);
    const named = findings.find(({ severity }) => severity === 'broken');
    expect(named?.what.values).toEqual({ reason: '3D000' });
    expect(await look()).toEqual([]);
  });

  it('that answers before it has written: risky database.commit_off', async () => {
    await patient.sql(`ALTER DATABASE "${name()}" SET synchronous_commit = off`);
    expect(await look()).toEqual(['risky database.commit_off']);
    await patient.sql(`ALTER DATABASE "${name()}" SET synchronous_commit = on`);
    expect(await look()).toEqual([]);
  });

  it('behind a pool that forgets settings: broken database.commit_not_kept', async () => {
    await patient.sql(`ALTER DATABASE "${name()}" SET synchronous_commit = off`);
    const pool = await forgetfulPool(patient.product.data.networkUrl);
    expect(await look({ DATABASE_URL: pool.url })).toEqual(['broken database.commit_not_kept']);
    await pool.close();
    await patient.sql(`ALTER DATABASE "${name()}" SET synchronous_commit = on`);
    expect(await look()).toEqual([]);
  });

  it('whose tables are older: broken database.migrations_pending', async () => {
    const migrations = join(folder, 'migrations');
    for (const known of await readdir(migrationsFolder()))
      await mkdir(join(migrations, known), { recursive: true });
    expect(await look({}, { migrations })).toEqual(['broken database.migrations_pending']);
    await rm(join(migrations, 'migration_lock.toml'), { recursive: true });
    expect(await look({}, { migrations })).toEqual([]);
    await mkdir(join(migrations, '29990101000000_later'));
    expect(await look({}, { migrations })).toEqual(['broken database.migrations_pending']);
  });

  it('whose tables are newer: broken database.newer', async () => {
    const later = '29990101000000_later';
    await patient.sql(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at)
       VALUES ('later', 'x', '${later}', now())`,
    );
    expect(await look()).toEqual(['broken database.newer']);
    await patient.sql(`DELETE FROM "_prisma_migrations" WHERE id = 'later'`);
    expect(await look()).toEqual([]);
  });

  it('that is empty, because nothing was started yet, is fine: database.empty', async () => {
    const empty = await emptyDatabase();
    await patient.sql(`ALTER DATABASE "${new URL(empty.url).pathname.slice(1)}" SET synchronous_commit = on`);
    const ids = async (given: Record<string, string>) => {
      const findings = await patient.examine(given);
      expect(troubles(findings)).toEqual([]);
      return findings.map(({ id }) => id);
    };
    expect(await ids({ DATABASE_URL: empty.url })).toContain('database.empty');
    await empty.drop();
    // The same with the built-in one; looking does not make it.
    const DATA_DIR = join(folder, 'first-start');
    await mkdir(DATA_DIR);
    expect(await ids({ DATABASE_URL: '', DATA_DIR })).toContain('database.empty');
    expect(await readdir(DATA_DIR)).toEqual([]);
  });

  it('that is built in is looked at beside a running Lyceum: database.works', async () => {
    const DATA_DIR = join(folder, 'built-in');
    const server = await startEmbeddedPostgres({
      dataDir: DATA_DIR,
      log: silentLog,
      settings: { fsync: 'off' },
    });
    await migrate(server.url);
    const findings = await patient.examine({ DATABASE_URL: '', DATA_DIR });
    expect(troubles(findings)).toEqual([]);
    expect(findings.map(({ id }) => id)).toContain('database.works');
    // The doctor leaves, the server stays.
    expect(await migrate(server.url)).toEqual([]);
    await server.stop();
  });

  it('that is built in and does not start: broken database.embedded_failed', async () => {
    const DATA_DIR = join(folder, 'damaged');
    await mkdir(join(DATA_DIR, 'postgres'), { recursive: true });
    await writeFile(join(DATA_DIR, 'postgres', 'PG_VERSION'), '9.6\n');
    expect(await look({ DATABASE_URL: '', DATA_DIR })).toEqual(['broken database.embedded_failed']);
  });
});
