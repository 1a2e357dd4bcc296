import type { Database, Prisma, Tx } from '#database';
import type { Clock } from '#kernel/clock';
import { FORGOTTEN, readable, type Belongings, type Kept, type Traces } from '#domain/members';
import type { DeskStore } from './desk-store.js';
import { sealedWords } from './sealed-words.js';

/** Where the desk is; what stands there is to be taken away with what it was about. */
type AddressOf = (
  communityId: string,
) => Promise<Omit<NonNullable<Parameters<DeskStore['leave']>[3]>, 'now'> | null>;

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore(
  database: Database,
  { deskStore, addressOf, clock }: { deskStore: DeskStore; addressOf: AddressOf; clock: Clock },
) {
  const { prisma } = database;
  const words = sealedWords(database);

  /** Tickets with all that was said in them, here and at the desk. */
  async function forget(tx: Tx, communityId: string, which: Prisma.TicketWhereInput): Promise<void> {
    const address = await addressOf(communityId);
    await deskStore.leave(tx, communityId, which, address && { ...address, now: clock.now() });
    await tx.ticket.deleteMany({ where: { ...which, communityId } });
  }

  const belongings: Belongings = {
    async move(tx, communityId, from, to) {
      await tx.ticket.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.ticket.updateMany({ where: { communityId, claimedById: from }, data: { claimedById: to } });
      await tx.ticket.updateMany({ where: { communityId, closedById: from }, data: { closedById: to } });
      await tx.ticketLine.updateMany({ where: { communityId, byId: from }, data: { byId: to } });
      await tx.ticketTelling.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
    },

    async kept(communityId: string, memberId: string): Promise<Kept> {
      const tickets = await prisma.ticket.findMany({
        where: { communityId, memberId },
        include: { lines: { orderBy: { id: 'asc' } } },
        orderBy: { number: 'asc' },
      });
      const answered = await prisma.ticketLine.findMany({
        where: { communityId, byId: memberId, voice: 'moderator' },
        orderBy: { id: 'asc' },
      });
      const told = await prisma.ticketTelling.findMany({
        where: { communityId, memberId },
        orderBy: { at: 'asc' },
      });
      return {
        tickets: tickets.map(({ lines, ...row }) => ({
          ...readable(row, ['claimedById', 'closedById', 'deskMessageId', 'deskThreadId']),
          question: words.open('Ticket.question', row, row.question),
          // Who of the team wrote it is the team's business; the member was told a name.
          lines: lines.map((line) => ({
            at: line.at,
            voice: line.voice,
            text: words.open('TicketLine.text', line, line.text),
          })),
        })),
        ticketTellings: told.map(({ id, kind, messageId, at }) => ({ id, kind, messageId, at })),
        ticketAnswers: answered.map((line) => ({
          at: line.at,
          text: words.open('TicketLine.text', line, line.text),
        })),
      };
    },

    async trace(tx: Tx, communityId: string, memberId: string, traces: Traces) {
      const rows = await tx.ticket.findMany({
        where: { communityId, memberId },
        select: { id: true, lines: { select: { id: true } } },
      });
      for (const { id, lines } of rows) {
        traces.add(id);
        for (const line of lines) traces.add(line.id);
      }
    },

    async erase(tx: Tx, communityId: string, memberId: string) {
      await forget(tx, communityId, { memberId });
      await tx.ticketTelling.deleteMany({ where: { communityId, memberId } });
      // What this person answered is the members', and leads back to nobody; what they had waits for another.
      await tx.ticketLine.updateMany({
        where: { communityId, byId: memberId },
        data: { byId: FORGOTTEN },
      });
      const had = { communityId, claimedById: memberId };
      await tx.ticket.updateMany({
        where: { ...had, state: 'claimed' },
        data: { state: 'open', dueAt: clock.now() },
      });
      await tx.ticket.updateMany({ where: had, data: { claimedById: null, claimedAt: null } });
      await tx.ticket.updateMany({
        where: { communityId, closedById: memberId },
        data: { closedById: FORGOTTEN },
      });
    },
  };

  return { belongings, forget };
}
