import type { Database, Prisma, TicketDeskModel, TicketLeftoverModel, TicketLineModel, Tx } from '#database';
import { later, minutes } from '#kernel/clock';
import { newId } from '#kernel/ids';
import type { TicketLine } from './model.js';
import { sealedWords } from './sealed-words.js';

/** A line with this failure waits for another try although an earlier one may have arrived. */
export const NO_ANSWER = 'no_answer';

/** How often a desk that refuses is tried, at growing distances: for about a day. */
export const MOST_TRIES = 12;

/** How long a sender may be silent before its line is taken for orphaned. */
export const CLAIM_MS = 45_000;

/** A line on its way to the desk. */
export interface DeskRow {
  id: string;
  ticketId: string;
  voice: TicketLine['voice'];
  byId: string | null;
  text: string;
  state: NonNullable<TicketLine['desk']>;
  claim: string | null;
  claimedAt: Date | null;
  tries: number;
  deskId: string | null;
  failure: string | null;
}

/** The desk, and what is on its way there. */
export function createDeskStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);

  const rowOf = (row: TicketLineModel): DeskRow => ({
    id: row.id,
    ticketId: row.ticketId,
    voice: row.voice,
    byId: row.byId,
    text: words.open('TicketLine.text', row, row.text),
    state: row.deskState ?? 'withdrawn',
    claim: row.deskClaim,
    claimedAt: row.claimedAt,
    tries: row.deskTries,
    deskId: row.deskId,
    failure: row.failure,
  });

  return {
    desk: (communityId: string) => prisma.ticketDesk.findUnique({ where: { communityId } }),
    exists: async (tx: Tx, communityId: string): Promise<boolean> =>
      (await tx.ticketDesk.count({ where: { communityId } })) === 1,
    async put(
      tx: Tx,
      communityId: string,
      given: Omit<TicketDeskModel, 'communityId' | 'problem'>,
    ): Promise<void> {
      const data = { ...given, problem: null };
      await tx.ticketDesk.upsert({
        where: { communityId },
        create: { communityId, ...data },
        update: data,
      });
    },
    async drop(tx: Tx, communityId: string): Promise<void> {
      await tx.ticketDesk.deleteMany({ where: { communityId } });
    },
    /** @returns whether that is news */
    async setProblem(communityId: string, problem: string | null): Promise<boolean> {
      const other =
        problem === null ? { problem: { not: null } } : { OR: [{ problem: null }, { NOT: { problem } }] };
      const done = await prisma.ticketDesk.updateMany({
        where: { communityId, ...other },
        data: { problem },
      });
      return done.count === 1;
    },

    /** What is said in tickets that are not closed goes to the desk from the beginning; null: nothing does. */
    async restart(tx: Tx, communityId: string, state: 'pending' | null): Promise<void> {
      const fresh = { deskClaim: null, claimedAt: null, deskTries: 0, deskId: null, failure: null };
      await tx.ticketLine.updateMany({ where: { communityId }, data: { ...fresh, deskState: null } });
      await tx.ticket.updateMany({
        where: { communityId },
        data: { deskMessageId: null, deskThreadId: null },
      });
      if (state === null) return;
      const open = { ticket: { state: { not: 'closed' as const } } };
      const said = { communityId, voice: { not: 'event' as const }, ...open };
      await tx.ticketLine.updateMany({ where: said, data: { deskState: state } });
      for (const { id } of await tx.ticket.findMany({
        where: { communityId, state: { not: 'closed' } },
        select: { id: true },
      })) {
        const first = await tx.ticketLine.findFirst({
          where: { communityId, ticketId: id },
          orderBy: { id: 'asc' },
          select: { id: true },
        });
        if (!first) continue;
        const where = { communityId, id: first.id };
        await tx.ticketLine.updateMany({ where, data: { deskState: state } });
      }
    },

    /** Tickets that something is to be brought to the desk of, the longest wait first. */
    async dueTickets(communityId: string, now: Date): Promise<string[]> {
      const rows = await prisma.ticketLine.findMany({
        where: { communityId, ...dueAt(now) },
        orderBy: { id: 'asc' },
        distinct: ['ticketId'],
        select: { ticketId: true },
        take: 500,
      });
      return rows.map(({ ticketId }) => ticketId);
    },
    /** Whether something is to be done at the desk, orphaned lines included. */
    async waits(communityId: string, now: Date): Promise<boolean> {
      const orphaned = { deskState: 'sending' as const, claimedAt: { lt: later(now, -CLAIM_MS) } };
      const lines = { communityId, OR: [dueAt(now), orphaned] };
      if ((await prisma.ticketLine.count({ where: lines })) > 0) {
        return (await prisma.ticketDesk.count({ where: { communityId } })) > 0;
      }
      return (await prisma.ticketLeftover.count({ where: { communityId, notBefore: { lte: now } } })) > 0;
    },
    /** What is shown of one ticket, in order. */
    async rows(communityId: string, ticketId: string): Promise<DeskRow[]> {
      const where = { communityId, ticketId, deskState: { not: null } };
      return (await prisma.ticketLine.findMany({ where, orderBy: { id: 'asc' } })).map(rowOf);
    },
    /** Takes a line for this process; false: somebody else has it, or it is not as it was. */
    async claim(communityId: string, was: DeskRow, claim: string, now: Date): Promise<boolean> {
      const taken = await prisma.ticketLine.updateMany({
        where: { communityId, id: was.id, deskState: was.state, deskClaim: was.claim },
        data: { deskState: 'sending', deskClaim: claim, claimedAt: now, deskTries: { increment: 1 } },
      });
      return taken.count === 1;
    },
    /** Writes what became of a claimed line; false when the claim is no longer ours. */
    async settle(
      communityId: string,
      id: string,
      claim: string | null,
      data: Omit<Prisma.TicketLineUncheckedUpdateManyInput, 'text'>,
      tx?: Tx,
    ): Promise<boolean> {
      const where = { communityId, id, deskClaim: claim, deskState: 'sending' as const };
      return (await (tx ?? prisma).ticketLine.updateMany({ where, data })).count === 1;
    },
    /** Its card was taken away there: another one is put up. */
    async again(communityId: string, ticketId: string, cardLineId: string): Promise<void> {
      const gone = { deskMessageId: null, deskThreadId: null };
      await prisma.ticket.updateMany({ where: { communityId, id: ticketId }, data: gone });
      const where = { communityId, id: cardLineId, deskState: 'sent' as const };
      await prisma.ticketLine.updateMany({
        where,
        data: { deskState: 'pending', deskTries: 0, failure: null },
      });
    },
    /** Where the card of a ticket stands. */
    async stands(
      tx: Tx,
      communityId: string,
      ticketId: string,
      at: { messageId: string; threadId: string | null; now: Date },
    ): Promise<void> {
      const { messageId: deskMessageId, threadId: deskThreadId, now } = at;
      const where = { communityId, id: ticketId };
      await tx.ticket.updateMany({ where, data: { deskMessageId, deskThreadId } });
      await tx.ticket.updateMany({ where: { ...where, notifiedAt: null }, data: { notifiedAt: now } });
    },
    /** Lines whose sender has been silent since `before`. */
    async orphans(communityId: string, before: Date): Promise<DeskRow[]> {
      const where = { communityId, deskState: 'sending' as const, claimedAt: { lt: before } };
      return (await prisma.ticketLine.findMany({ where, orderBy: { id: 'asc' }, take: 500 })).map(rowOf);
    },

    /** What stands at the desk of these tickets is to be taken away there. */
    async leave(
      tx: Tx,
      communityId: string,
      which: Prisma.TicketWhereInput,
      at: { spaceExternalId: string; externalId: string; kind: TicketDeskModel['kind']; now: Date } | null,
    ): Promise<void> {
      if (!at) return;
      const { now: notBefore, kind, ...address } = at;
      const platform = kind === 'chat' ? ('telegram' as const) : ('discord' as const);
      const rows = await tx.ticket.findMany({
        where: { ...which, communityId },
        select: {
          deskMessageId: true,
          deskThreadId: true,
          lines: { select: { deskId: true }, where: { deskId: { not: null } } },
        },
      });
      const left: Prisma.TicketLeftoverCreateManyInput[] = [];
      for (const { deskMessageId, deskThreadId, lines } of rows) {
        const base = { communityId, platform, ...address, kind, notBefore };
        const messages = lines.flatMap(({ deskId }) => (deskId && deskId !== deskMessageId ? [deskId] : []));
        // The card last: with it goes its thread, and with that what stands in it.
        for (const messageId of messages) {
          const inThread =
            deskThreadId === null ? {} : { externalId: deskThreadId, kind: 'channel' as const };
          left.push({ id: newId(), ...base, ...inThread, messageId });
        }
        if (deskMessageId !== null) {
          left.push({ id: newId(), ...base, messageId: deskMessageId, threadId: deskThreadId });
        }
      }
      if (left.length > 0) await tx.ticketLeftover.createMany({ data: left });
    },
    leftovers: (communityId: string, now: Date): Promise<TicketLeftoverModel[]> =>
      prisma.ticketLeftover.findMany({
        where: { communityId, notBefore: { lte: now } },
        orderBy: { id: 'asc' },
        take: 100,
      }),
    async leftAgain(communityId: string, { id, tries }: TicketLeftoverModel, now: Date): Promise<void> {
      const notBefore = later(now, backoffMs(tries));
      const where = { communityId, id };
      await prisma.ticketLeftover.updateMany({ where, data: { tries: tries + 1, notBefore } });
    },
    async leftDone(communityId: string, id: string): Promise<void> {
      await prisma.ticketLeftover.deleteMany({ where: { communityId, id } });
    },
  };
}

export type DeskStore = ReturnType<typeof createDeskStore>;

/** Twice as long each time: from a minute to six hours. */
export function backoffMs(tries: number): number {
  return Math.min(minutes(360), minutes(1) * 2 ** Math.min(tries, 10));
}

function dueAt(now: Date): Prisma.TicketLineWhereInput {
  const rested = Array.from({ length: MOST_TRIES }, (_, tries) => ({
    deskState: 'refused' as const,
    deskTries: tries,
    claimedAt: { lte: later(now, -backoffMs(tries)) },
  }));
  return { OR: [{ deskState: 'pending' }, ...rested] };
}
