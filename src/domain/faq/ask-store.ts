import type { Database, FaqAskModel, Prisma, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Locale } from '#domain/members';
import type { FaqAsked, FaqGuess } from './model.js';

/** Looked through at a time; older ones wait until newer ones are dealt with. */
const QUEUE = 300;

export interface NewAsk extends Pick<FaqAsked, 'memberId' | 'platform' | 'way' | 'locale' | 'askedAt'> {
  outcome: FaqAsked['outcome'];
  entryId: string | null;
  probability: number;
  guesses: FaqGuess[];
  /** null: it was overheard. */
  text: string | null;
  textUntil: Date | null;
}

/** What was asked, sealed and for a while. */
export function createAskStore({ prisma, sealer }: Database) {
  const askOf = (row: FaqAskModel): FaqAsked & { probability: number } => {
    const { id, communityId, memberId, platform, way, askedAt, outcome, entryId, probability, ticketId } =
      row;
    return {
      id,
      memberId,
      platform,
      way,
      locale: row.locale as Locale,
      askedAt,
      outcome,
      entryId,
      guesses: row.guesses as unknown as FaqGuess[],
      thumb: row.thumb === null ? null : row.thumb > 0 ? 1 : -1,
      text: row.text === null ? null : sealer.open({ column: 'FaqAsk.text', communityId, id }, row.text),
      ticketId,
      probability,
    };
  };

  const many = async (communityId: string, where: Prisma.FaqAskWhereInput, take: number) => {
    const rows = await prisma.faqAsk.findMany({
      where: { AND: [where], communityId, text: { not: null } },
      orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
      take,
    });
    return rows.map(askOf);
  };

  return {
    async put(communityId: string, asked: NewAsk): Promise<string> {
      const { text, guesses, ...row } = asked;
      const id = newId(asked.askedAt);
      await prisma.faqAsk.create({
        data: {
          ...row,
          id,
          communityId,
          guesses: guesses.map((one) => ({ ...one })),
          text: text === null ? null : sealer.seal({ column: 'FaqAsk.text', communityId, id }, text),
        },
      });
      return id;
    },
    async ask(communityId: string, id: string): Promise<(FaqAsked & { probability: number }) | null> {
      const row = await prisma.faqAsk.findUnique({ where: { communityId, id } });
      return row && askOf(row);
    },
    async pick(communityId: string, memberId: string, id: string, entryId: string): Promise<void> {
      await prisma.faqAsk.updateMany({
        where: { communityId, id, memberId },
        data: { entryId, thumb: null },
      });
    },
    async thumb(tx: Tx, communityId: string, memberId: string, id: string, thumb: 1 | -1): Promise<void> {
      await tx.faqAsk.updateMany({ where: { communityId, id, memberId }, data: { thumb } });
    },
    async handedOver(tx: Tx, communityId: string, id: string, ticketId: string): Promise<void> {
      await tx.faqAsk.updateMany({ where: { communityId, id }, data: { ticketId } });
    },
    /** Not answered, or answered wrongly, and no moderator looked yet; newest first. */
    queue: (communityId: string) =>
      many(
        communityId,
        { settledAt: null, OR: [{ entryId: null, outcome: { not: 'answered' } }, { thumb: -1 }] },
        QUEUE,
      ),
    /** Answers that members praised (1), or found wrong and nobody settled (-1); newest first. */
    judged: (communityId: string, thumb: 1 | -1, most: number) =>
      many(
        communityId,
        { thumb, entryId: { not: null }, ...(thumb === -1 ? { settledAt: null } : {}) },
        most,
      ),
    /** Questions whose words are kept; newest first. */
    lately: (communityId: string, most: number) => many(communityId, {}, most),
    /** So many questions whose words are kept have come since then. */
    since: (communityId: string, at: Date): Promise<number> =>
      prisma.faqAsk.count({ where: { communityId, askedAt: { gt: at }, text: { not: null } } }),
    /** Questions that were handed over with a ticket. */
    async ofTicket(tx: Tx, communityId: string, ticketId: string): Promise<string[]> {
      const rows = await tx.faqAsk.findMany({ where: { communityId, ticketId }, select: { id: true } });
      return rows.map(({ id }) => id);
    },
    /** @returns how many, and whether a model may have learned from one of them */
    async settle(
      tx: Tx,
      communityId: string,
      ids: readonly string[],
      at: Date,
    ): Promise<{ count: number; taught: boolean }> {
      const where = { communityId, id: { in: [...ids] }, settledAt: null };
      const taught = (await tx.faqAsk.count({ where: { ...where, thumb: -1 } })) > 0;
      const { count } = await tx.faqAsk.updateMany({ where, data: { settledAt: at } });
      return { count, taught };
    },
    /** @returns whether a model may have learned from what was forgotten */
    async forgetTexts(communityId: string, now: Date, asksBefore: Date): Promise<boolean> {
      const over = { communityId, textUntil: { lte: now }, text: { not: null } };
      const taught = (await prisma.faqAsk.count({ where: { ...over, thumb: -1 } })) > 0;
      await prisma.faqAsk.updateMany({ where: over, data: { text: null } });
      await prisma.faqAsk.deleteMany({ where: { communityId, askedAt: { lt: asksBefore } } });
      await prisma.faqSilence.deleteMany({ where: { communityId, day: { lt: asksBefore } } });
      return taught;
    },
    /** One more question that was overheard and not answered: a number, nothing else. */
    async silence(communityId: string, at: Date): Promise<void> {
      const day = new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`);
      await prisma.faqSilence.upsert({
        where: { communityId_day: { communityId, day } },
        create: { communityId, day, count: 1 },
        update: { count: { increment: 1 } },
      });
    },
  };
}

export type AskStore = ReturnType<typeof createAskStore>;
