import { afterAll, beforeAll, expect, test } from 'vitest';
import { clockSkewMs, createDatabase, InvalidDatabaseUrl, isUniqueViolation, lockMember } from '#database';
import { lockName, parseAddress, tryLockName, wipe } from '#database';
import type { Database } from '#database';
import { silentLog } from '#kernel/log';
import { testDatabase } from '../_support/database.js';
import type { TestDatabase } from '../_support/database.js';

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await testDatabase();
  database = own.database;
});
afterAll(() => own.close());

const at = new Date('2026-11-22T12:00:00.123Z');

test('every connection commits synchronously, in UTC, whatever the database is set to', async () => {
  const name = new URL(own.url).pathname.slice(1);
  await database.pool.query(`ALTER DATABASE "${name}" SET synchronous_commit = off`);
  await database.pool.query(`ALTER DATABASE "${name}" SET timezone = 'Asia/Shanghai'`);
  const fresh = createDatabase({ url: own.url, log: silentLog });
  try {
    const pinned = { sync: 'on', zone: 'UTC' };
    const rows = fresh.prisma.$queryRaw`
      SELECT current_setting('synchronous_commit') AS sync, current_setting('timezone') AS zone`;
    expect(await rows).toEqual([pinned]);
    const inside = await fresh.transaction(
      (tx) =>
        tx.$queryRaw`SELECT current_setting('synchronous_commit') AS sync, current_setting('timezone') AS zone`,
    );
    expect(inside).toEqual([pinned]);
    const queue = await fresh.pool.query(
      `SELECT current_setting('synchronous_commit') AS sync, current_setting('timezone') AS zone`,
    );
    expect(queue.rows).toEqual([pinned]);
    const { id } = await fresh.prisma.community.create({ data: { name: 'Zone', createdAt: at } });
    const back = await fresh.prisma.community.findUniqueOrThrow({ where: { id } });
    expect(back.createdAt).toEqual(at);
    const [raw] = await fresh.prisma.$queryRaw<[{ same: boolean }]>`
      SELECT "createdAt" = ${at}::timestamptz AS same FROM "Community" WHERE "id" = ${id}`;
    expect(raw.same).toBe(true);
  } finally {
    await fresh.close();
  }
});

test('the pool looks for tables where the queue keeps them', async () => {
  const { rows } = await database.pool.query('SHOW search_path');
  expect(rows).toEqual([{ search_path: '"bullmq"' }]);
});

test('a transaction that throws leaves nothing behind', async () => {
  const stop = new Error('stop');
  const attempt = database.transaction(async (tx) => {
    await tx.community.create({ data: { id: 'gone', name: 'Gone', createdAt: at } });
    throw stop;
  });
  await expect(attempt).rejects.toBe(stop);
  expect(await database.prisma.community.findUnique({ where: { id: 'gone' } })).toBeNull();
});

test('a unique violation is told from other errors, for models and raw statements', async () => {
  const { prisma } = database;
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );
  await prisma.community.create({ data: { id: 'twice', name: 'Twice', createdAt: at } });
  const again = prisma.community.create({ data: { id: 'twice', name: 'Twice', createdAt: at } });
  expect(isUniqueViolation(await failure(again))).toBe(true);
  const raw = prisma.$executeRaw`INSERT INTO "Community" ("id", "name", "createdAt") VALUES ('twice', 'x', now())`;
  expect(isUniqueViolation(await failure(raw))).toBe(true);
  const missing = prisma.community.update({ where: { id: 'nobody' }, data: { name: 'x' } });
  expect(isUniqueViolation(await failure(missing))).toBe(false);
  expect(isUniqueViolation(await failure(prisma.$queryRaw`SELECT nothing`))).toBe(false);
});

test('a locked member is held until the end of the transaction', async () => {
  const member = await database.prisma.member.create({ data: { communityId: 'lock', createdAt: at } });
  const free = async () => {
    const { rowCount } = await database.pool.query(
      'SELECT 1 FROM public."Member" WHERE id = $1 FOR UPDATE SKIP LOCKED',
      [member.id],
    );
    return rowCount === 1;
  };
  await database.transaction(async (tx) => {
    expect(await lockMember(tx, 'other', member.id)).toBe(false);
    expect(await free()).toBe(true);
    expect(await lockMember(tx, 'lock', member.id)).toBe(true);
    expect(await free()).toBe(false);
  });
  expect(await free()).toBe(true);
});

test('a name is held by one transaction at a time', async () => {
  const tryIt = (name: string) => database.transaction((tx) => tryLockName(tx, name));
  await database.transaction(async (tx) => {
    await lockName(tx, 'sweep');
    expect(await tryIt('sweep')).toBe(false);
    expect(await tryIt('digest')).toBe(true);
  });
  expect(await tryIt('sweep')).toBe(true);
});

test('the skew is taken from the quickest of three answers', async () => {
  const ours = [0, 400, 1_000, 1_010, 2_000, 2_300];
  const theirs = [999_999, 505, 999_999];
  const next = (answers: number[]) => new Date(answers.shift() ?? NaN);
  const skew = await clockSkewMs({ now: async () => next(theirs) }, () => next(ours));
  expect(skew).toBe(500);
});

test('the skew against the real server has the right sign and size', async () => {
  const anHour = 3_600_000;
  const ahead = await clockSkewMs(database, () => new Date(Date.now() + anHour));
  const behind = await clockSkewMs(database, () => new Date(Date.now() - anHour));
  expect(Math.round(ahead / anHour)).toBe(1);
  expect(Math.round(behind / anHour)).toBe(-1);
});

test('an address is taken apart, and a bad one is refused without repeating its password', () => {
  expect(parseAddress('postgresql://u:p@h:1/d?schema=x&sslmode=disable')).toEqual({
    connectionString: 'postgresql://u:p@h:1/d?sslmode=disable',
    schema: 'x',
  });
  expect(parseAddress('postgres://u@h/d').schema).toBe('public');
  expect(parseAddress('postgres://u@h/d?schema=x', 'y').schema).toBe('y');
  for (const url of ['', 'mysql://u:secret@h/d', 'secret', 'postgres://u:secret@h/d?schema=a";DROP']) {
    expect(() => parseAddress(url)).toThrow(InvalidDatabaseUrl);
    expect(() => parseAddress(url)).not.toThrow(/secret/);
  }
});

test('wiping empties every table of the product', async () => {
  // A truncated table gets a new file, whether there was anything in it or not.
  const files = () => database.unscoped.$queryRaw<{ name: string; file: number }[]>`
    SELECT relname AS name, relfilenode::int AS file FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations' ORDER BY 1`;
  const before = await files();
  await wipe(database);
  const after = await files();
  expect(before.length).toBeGreaterThan(20);
  const untouched = before.filter(({ file }, index) => after[index]?.file === file);
  expect(untouched).toEqual([]);
});
