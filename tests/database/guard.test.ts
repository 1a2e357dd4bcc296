import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOperation, MissingCommunity, Prisma, tenantModels } from '#database';
import type { Database } from '#database';
import { testDatabase } from '../_support/database.js';
import type { TestDatabase } from '../_support/database.js';

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await testDatabase();
  database = own.database;
});
afterAll(() => own.close());

type Operation = (...args: unknown[]) => Promise<unknown>;
type Delegates = Record<string, Record<string, Operation>>;
const delegateOf = (client: object, model: string) =>
  (client as Delegates)[model.charAt(0).toLowerCase() + model.slice(1)] ?? {};
const call = (client: object, model: string, operation: string, ...args: unknown[]) =>
  delegateOf(client, model)[operation]?.(...args);

/** Every operation that the client offers for a model, as the client itself lists them. */
function operationsOf(client: object, model: string): string[] {
  const delegate = delegateOf(client, model);
  return Reflect.ownKeys(delegate)
    .filter((key) => typeof key === 'string')
    .filter((key) => /^[a-z]/.test(key) && key !== 'fields' && typeof delegate[key] === 'function');
}

const at = new Date('2026-11-22T12:00:00.123Z');
const memberOf = (communityId: string) => ({ communityId, createdAt: at });
const withoutCommunity = {
  where: { id: 'x' },
  data: { id: 'x' },
  create: { id: 'x' },
  update: {},
  by: ['id'],
};

