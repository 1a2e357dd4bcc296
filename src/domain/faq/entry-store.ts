import type { Database, Prisma, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Locale } from '#domain/members';
import type { FaqEntry, FaqSource, FaqText } from './model.js';

export interface EntryFilter {
  tag?: string;
  text?: string;
}

export interface PhrasingRow {
  locale: Locale;
  text: string;
  source: FaqSource;
  addedById: string | null;
}

/** What is answered, and how people ask for it. */
export function createEntryStore({ prisma }: Database) {
  return {
    /** In the order in which they were written; without those removed. */
    async entries(communityId: string, filter: EntryFilter = {}, tx?: Tx): Promise<FaqEntry[]> {
      const { tag, text } = filter;
      const named = text === undefined ? {} : { contains: text, mode: 'insensitive' as const };
      const rows = await (tx ?? prisma).faqEntry.findMany({
        where: {
          communityId,
          removedAt: null,
          ...(tag === undefined ? {} : { tags: { has: tag } }),
          ...(text === undefined
            ? {}
            : { OR: [{ texts: { some: { title: named } } }, { phrasings: { some: { text: named } } }] }),
        },
        include: whole,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(entryOf);
    },
    /** Those of these ids that are not removed. */
    async byIds(communityId: string, ids: readonly string[], tx?: Tx): Promise<FaqEntry[]> {
      if (ids.length === 0) return [];
      const rows = await (tx ?? prisma).faqEntry.findMany({
        where: { communityId, id: { in: [...ids] }, removedAt: null },
        include: whole,
      });
      return rows.map(entryOf);
    },
    /** Titles by entry and language, of removed ones too. */
    async titles(communityId: string, ids: readonly string[]): Promise<Map<string, FaqText[]>> {
      const rows = await prisma.faqText.findMany({ where: { communityId, entryId: { in: [...ids] } } });
      const found = new Map<string, FaqText[]>();
      for (const row of rows) found.set(row.entryId, [...(found.get(row.entryId) ?? []), textOf(row)]);
      return found;
    },
    count: (tx: Tx, communityId: string): Promise<number> =>
      tx.faqEntry.count({ where: { communityId, removedAt: null } }),
    async create(
      tx: Tx,
      communityId: string,
      given: { tags: string[]; planIds: string[]; createdById: string; at: Date },
    ): Promise<string> {
      const { tags, planIds, createdById, at } = given;
      const id = newId(at);
      await tx.faqEntry.create({
        data: { id, communityId, tags, planIds, createdById, createdAt: at, updatedAt: at },
      });
      return id;
    },
    async change(
      tx: Tx,
      communityId: string,
      id: string,
      change: { tags?: string[]; planIds?: string[]; updatedAt: Date; removedAt?: Date | null },
    ): Promise<boolean> {
      return (await tx.faqEntry.updateMany({ where: { communityId, id }, data: change })).count === 1;
    },
    /** @param since removed after that @returns whether it was removed and is there again */
    async restore(tx: Tx, communityId: string, id: string, since: Date, at: Date): Promise<boolean> {
      const where = { communityId, id, removedAt: { gt: since } };
      const done = await tx.faqEntry.updateMany({ where, data: { removedAt: null, updatedAt: at } });
      return done.count === 1;
    },
    async putText(tx: Tx, communityId: string, entryId: string, text: FaqText): Promise<void> {
      const { locale, title, answer } = text;
      await tx.faqText.upsert({
        where: { communityId, entryId_locale: { entryId, locale } },
        create: { communityId, entryId, locale, title, answer },
        update: { title, answer },
      });
    },
    async removeText(tx: Tx, communityId: string, entryId: string, locale: Locale): Promise<void> {
      await tx.faqText.deleteMany({ where: { communityId, entryId, locale } });
    },
    async addPhrasings(
      tx: Tx,
      communityId: string,
      entryId: string,
      phrasings: readonly PhrasingRow[],
      at: Date,
    ): Promise<void> {
      // Ids made one by one sort as they were given.
      const data = phrasings.map((one, index) => ({
        ...one,
        id: newId(new Date(at.getTime() + index)),
        communityId,
        entryId,
        createdAt: at,
      }));
      if (data.length > 0) await tx.faqPhrasing.createMany({ data, skipDuplicates: true });
    },
    async removePhrasings(tx: Tx, communityId: string, ids: readonly string[]): Promise<void> {
      await tx.faqPhrasing.deleteMany({ where: { communityId, id: { in: [...ids] } } });
    },
    async entryOfPhrasing(communityId: string, id: string): Promise<string | null> {
      const row = await prisma.faqPhrasing.findUnique({
        where: { communityId, id },
        select: { entryId: true },
      });
      return row?.entryId ?? null;
    },
    /** Gone for good. */
    async forgetRemoved(communityId: string, before: Date): Promise<void> {
      await prisma.faqEntry.deleteMany({ where: { communityId, removedAt: { lt: before } } });
    },
  };
}

export type EntryStore = ReturnType<typeof createEntryStore>;

const whole = {
  texts: { orderBy: { locale: 'asc' } },
  phrasings: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.FaqEntryInclude;

type Row = Prisma.FaqEntryGetPayload<{ include: typeof whole }>;

function entryOf({ id, tags, planIds, createdAt, updatedAt, texts, phrasings }: Row): FaqEntry {
  return {
    id,
    tags,
    planIds,
    texts: texts.map(textOf),
    phrasings: phrasings.map(({ communityId: _communityId, entryId: _entryId, ...row }) => ({
      ...row,
      locale: row.locale as Locale,
    })),
    createdAt,
    updatedAt,
  };
}

const textOf = ({ locale, title, answer }: { locale: string; title: string; answer: string }): FaqText => ({
  locale: locale as Locale,
  title,
  answer,
});
