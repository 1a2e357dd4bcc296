import type { Database } from '#database';

type Row = { id: string; communityId: string };
type Column = 'Ticket.question' | 'TicketLine.text';

/** What members and moderators wrote, each readable for its own row only. */
export function sealedWords({ sealer }: Pick<Database, 'sealer'>) {
  return {
    seal: (column: Column, { id, communityId }: Row, text: string): string =>
      sealer.seal({ column, id, communityId }, text),
    /** Throws CannotOpen. */
    open: (column: Column, { id, communityId }: Row, stored: string): string =>
      sealer.open({ column, id, communityId }, stored),
  };
}
