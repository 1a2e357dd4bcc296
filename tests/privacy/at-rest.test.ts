import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '#app/config';
import { tendSeals } from '#app/seals';
import { createDatabase, NotSealed, sealedColumns, type Database } from '#database';
import { createMembers, type Members } from '#domain/members';
import { CannotOpen, sealedWith, type DataKey } from '#kernel/sealed';
import { silentLog } from '#kernel/log';
import { systemClock } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';

const key = (id: string): DataKey => ({ id, key: randomBytes(32) });
const [k1, k2] = [key('k1'), key('k2')];
const log = silentLog;

let own: TestDatabase;
let communityId: string;
const opened: Database[] = [];
beforeAll(async () => {
  own = await testDatabase({ keys: [k1] });
  const home = await roomOn(own.database).createCommunity({ name: 'Home', locale: 'en', timeZone: 'UTC' });
  communityId = home.id;
});
afterAll(async () => {
  for (const database of opened) await database.close();
  await own.close();
});

function withKeys(...keys: DataKey[]): Database {
  const database = createDatabase({ url: own.url, keys, log });
  opened.push(database);
  return database;
}

function roomOn(database: Database): Members {
  return createMembers({ database, clock: systemClock, wake: { member: async () => {} }, belongings: [] });
}

const person = (externalId: string, name: string) => ({ platform: 'discord' as const, externalId, name });
const arrive = (database: Database, externalId: string, name: string) =>
  roomOn(database).arrive(communityId, person(externalId, name));

async function keysOf(database: Database): Promise<Record<string, string[]>> {
  const all = (await database.seals.inUse()).map(({ column, values }) => [column, [...values.keys()].sort()]);
  return Object.fromEntries(all);
}

describe('what is kept about people', () => {
  it('is not readable in the database', async () => {
    await arrive(own.database, '1', 'Ada Brook');
    const [row] = await own.database.unscoped.account.findMany({ where: { externalId: '1' } });
    expect(row?.name).not.toContain('Ada');
    expect(sealedWith(row?.name ?? '')).toBe('k1');
    expect((await roomOn(own.database).byAccount(communityId, 'discord', '1'))?.accounts[0]?.name).toBe(
      'Ada Brook',
    );
  });

  it('is refused where it was moved to', async () => {
    const [ada, ben] = [await arrive(own.database, '2', 'Ada'), await arrive(own.database, '3', 'Ben')];
    const { unscoped } = own.database;
    const theirs = await unscoped.account.findUniqueOrThrow({ where: { id: ben.account.id } });
    const mine = await unscoped.account.findUniqueOrThrow({ where: { id: ada.account.id } });
    await unscoped.account.update({ where: { id: ada.account.id }, data: { name: theirs.name } });
    await expect(roomOn(own.database).byAccount(communityId, 'discord', '2')).rejects.toThrow(CannotOpen);
    await unscoped.account.update({ where: { id: ada.account.id }, data: { name: mine.name } });
  });

  it('cannot be written plain, whoever forgets it', async () => {
    const { prisma } = own.database;
    const rename = prisma.account.updateMany({ where: { communityId }, data: { name: 'Ada' } });
    await expect(rename).rejects.toThrow(NotSealed);
    for (const { table, column } of sealedColumns) {
      const model = table.charAt(0).toLowerCase() + table.slice(1);
      const delegate = (prisma as unknown as Record<string, { updateMany(args: object): Promise<unknown> }>)[
        model
      ];
      const write = delegate?.updateMany({ where: { communityId }, data: { [column]: 'plain' } });
      await expect(write, `${table}.${column}`).rejects.toThrow(NotSealed);
    }
  });
});

describe('looking for a name', () => {
  it('finds whatever the case and the width, first come first, at most 25', async () => {
    const room = roomOn(own.database);
    await arrive(own.database, 'w', '陈薇 Ｗｅｉ');
    for (let n = 0; n < 30; n += 1) await arrive(own.database, `many-${n}`, `Many ${n}`);
    const names = async (text: string) =>
      (await room.find(communityId, text)).map(({ accounts }) => accounts[0]?.name);
    expect(await names('WEI')).toEqual(['陈薇 Ｗｅｉ']);
    expect(await names('陈')).toEqual(['陈薇 Ｗｅｉ']);
    expect(await names('many')).toEqual(Array.from({ length: 25 }, (_, n) => `Many ${n}`));
    expect(await names('nobody')).toEqual([]);
    expect(await names('%')).toEqual([]);
    expect(await names('')).toHaveLength(25);
  });
});

