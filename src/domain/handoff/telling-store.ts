import type { Database, Tx, TicketTellingModel } from '#database';
import { newId } from '#kernel/ids';

export type TellingRow = Omit<TicketTellingModel, 'communityId'>;

/** Which messages of the outbox are about which ticket. */
export function createTellingStore({ prisma }: Database) {
  return {
    async put(
      tx: Tx,
      communityId: string,
      row: Pick<TellingRow, 'ticketId' | 'memberId' | 'kind' | 'messageId' | 'lineId' | 'at'>,
    ): Promise<void> {
      await tx.ticketTelling.create({ data: { id: newId(row.at), communityId, ...row } });
    },
    async of(communityId: string, ticketIds: readonly string[], tx?: Tx): Promise<TellingRow[]> {
      const where = { communityId, ticketId: { in: [...ticketIds] } };
      return (tx ?? prisma).ticketTelling.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
    },
    /** Answers that one member was sent, newest first. */
    async replies(communityId: string, memberId: string, limit: number): Promise<TellingRow[]> {
      const where = { communityId, memberId, kind: 'reply' as const };
      return prisma.ticketTelling.findMany({ where, orderBy: { at: 'desc' }, take: limit });
    },
  };
}

export type TellingStore = ReturnType<typeof createTellingStore>;
