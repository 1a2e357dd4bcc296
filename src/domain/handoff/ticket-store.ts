import type { Database, Prisma, TicketModel, Tx } from '#database';
import type { FaqGuess } from '#domain/faq';
import type { Locale } from '#domain/members';
import { later } from '#kernel/clock';
import { newId } from '#kernel/ids';
import type { Ticket } from './model.js';
import { sealedWords } from './sealed-words.js';

/** A ticket, and where it stands at the desk. */
export interface FullTicket extends Ticket {
  deskMessageId: string | null;
  deskThreadId: string | null;
}

const OPEN = ['open', 'claimed', 'answered'] as const;

/** Questions that wait for a person. */
export function createTicketStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  const ticketOf = (row: TicketModel): FullTicket => {
    const { communityId: _communityId, closedById: _closedById, until: _until, ...rest } = row;
    return {
      ...rest,
      locale: row.locale as Locale,
      question: words.open('Ticket.question', row, row.question),
      guesses: row.guesses as unknown as FaqGuess[],
    };
  };

  return {
    /** Holds the row until the end of the transaction. @returns it as it is then; null: there is none */
    async lock(tx: Tx, communityId: string, id: string): Promise<FullTicket | null> {
      await tx.$queryRaw`
        SELECT 1 AS held FROM "Ticket" WHERE "id" = ${id} AND "communityId" = ${communityId} FOR UPDATE`;
      const row = await tx.ticket.findUnique({ where: { id, communityId } });
      return row && ticketOf(row);
    },
    async open(tx: Tx, communityId: string, memberId: string): Promise<FullTicket[]> {
      const where = { communityId, memberId, state: { in: [...OPEN] } };
      return (await tx.ticket.findMany({ where, orderBy: { number: 'asc' } })).map(ticketOf);
    },
    /** To be called by one at a time. */
    async create(
      tx: Tx,
      communityId: string,
      given: Pick<Ticket, 'memberId' | 'platform' | 'locale' | 'place' | 'question' | 'openedAt'> & {
        guesses: readonly FaqGuess[];
        dueAt: Date;
      },
    ): Promise<FullTicket> {
      const id = newId(given.openedAt);
      const last = await tx.ticket.aggregate({ where: { communityId }, _max: { number: true } });
      const row = await tx.ticket.create({
        data: {
          ...given,
          id,
          communityId,
          number: (last._max.number ?? 0) + 1,
          question: words.seal('Ticket.question', { id, communityId }, given.question),
          guesses: given.guesses.map((guess) => ({ ...guess })),
        },
      });
      return ticketOf(row);
    },
    async change(
      tx: Tx,
      communityId: string,
      id: string,
      data: Omit<Prisma.TicketUncheckedUpdateManyInput, 'question'>,
    ): Promise<FullTicket> {
      await tx.ticket.updateMany({ where: { communityId, id }, data });
      return ticketOf(await tx.ticket.findUniqueOrThrow({ where: { id, communityId } }));
    },
    async ticket(communityId: string, id: string): Promise<FullTicket | null> {
      const row = await prisma.ticket.findUnique({ where: { id, communityId } });
      return row && ticketOf(row);
    },
    async byNumber(communityId: string, number: number): Promise<FullTicket | null> {
      const where = { communityId, communityId_number: { communityId, number } };
      const row = await prisma.ticket.findUnique({ where });
      return row && ticketOf(row);
    },
    async list(
      communityId: string,
      filter: { memberId?: string; state?: 'waiting' | 'closed'; limit: number; offset: number },
    ): Promise<{ tickets: FullTicket[]; total: number }> {
      const { memberId, state, limit, offset } = filter;
      const where: Prisma.TicketWhereInput = {
        communityId,
        ...(memberId === undefined ? {} : { memberId }),
        ...(state === 'waiting' ? { state: { in: ['open', 'claimed'] } } : {}),
        ...(state === 'closed' ? { state: 'closed' } : {}),
      };
      const orderBy = state === 'waiting' ? { number: 'asc' as const } : { number: 'desc' as const };
      const rows = await prisma.ticket.findMany({ where, orderBy, take: limit, skip: offset });
      return { tickets: rows.map(ticketOf), total: await prisma.ticket.count({ where }) };
    },
    /** Those somebody may still have to be told about: not closed, or closed since `since`. */
    async live(communityId: string, since: Date, limit: number): Promise<FullTicket[]> {
      const rows = await prisma.ticket.findMany({
        where: { communityId, OR: [{ state: { in: [...OPEN] } }, { closedAt: { gt: since } }] },
        orderBy: { number: 'asc' },
        take: limit,
      });
      return rows.map(ticketOf);
    },
    /** The member's tickets that a person answers now; last touched first. */
    async talking(communityId: string, memberId: string, since: Date): Promise<FullTicket[]> {
      const rows = await prisma.ticket.findMany({
        where: {
          communityId,
          memberId,
          OR: [{ state: 'claimed' }, { state: 'answered', answeredAt: { gt: since } }],
        },
      });
      const touched = ({ claimedAt, answeredAt }: FullTicket) =>
        Math.max(claimedAt?.getTime() ?? 0, answeredAt?.getTime() ?? 0);
      return rows.map(ticketOf).sort((a, b) => touched(b) - touched(a));
    },
    async byThread(communityId: string, threadIds: readonly string[]): Promise<FullTicket | null> {
      const where = { communityId, deskThreadId: { in: [...threadIds] } };
      const row = await prisma.ticket.findFirst({ where, orderBy: { number: 'desc' } });
      return row && ticketOf(row);
    },
    /** By its card, or by a line of it. */
    async byMessage(communityId: string, messageId: string): Promise<FullTicket | null> {
      const row = await prisma.ticket.findFirst({
        where: {
          communityId,
          OR: [{ deskMessageId: messageId }, { lines: { some: { deskId: messageId } } }],
        },
        orderBy: { number: 'desc' },
      });
      return row && ticketOf(row);
    },
    /** Ids of closed ones whose time is over. */
    async over(communityId: string, now: Date): Promise<string[]> {
      const where = { communityId, until: { lte: now } };
      return (await prisma.ticket.findMany({ where, select: { id: true }, take: 500 })).map(({ id }) => id);
    },
    /** The time by which the next line sorts after all that are there. */
    async nextAt(tx: Tx, communityId: string, ticketId: string, now: Date): Promise<Date> {
      const where = { communityId, ticketId };
      const last = await tx.ticketLine.findFirst({ where, orderBy: { id: 'desc' }, select: { id: true } });
      if (!last) return now;
      const lastAt = new Date(Number.parseInt(last.id.replace(/-/g, '').slice(0, 12), 16));
      return lastAt >= now ? later(lastAt, 1) : now;
    },
  };
}

export type TicketStore = ReturnType<typeof createTicketStore>;
