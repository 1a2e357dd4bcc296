import type { Database, TicketLineModel, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { TicketEvent, TicketLine } from './model.js';
import { sealedWords } from './sealed-words.js';
import type { TicketStore } from './ticket-store.js';

type NewLine = { ticketId: string; at: Date; byId: string | null; toDesk: boolean } & (
  { voice: 'event'; text: TicketEvent } | { voice: 'member' | 'moderator'; text: string; origin?: string }
);

/** What is said in tickets, and what happens to them. */
export function createLineStore(database: Database, ticketStore: TicketStore) {
  const { prisma } = database;
  const words = sealedWords(database);
  const lineOf = (row: TicketLineModel): TicketLine => {
    const { id, voice, byId, at, deskState: desk } = row;
    return { id, voice, byId, text: words.open('TicketLine.text', row, row.text), at, desk };
  };

  return {
    /** To be called with the ticket held, so that ids are in order. @returns null: this message is there already */
    async add(tx: Tx, communityId: string, line: NewLine): Promise<TicketLine | null> {
      const { ticketId, at, byId, voice, text, toDesk } = line;
      const origin = line.voice === 'event' ? null : (line.origin ?? null);
      if (origin !== null) {
        if ((await tx.ticketLine.count({ where: { communityId, ticketId, origin } })) > 0) return null;
      } else if (voice !== 'event') {
        const where = { communityId, ticketId, voice: { not: 'event' as const } };
        const last = await tx.ticketLine.findFirst({ where, orderBy: { id: 'desc' } });
        // A button pressed twice.
        if (last && last.voice === voice && last.byId === byId && lineOf(last).text === text) return null;
      }
      const id = newId(await ticketStore.nextAt(tx, communityId, ticketId, at));
      const sealed = words.seal('TicketLine.text', { id, communityId }, text);
      const row = { id, communityId, ticketId, voice, byId, text: sealed, at, origin };
      return lineOf(await tx.ticketLine.create({ data: { ...row, deskState: toDesk ? 'pending' : null } }));
    },
    async lines(communityId: string, ticketId: string, tx?: Tx): Promise<TicketLine[]> {
      const where = { communityId, ticketId };
      return (await (tx ?? prisma).ticketLine.findMany({ where, orderBy: { id: 'asc' } })).map(lineOf);
    },
  };
}

export type LineStore = ReturnType<typeof createLineStore>;
