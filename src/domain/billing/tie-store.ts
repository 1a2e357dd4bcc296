import type { Database, Tx } from '#database';

/** Customers, as far as tying them needs to know. */
export function createTieStore(database: Database) {
  return {
    /** Over all communities: an account at Stripe may serve several, but a customer only one. */
    async tiedTo(stripeId: string, tx?: Tx): Promise<{ communityId: string; memberId: string } | null> {
      if (tx) {
        const [row] = await tx.$queryRaw<{ communityId: string; memberId: string }[]>`
          SELECT "communityId", "memberId" FROM "Customer" WHERE "stripeId" = ${stripeId}`;
        return row ?? null;
      }
      const row = await database.unscoped.customer.findUnique({ where: { stripeId } });
      return row && { communityId: row.communityId, memberId: row.memberId };
    },
    /** False when the customer is tied already, to whomever. */
    async put(tx: Tx, communityId: string, memberId: string, stripeId: string, now: Date): Promise<boolean> {
      const made = await tx.customer.createMany({
        data: [{ communityId, memberId, stripeId, createdAt: now }],
        skipDuplicates: true,
      });
      return made.count === 1;
    },
  };
}
