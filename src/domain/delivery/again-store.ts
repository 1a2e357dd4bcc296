import { Prisma, type Database, type Tx } from '#database';
import type { NoticeKind } from './model.js';
import type { Undelivered } from './again-model.js';

const seen = {
  id: true,
  memberId: true,
  kind: true,
  state: true,
  platform: true,
  createdAt: true,
  failure: true,
};

/** What was said half a year ago is not known any more, and cannot be said again. */
const hasWords = { body: { not: Prisma.JsonNull } };

/** Rows that were not delivered. */
export function createAgainStore(database: Database) {
  const { prisma } = database;
  type Row = Omit<Undelivered, 'kind' | 'state'> & { kind: string; state: string };
  const undelivered = (row: Row): Undelivered => ({
    ...row,
    kind: row.kind as NoticeKind,
    state: row.state as Undelivered['state'],
  });

  return {
    async list(communityId: string, state: Undelivered['state'], offset: number, limit: number) {
      const where = { communityId, state, ...hasWords };
      const rows = await prisma.message.findMany({
        where,
        select: seen,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        skip: offset,
        take: limit,
      });
      return { count: await prisma.message.count({ where }), rows: rows.map(undelivered) };
    },
    async one(communityId: string, id: string): Promise<Undelivered | null> {
      const state = { in: ['refused' as const, 'uncertain' as const] };
      const where = { communityId, id, state, ...hasWords };
      const row = await prisma.message.findFirst({ where, select: seen });
      return row && undelivered(row);
    },
    /** Back to the beginning, as if it had never been tried; false when it is no longer in that state. */
    async reopen(communityId: string, id: string, from: Undelivered['state'], now: Date, tx: Tx) {
      const fresh = { platform: null, accountId: null, claim: null, claimedAt: null, failure: null };
      const done = await tx.message.updateMany({
        where: { communityId, id, state: from, ...hasWords },
        data: { state: 'pending', notBefore: now, attempts: 0, ...fresh },
      });
      return done.count === 1;
    },
    async leave(communityId: string, id: string, tx: Tx): Promise<boolean> {
      const where = { communityId, id, state: 'uncertain' as const };
      return (await tx.message.updateMany({ where, data: { state: 'inbox' } })).count === 1;
    },
  };
}

export type AgainStore = ReturnType<typeof createAgainStore>;
