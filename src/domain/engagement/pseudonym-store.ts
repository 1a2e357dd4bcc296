import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '#database';
import type { Platform } from '#domain/members';

/** Somebody in a batch: what is known, by each of their hashes. */
export interface Found {
  account: string;
  id: string | null;
  number: bigint | null;
  memberId: string | null;
  firstAt: Date | null;
  joinedAt: Date | null;
  leftAt: Date | null;
  /** Whom the account belongs to now, and whether that person may be counted. */
  owner: string | null;
  counted: boolean;
}

export interface Asked {
  communityId: string;
  platform: Platform;
  externalId: string;
  account: string;
}

export interface NewPseudonym {
  communityId: string;
  account: string;
  /** null: a fresh one. */
  number: bigint | null;
  memberId: string | null;
  firstAt: Date;
  joinedAt: Date | null;
  leftAt: Date | null;
}

export type PseudonymStore = ReturnType<typeof createPseudonymStore>;

/** A number nobody can guess, of 63 bits. */
const newNumber = (): bigint => randomBytes(8).readBigUInt64BE() >> 1n;

export function createPseudonymStore({ prisma, unscoped }: Database) {
  return {
    /** One line for each hash that is asked for, in no order. */
    find: (asked: readonly Asked[]): Promise<Found[]> => unscoped.$queryRaw<Found[]>`
      SELECT g."account", p."id", p."number", p."memberId", p."firstAt", p."joinedAt", p."leftAt",
        m."id" AS "owner", COALESCE(m."counted" AND m."leavingAt" IS NULL, true) AS "counted"
      FROM unnest(${asked.map((one) => one.communityId)}::text[], ${asked.map((one) => one.platform)}::text[],
        ${asked.map((one) => one.externalId)}::text[], ${asked.map((one) => one.account)}::text[])
        AS g("communityId", "platform", "externalId", "account")
      LEFT JOIN "Pseudonym" p ON p."communityId" = g."communityId" AND p."account" = g."account"
      LEFT JOIN "Account" a ON a."communityId" = g."communityId" AND a."platform" = g."platform"::"Platform"
        AND a."externalId" = g."externalId"
      LEFT JOIN "Member" m ON m."id" = a."memberId"`,

    /** Their number; null: the member has none yet. */
    async numberOf(communityId: string, memberId: string, tx: Tx = prisma): Promise<bigint | null> {
      const row = await tx.pseudonym.findFirst({
        where: { communityId, memberId },
        orderBy: [{ firstAt: 'asc' }, { id: 'asc' }],
        select: { number: true },
      });
      return row?.number ?? null;
    },

    /** Gives people their number, unless they got one meanwhile. */
    async give(rows: readonly NewPseudonym[]): Promise<void> {
      await prisma.pseudonym.createMany({
        data: rows.map((row) => ({ ...row, number: row.number ?? newNumber() })),
        skipDuplicates: true,
      });
    },

    async change(
      communityId: string,
      id: string,
      change: Partial<{
        account: string;
        memberId: string;
        firstAt: Date;
        joinedAt: Date;
        leftAt: Date;
      }>,
    ): Promise<void> {
      // Somebody who is forgotten meanwhile has no row any more.
      await prisma.pseudonym.updateMany({ where: { communityId, id }, data: change });
    },
  };
}
