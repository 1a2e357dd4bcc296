import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  diffMigration,
  migrate,
  MigrationError,
  migrationsFolder,
  parseAddress,
  schemaDrift,
} from '#database';
import { withEngine } from '../../src/database/migrations/engine.js';
import { emptyDatabase } from '../_support/database.js';

let own: Awaited<ReturnType<typeof emptyDatabase>>;
let url: string;
let folder: string;
beforeEach(async () => {
  own = await emptyDatabase();
  url = own.url;
  folder = await mkdtemp(join(tmpdir(), 'lyceum-migrations-'));
});
afterEach(async () => {
  await own.drop();
  await rm(folder, { recursive: true });
});

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<T>(sql).finally(() => client.end());
  return rows;
}

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

const tables = async (schema: string) =>
  (
    await ask<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${schema}' ORDER BY 1`,
    )
  ).map(({ name }) => name);

test('the migrations lead to the schema', async () => {
  expect(await schemaDrift({ url })).toBeNull();
  // The schema it was compared in is gone again.
  expect(await ask(`SELECT 1 FROM information_schema.schemata WHERE schema_name LIKE 'shadow%'`)).toEqual([]);
});

test('migrating twice does nothing the second time', async () => {
  const first = await migrate(url);
  expect(first.length).toBeGreaterThan(0);
  expect(await migrate(url)).toEqual([]);
  expect(await tables('public')).toContain('Member');
});

test('processes that migrate at once apply each migration once', async () => {
  const all = (await Promise.all(Array.from({ length: 5 }, () => migrate(url)))).flat();
  expect(all).toEqual([...new Set(all)]);
  const booked = await ask<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations');
  expect(booked.map((row) => row.migration_name).sort()).toEqual(all.sort());
});

test("Prisma's own engine finds the book in order", async () => {
  const names = await migrate(url);
  const diagnosis = await withEngine(parseAddress(url), async (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: migrationsFolder(),
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: await Promise.all(
          names.map(async (path) => {
            const value = await readFile(join(migrationsFolder(), path, 'migration.sql'), 'utf8');
            return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
          }),
        ),
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  expect(diagnosis).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  });
});

test('two schemas of one database are apart', async () => {
  const first = new URL(url);
  first.searchParams.set('schema', 'one');
  await migrate(first.toString());
  await migrate(url, { schema: 'two' });
  expect(await tables('one')).toEqual(await tables('two'));
  expect(await tables('public')).toEqual([]);
});

test('a migration that fails leaves nothing behind and can be put right', async () => {
  await write('20260101000000_good', 'CREATE TABLE good (id int);');
  await write(
    '20260102000000_bad',
    'CREATE TABLE half (id int); INSERT INTO half VALUES (1); SELECT nonsense;',
  );
  await expect(migrate(url, { folder })).rejects.toThrow(MigrationError);
  expect(await tables('public')).toEqual(['_prisma_migrations', 'good']);
  await write('20260102000000_bad', 'CREATE TABLE half (id int);');
  expect(await migrate(url, { folder })).toEqual(['20260102000000_bad']);
});

test('functions keep their semicolons', async () => {
  const body = 'BEGIN RETURN 1; END;';
  await write('20260101000000_f', `CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ ${body} $$;`);
  await migrate(url, { folder });
  expect(await ask('SELECT one()')).toEqual([{ one: 1 }]);
});

test('a database of a newer version is left alone', async () => {
  await write('20260101000000_now', 'CREATE TABLE t (id int);');
  await write('20260102000000_future', 'CREATE TABLE u (id int);');
  await migrate(url, { folder });
  await rm(join(folder, '20260102000000_future'), { recursive: true });
  await write('20260103000000_other', 'CREATE TABLE v (id int);');
  await expect(migrate(url, { folder })).rejects.toThrow(/newer Lyceum.*20260102000000_future/);
  expect(await tables('public')).not.toContain('v');
});

test('a migration that another tool left unfinished is not passed over', async () => {
  await write('20260101000000_a', 'CREATE TABLE a (id int);');
  await migrate(url, { folder });
  await ask('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrate(url, { folder })).rejects.toThrow(/20260101000000_a.*migrate resolve/);
});

test('what the schema has and the migrations lack becomes the next migration', async () => {
  await cp(migrationsFolder(), folder, { recursive: true });
  await write('20991231000000_drifted', 'ALTER TABLE "Member" DROP COLUMN "locale";');
  const at = new Date('2999-01-02T03:04:05Z');
  const path = await diffMigration('Give the locale back!', at, { url, folder });
  expect(path).toBe(join(folder, '29990102030405_give_the_locale_back', 'migration.sql'));
  expect(await readFile(path ?? '', 'utf8')).toMatch(/ALTER TABLE "Member" ADD COLUMN\s+"locale" TEXT;/);
  expect(await diffMigration('again', at, { url, folder })).toBeNull();
});
