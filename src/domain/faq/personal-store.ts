import type { Database, Tx } from '#database';
import { FORGOTTEN, readable, type Belongings } from '#domain/members';
import type { ModelStore } from './model-store.js';

/** All that this room keeps about one person: what they asked, and what they wrote as a moderator. */
export function createPersonalStore(database: Database, modelStore: ModelStore): Belongings {
  const { prisma, sealer } = database;

  async function writtenBy(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
    const wrote = { where: { communityId, createdById: from }, data: { createdById: to } };
    await tx.faqEntry.updateMany(wrote);
    await tx.faqPlace.updateMany(wrote);
    await tx.faqPhrasing.updateMany({
      where: { communityId, addedById: from },
      data: { addedById: to },
    });
  }

  return {
    async move(tx, communityId, from, to) {
      await tx.faqAsk.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await writtenBy(tx, communityId, from, to);
    },

    async kept(communityId, memberId) {
      const asked = await prisma.faqAsk.findMany({
        where: { communityId, memberId },
        orderBy: { askedAt: 'asc' },
      });
      const entries = await prisma.faqEntry.findMany({ where: { communityId, createdById: memberId } });
      const phrasings = await prisma.faqPhrasing.findMany({ where: { communityId, addedById: memberId } });
      const places = await prisma.faqPlace.findMany({ where: { communityId, createdById: memberId } });
      return {
        faqQuestions: asked.map((row) => ({
          ...readable(row, []),
          text: row.text === null ? null : sealer.open({ column: 'FaqAsk.text', ...row }, row.text),
        })),
        faqEntries: entries.map(({ id, tags, createdAt, removedAt }) => ({ id, tags, createdAt, removedAt })),
        faqPhrasings: phrasings.map(({ id, entryId, text, createdAt }) => ({ id, entryId, text, createdAt })),
        faqPlaces: places.map(({ id, title, createdAt }) => ({ id, title, createdAt })),
      };
    },

    async trace(tx, communityId, memberId, traces) {
      const asked = await tx.faqAsk.findMany({ where: { communityId, memberId }, select: { id: true } });
      for (const { id } of asked) traces.add(id);
    },

    async erase(tx, communityId, memberId) {
      const where = { communityId, memberId };
      const taught = (await tx.faqAsk.count({ where: { ...where, thumb: -1, text: { not: null } } })) > 0;
      await tx.faqAsk.deleteMany({ where });
      await writtenBy(tx, communityId, memberId, FORGOTTEN);
      // What a model learned from them goes with them: the next sweep trains it anew.
      if (taught) await modelStore.bump(tx, communityId);
    },
  };
}
