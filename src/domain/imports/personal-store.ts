import type { Database, Tx } from '#database';
import { readable, type Kept, type Traces } from '#domain/members';

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore({ prisma }: Database) {
  return {
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const claims = await prisma.claimCode.findMany({ where: { communityId, usedById: memberId } });
      return { claims: claims.map((row) => readable(row, ['codeHash', 'usedById', 'rowKey'])) };
    },
    /** Codes are hashes: nobody is known by them. */
    async trace(): Promise<void> {},
    async erase(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
      const theirs = [{ usedById: memberId }, { stripeCustomerId: { in: [...traces] } }];
      await tx.claimCode.deleteMany({ where: { communityId, OR: theirs } });
    },
  };
}
