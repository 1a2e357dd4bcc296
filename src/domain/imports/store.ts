import type { Database, Tx } from '#database';

export interface NewClaimCode {
  codeHash: string;
  stripeCustomerId: string | null;
  planId: string | null;
  endsAt: Date | null;
  reason: string;
  rowKey: string | null;
  issuedAt: Date;
  expiresAt: Date;
}

/** What names the row a code was made for. */
export type MadeFor = { stripeCustomerId: string } | { rowKeys: readonly string[] };

const whereOf = (made: MadeFor) =>
  'rowKeys' in made ? { rowKey: { in: [...made.rowKeys] } } : { stripeCustomerId: made.stripeCustomerId };

/** The room's rows. */
export function createImportStore(database: Database) {
  const { prisma } = database;
  return {
    /** Whether somebody used a code that was made for this, or has one that is still good. */
    async codeFor(communityId: string, made: MadeFor, now: Date): Promise<'used' | 'open' | null> {
      const where = { communityId, ...whereOf(made) };
      const rows = await prisma.claimCode.findMany({ where, select: { usedAt: true, expiresAt: true } });
      if (rows.some((row) => row.usedAt)) return 'used';
      return rows.some((row) => row.expiresAt > now) ? 'open' : null;
    },
    /** Makes a code the only one for what it stands for. */
    async putCode(communityId: string, made: MadeFor, code: NewClaimCode): Promise<void> {
      await database.transaction(async (tx) => {
        await tx.claimCode.deleteMany({ where: { communityId, usedAt: null, ...whereOf(made) } });
        await tx.claimCode.create({ data: { communityId, ...code } });
      });
    },
    /** Takes a code: true for exactly one of any number of tries at once. */
    async takeCode(communityId: string, codeHash: string, memberId: string, now: Date, tx: Tx) {
      const taken = await tx.claimCode.updateMany({
        where: { communityId, codeHash, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now, usedById: memberId },
      });
      if (taken.count === 0) return null;
      return tx.claimCode.findUnique({ where: { codeHash, communityId } });
    },
    async dropCodes(communityId: string, expiredBefore: Date): Promise<void> {
      await prisma.claimCode.deleteMany({ where: { communityId, expiresAt: { lt: expiredBefore } } });
    },
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      await tx.claimCode.updateMany({ where: { communityId, usedById: from }, data: { usedById: to } });
    },
  };
}

export type ImportStore = ReturnType<typeof createImportStore>;
