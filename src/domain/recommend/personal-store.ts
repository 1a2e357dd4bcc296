import type { Database } from '#database';
import { readable, type Belongings } from '#domain/members';
import type { Leaving } from './leaving.js';

/** All that this room keeps about one person: what was recommended to them, and what they said to it. */
export function createPersonalStore({ prisma }: Database, leaving: Leaving): Belongings {
  return {
    async move(tx, communityId, from, to) {
      const both = await tx.member.findMany({
        where: { communityId, id: { in: [from, to] } },
        select: { id: true, recommended: true },
      });
      const wants = (memberId: string) => both.some(({ id, recommended }) => id === memberId && recommended);
      const where = { communityId, memberId: from };
      // Whoever wants none of it keeps none of it, under whatever name it was made.
      if (wants(to)) await tx.suggestion.updateMany({ where, data: { memberId: to } });
      else await tx.suggestion.deleteMany({ where });
      // What somebody took who wanted none of it is the other one's now, who may be in what was learned.
      await leaving.merged(tx, communityId, wants(from) ? [from] : [from, to]);
    },
    async trace(tx, communityId, memberId, traces) {
      const rows = await tx.suggestion.findMany({ where: { communityId, memberId }, select: { id: true } });
      for (const { id } of rows) traces.add(id);
    },
    // Rooms below still have what the member took: they are asked later.
    async erase(tx, communityId, memberId) {
      await leaving.subtract(tx, communityId, memberId);
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
