import type { Database } from '#database';
import { readable, type Belongings } from '#domain/members';

/** All that this room keeps about one person: what was recommended to them, and what they said to it. */
export function createPersonalStore({ prisma }: Database): Belongings {
  return {
    async move(tx, communityId, from, to) {
      const wanted = await tx.member.findFirst({
        where: { communityId, id: to },
        select: { recommended: true },
      });
      const where = { communityId, memberId: from };
      // Whoever wants none of it keeps none of it, under whatever name it was made.
      if (wanted?.recommended) await tx.suggestion.updateMany({ where, data: { memberId: to } });
      else await tx.suggestion.deleteMany({ where });
    },
    async trace(tx, communityId, memberId, traces) {
      const rows = await tx.suggestion.findMany({ where: { communityId, memberId }, select: { id: true } });
      for (const { id } of rows) traces.add(id);
    },
    async erase(tx, communityId, memberId) {
      await tx.suggestion.deleteMany({ where: { communityId, memberId } });
    },
    async kept(communityId, memberId) {
      const rows = await prisma.suggestion.findMany({
        where: { communityId, memberId },
        orderBy: { shownAt: 'asc' },
      });
      return { recommendations: rows.map((row) => readable(row, [])) };
    },
  };
}
