import type { Database, Tx } from '#database';
import type { Hashes } from './hashes.js';

/** What happens to counts when people become one, or nobody. */
export type ErasingStore = ReturnType<typeof createErasingStore>;

export function createErasingStore({ prisma }: Database, hashes: Hashes) {
  /** The accounts of a member, by the hashes they may be known by here. */
  async function accountsOf(tx: Tx, communityId: string, memberId: string): Promise<string[]> {
    const rows = await tx.account.findMany({
      where: { communityId, memberId },
      select: { platform: true, externalId: true },
    });
    return rows.flatMap(({ platform, externalId }) => hashes.account(communityId, platform, externalId));
  }

  /** Rows that stand for a member, also those that were made before we knew them. */
  async function rowsOf(tx: Tx, communityId: string, memberId: string) {
    const account = { in: await accountsOf(tx, communityId, memberId) };
    return tx.pseudonym.findMany({
      where: { communityId, OR: [{ memberId }, { memberId: null, account }] },
      orderBy: [{ firstAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** Everything that was counted under one number is another's. */
  async function renumber(tx: Tx, communityId: string, from: bigint, to: bigint): Promise<void> {
    await tx.$executeRaw`
      UPDATE "ActivityEvent" SET "number" = CASE WHEN "number" = ${from} THEN ${to}::bigint ELSE "number" END,
        "toNumber" = CASE WHEN "toNumber" = ${from} THEN ${to}::bigint ELSE "toNumber" END
      WHERE "communityId" = ${communityId} AND ("number" = ${from} OR "toNumber" = ${from})`;
    await tx.$executeRaw`
      WITH old AS (DELETE FROM "MemberDay" WHERE "communityId" = ${communityId} AND "number" = ${from} RETURNING *)
      INSERT INTO "MemberDay" AS d ("communityId", "day", "number", "messages", "replies", "reactions", "commands",
        "lessons", "voice", "hours")
      SELECT "communityId", "day", ${to}::bigint, "messages", "replies", "reactions", "commands", "lessons", "voice",
        "hours" FROM old
      ON CONFLICT ("communityId", "day", "number") DO UPDATE SET "messages" = d."messages" + EXCLUDED."messages",
        "replies" = d."replies" + EXCLUDED."replies", "reactions" = d."reactions" + EXCLUDED."reactions",
        "commands" = d."commands" + EXCLUDED."commands", "lessons" = d."lessons" + EXCLUDED."lessons",
        "voice" = d."voice" + EXCLUDED."voice", "hours" = d."hours" | EXCLUDED."hours"`;
    await tx.pseudonym.updateMany({ where: { communityId, number: from }, data: { number: to } });
  }

  return {
    renumber,
    rowsOf,

    /** Rows of one member become another's, under one number. */
    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      const given = await rowsOf(tx, communityId, from);
      const kept = await rowsOf(tx, communityId, to);
      const number = kept[0]?.number ?? given[0]?.number;
      if (number === undefined) return;
      for (const other of new Set([...given, ...kept].map((row) => row.number))) {
        if (other !== number) await renumber(tx, communityId, other, number);
      }
      const ids = [...given, ...kept].map(({ id }) => id);
      await tx.pseudonym.updateMany({ where: { communityId, id: { in: ids } }, data: { memberId: to } });
    },

    /**
     * Nothing that was counted leads to the member any more: not by a number, nor by a message of theirs that
     * still stands on the platform.
     */
    async erase(tx: Tx, communityId: string, memberId: string): Promise<void> {
      const rows = await rowsOf(tx, communityId, memberId);
      const numbers = [...new Set(rows.map(({ number }) => number))];
      if (numbers.length === 0) return;
      // First, so that what is being written about them is either done or left out.
      await tx.pseudonym.deleteMany({ where: { communityId, number: { in: numbers } } });
      await tx.$executeRaw`
        UPDATE "ActivityEvent"
        SET "messageRef" = CASE WHEN "number" = ANY(${numbers}::bigint[]) THEN NULL ELSE "messageRef" END,
          "repliesTo" = CASE WHEN "toNumber" = ANY(${numbers}::bigint[]) THEN NULL ELSE "repliesTo" END
        WHERE "communityId" = ${communityId}
          AND ("number" = ANY(${numbers}::bigint[]) OR "toNumber" = ANY(${numbers}::bigint[]))`;
    },

    /** What stands for a member, and their days, the first one first. */
    async kept(communityId: string, memberId: string) {
      const pseudonyms = await rowsOf(prisma, communityId, memberId);
      const numbers = [...new Set(pseudonyms.map(({ number }) => number))];
      const days = await prisma.memberDay.findMany({
        where: { communityId, number: { in: numbers } },
        orderBy: { day: 'asc' },
      });
      return { pseudonyms, days };
    },
  };
}