test('the tenant models are those of the schema that have a communityId', async () => {
  const schema = await readFile(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const tenants = models
    .filter(([, , body = '']) => /^\s+communityId\s+String\b/m.test(body))
    .map((found) => found[1]);
  expect(tenants.length).toBeGreaterThan(10);
  expect([...tenantModels].sort()).toEqual(tenants.map(String).sort());
});

test('every operation of every tenant model is refused without a community', async () => {
  const seen = new Set<string>();
  for (const model of tenantModels) {
    for (const operation of operationsOf(database.prisma, model)) {
      seen.add(operation);
      const asked = call(database.prisma, model, operation, withoutCommunity);
      await expect(asked, `${model}.${operation}`).rejects.toThrow(MissingCommunity);
      const bare = call(database.prisma, model, operation);
      await expect(bare, `${model}.${operation}()`).rejects.toThrow(MissingCommunity);
    }
  }
  const known = ['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'create'];
  known.push('createMany', 'createManyAndReturn', 'update', 'updateMany', 'updateManyAndReturn', 'upsert');
  known.push('delete', 'deleteMany', 'aggregate', 'groupBy', 'count', 'findRaw', 'aggregateRaw');
  expect([...seen].sort()).toEqual(known.sort());
});

test('the same holds inside a transaction, which is rolled back', async () => {
  for (const operation of operationsOf(database.prisma, 'Member')) {
    const attempt = database.transaction(async (tx) => {
      await tx.member.create({ data: memberOf('tx') });
      await call(tx, 'Member', operation, withoutCommunity);
    });
    await expect(attempt, operation).rejects.toThrow(MissingCommunity);
  }
  expect(await database.prisma.member.count({ where: { communityId: 'tx' } })).toBe(0);
});

describe('what does not count as naming a community', () => {
  const values = [
    undefined,
    null,
    '',
    { in: ['a'] },
    { not: '' },
    { startsWith: 'a' },
    ['a'],
    7,
    Prisma.skip,
  ];
  test.each(values)('%j', (communityId) => {
    for (const operation of ['findMany', 'updateMany', 'deleteMany', 'count']) {
      expect(() => checkOperation('Member', operation, { where: { communityId } })).toThrow(MissingCommunity);
    }
    expect(() => checkOperation('Member', 'create', { data: { communityId } })).toThrow(MissingCommunity);
  });
  test.each([
    { OR: [{ communityId: 'a' }] },
    { AND: [{ communityId: 'a' }] },
    { NOT: { communityId: 'a' } },
    { account: { communityId: 'a' } },
  ])('in a part of where: %j', (where) => {
    expect(() => checkOperation('Seat', 'findMany', { where })).toThrow(MissingCommunity);
  });
});

test('a compound key that holds the community counts', async () => {
  const { prisma } = database;
  const key = { communityId: 'k', platform: 'discord' as const, externalId: '1' };
  const member = await prisma.member.create({ data: memberOf('k') });
  const name = database.sealer.seal({ column: 'Account.name', id: 'ann', communityId: 'k' }, 'Ann');
  await prisma.account.create({
    data: { ...key, id: 'ann', memberId: member.id, name, createdAt: at, lastSeenAt: at },
  });
  const found = await prisma.account.findUnique({ where: { communityId_platform_externalId: key } });
  expect(found?.name).toBe(name);
  const empty = { communityId_platform_externalId: { ...key, communityId: undefined } };
  expect(() => checkOperation('Account', 'findUnique', { where: empty })).toThrow(MissingCommunity);
});

test('createMany checks every row, upsert both sides, and no row changes its community', () => {
  const refused: [string, unknown][] = [
    ['createMany', { data: [memberOf('a'), { createdAt: at }] }],
    ['createManyAndReturn', { data: [] }],
    ['upsert', { where: { id: 'x', communityId: 'a' }, create: { id: 'x' }, update: {} }],
    ['upsert', { where: { id: 'x', communityId: 'a' }, create: memberOf('b'), update: {} }],
    ['upsert', { where: { id: 'x', communityId: 'a' }, create: memberOf('a'), update: { communityId: 'b' } }],
    ['update', { where: { id: 'x', communityId: 'a' }, data: { communityId: 'b' } }],
    ['updateMany', { where: { communityId: 'a' }, data: { communityId: { set: 'b' } } }],
  ];
  for (const [operation, args] of refused) {
    expect(() => checkOperation('Member', operation, args), operation).toThrow(MissingCommunity);
  }
});

test('nothing is written through a relation', () => {
  const args = { data: { ...memberOf('a'), accounts: { create: { communityId: 'b' } } } };
  expect(() => checkOperation('Member', 'create', args)).toThrow(/accounts/);
});

test('two communities do not see each other', async () => {
  const { prisma } = database;
  const a = await prisma.member.create({ data: memberOf('a') });
  const b = await prisma.member.create({ data: memberOf('b') });
  const others = { id: b.id, communityId: 'a' };
  expect(await prisma.member.findUnique({ where: others })).toBeNull();
  expect(await prisma.member.updateMany({ where: others, data: { locale: 'en' } })).toEqual({ count: 0 });
  await expect(prisma.member.delete({ where: others })).rejects.toThrow(Prisma.PrismaClientKnownRequestError);
  const where = { ...others, id: b.id };
  await expect(
    prisma.member.upsert({ where, create: { ...memberOf('a'), id: b.id }, update: {} }),
  ).rejects.toThrow();
  expect(await prisma.member.findMany({ where: { communityId: 'b' } })).toEqual([b]);
  expect(await prisma.member.count({ where: { communityId: 'a', id: a.id } })).toBe(1);
});

test('raw statements are tagged ones only', async () => {
  await expect(database.prisma.$queryRawUnsafe('SELECT 1')).rejects.toThrow(MissingCommunity);
  await expect(database.prisma.$executeRawUnsafe('SELECT 1')).rejects.toThrow(MissingCommunity);
  await expect(database.transaction((tx) => tx.$executeRawUnsafe('SELECT 1'))).rejects.toThrow(
    MissingCommunity,
  );
  expect(await database.prisma.$queryRaw`SELECT ${7}::int AS n`).toEqual([{ n: 7 }]);
});

test('tables without a community, and the unscoped client, are free', async () => {
  await database.prisma.community.create({ data: { id: 'free', name: 'Free', createdAt: at } });
  expect(await database.prisma.community.count()).toBe(1);
  await database.unscoped.member.create({ data: memberOf('free') });
  expect(await database.unscoped.member.findMany({ where: { createdAt: at } })).not.toEqual([]);
});