describe('rotation', () => {
  it('seals everything anew while the product goes on, and can be stopped halfway', async () => {
    const before = await keysOf(own.database);
    expect(before['Account.name']).toEqual(['k1']);
    const people = Array.from({ length: 1_200 }, (_, n) => ({ n, at: new Date() }));
    await own.database.unscoped.member.createMany({
      data: people.map(({ n, at }) => ({ id: `m${n}`, communityId, createdAt: at })),
    });
    await own.database.unscoped.account.createMany({
      data: people.map(({ n, at }) => ({
        ...{ id: `a${n}`, communityId, memberId: `m${n}`, platform: 'discord' as const, externalId: `x${n}` },
        name: own.database.sealer.seal({ column: 'Account.name', id: `a${n}`, communityId }, `Person ${n}`),
        ...{ lastSeenAt: at, createdAt: at },
      })),
    });

    const next = withKeys(k2, k1);
    const stop = new Error('stopped halfway');
    const seen: number[] = [];
    const halfway = next.seals.renew({
      onProgress({ column, done, of }) {
        expect([column, done <= of]).toEqual(['Account.name', true]);
        seen.push(done);
        throw stop;
      },
    });
    await expect(halfway).rejects.toThrow(stop);
    expect((await keysOf(next))['Account.name']).toEqual(['k1', 'k2']);
    // In the middle of it, everybody can be read and renamed.
    await arrive(next, 'x3', 'Somebody Else');
    await arrive(next, 'x1100', 'Late');

    let touched = false;
    await next.seals.renew({
      onProgress() {
        touched = true;
      },
    });
    expect(touched && seen.length === 1).toBe(true);
    for (const keys of Object.values(await keysOf(next)))
      expect(keys.filter((id) => id !== 'k2')).toEqual([]);
    expect(await next.seals.renew()).toBe(0);

    const alone = withKeys(k2);
    const names = ['x3', 'x7', 'x1100', 'x1199', '1'].map(
      async (id) => (await roomOn(alone).byAccount(communityId, 'discord', id))?.accounts[0]?.name,
    );
    expect(await Promise.all(names)).toEqual([
      'Somebody Else',
      'Person 7',
      'Late',
      'Person 1199',
      'Ada Brook',
    ]);
  });

  it('never overwrites what somebody changed meanwhile', async () => {
    const next = withKeys(k1, k2);
    const renames: Promise<unknown>[] = [];
    // Beside each batch, its people are renamed by a process that knows both keys as well.
    await next.seals.renew({
      onProgress: () =>
        void renames.push(...['x7', 'x600', 'x1199'].map((id) => arrive(next, id, `New ${id}`))),
    });
    await Promise.all(renames);
    for (const id of ['x7', 'x600', 'x1199']) {
      expect((await roomOn(next).byAccount(communityId, 'discord', id))?.accounts[0]?.name).toBe(`New ${id}`);
    }
    await withKeys(k2, k1).seals.renew();
  });
});

describe('at the start', () => {
  it('what is plain from before is read, and sealed', async () => {
    const database = withKeys(k2);
    const { unscoped } = database;
    const [member] = await unscoped.member.findMany({ where: { communityId }, take: 1 });
    const memberId = member?.id ?? '';
    const at = new Date();
    const old = { communityId, memberId, kind: 'welcome', key: 'old', notBefore: at, createdAt: at };
    const { id } = await unscoped.message.create({ data: { ...old, body: { plan: 'Gold', places: '' } } });
    await unscoped.account.updateMany({
      where: { communityId, externalId: 'x9' },
      data: { name: 'Plain Person' },
    });
    const name = async () =>
      (await roomOn(database).byAccount(communityId, 'discord', 'x9'))?.accounts[0]?.name;
    expect(await name()).toBe('Plain Person');

    await tendSeals(database, log);
    for (const keys of Object.values(await keysOf(database)))
      expect(keys.filter((one) => one !== 'k2')).toEqual([]);
    expect(await name()).toBe('Plain Person');
    const row = await unscoped.message.findUniqueOrThrow({ where: { id } });
    const opened = database.sealer.open({ column: 'Message.body', id, communityId }, row.body as string);
    expect(JSON.parse(opened)).toEqual({ plan: 'Gold', places: '' });
  });

  it('nothing runs without the key of a single value', async () => {
    await expect(tendSeals(withKeys(k1), log)).rejects.toThrow(ConfigError);
    await expect(tendSeals(withKeys(k1), log)).rejects.toThrow(/"k2", which is not among the keys/);
    await expect(tendSeals(withKeys(k1, k2), log)).resolves.toBeUndefined();
  });
});

describe('a key that is lost for good', () => {
  it('is let go of with all that it sealed, and everything runs again', async () => {
    const left = withKeys(k1);
    const { unscoped } = left;
    const before = await unscoped.account.count({ where: { communityId } });
    expect(await left.seals.giveUp('k2')).toBeGreaterThan(1_000);
    await tendSeals(left, log);
    for (const keys of Object.values(await keysOf(left)))
      expect(keys.filter((id) => id !== 'k1')).toEqual([]);
    expect(await unscoped.account.count({ where: { communityId } })).toBe(before);
    const name = async () => (await roomOn(left).byAccount(communityId, 'discord', 'x9'))?.accounts[0]?.name;
    expect(await name()).toBe('?');
    await arrive(left, 'x9', 'Back Again');
    expect(await name()).toBe('Back Again');
  });
});
