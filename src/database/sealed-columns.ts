import { sealedWith, type SealedPlace, type Sealer } from '#kernel/sealed';
import { Prisma } from './generated/client.js';

/** A column that holds what people wrote, how they are called, or a way to see that: it is written sealed only. */
export interface SealedColumn {
  table: Prisma.ModelName;
  column: string;
  /** What names the row for good; sealed values are bound to it. */
  id: string;
  /** JSON columns hold the sealed value as a JSON string. */
  json: boolean;
  /** What stands there instead when the key is lost for good; null: nothing does. */
  lost: string | null;
}

/**
 * Every sealed column. Rotation walks through this list, the start looks at it, and the guard refuses plain text
 * in any of them.
 */
export const sealedColumns: readonly SealedColumn[] = [
  // Names come back when their owners say something.
  { table: 'Account', column: 'name', id: 'id', json: false, lost: '?' },
  { table: 'Audit', column: 'details', id: 'id', json: true, lost: '{}' },
  { table: 'Message', column: 'body', id: 'id', json: true, lost: null },
  { table: 'Button', column: 'options', id: 'token', json: true, lost: '{}' },
  { table: 'Grant', column: 'reason', id: 'id', json: false, lost: '?' },
  { table: 'Subscription', column: 'payUrl', id: 'stripeId', json: false, lost: null },
  { table: 'Payment', column: 'receiptUrl', id: 'stripeId', json: false, lost: null },
  { table: 'Study', column: 'comment', id: 'id', json: false, lost: null },
  { table: 'Question', column: 'text', id: 'id', json: false, lost: '?' },
  { table: 'Question', column: 'answer', id: 'id', json: false, lost: null },
  { table: 'FaqAsk', column: 'text', id: 'id', json: false, lost: null },
  { table: 'Ticket', column: 'question', id: 'id', json: false, lost: '?' },
  { table: 'TicketLine', column: 'text', id: 'id', json: false, lost: '?' },
  { table: 'Certificate', column: 'name', id: 'token', json: false, lost: '?' },
];

/** Columns among those written that would hold plain text; always a bug of ours. */
export function unsealedColumns(model: string, row: Record<string, unknown>): string[] {
  return sealedColumns
    .filter(({ table, column }) => {
      const value = table === model ? row[column] : undefined;
      if (value === undefined || value === null || value === Prisma.JsonNull) return false;
      return !(typeof value === 'string' && sealedWith(value));
    })
    .map(({ column }) => column);
}

/** A value of a JSON column, sealed. */
export function sealJson(sealer: Sealer, place: SealedPlace, value: unknown): string {
  return sealer.seal(place, JSON.stringify(value));
}

/** What `sealJson` sealed; a value from before there was sealing comes back as it is. Throws CannotOpen. */
export function openJson(sealer: Sealer, place: SealedPlace, stored: Prisma.JsonValue): unknown {
  return typeof stored === 'string' ? JSON.parse(sealer.open(place, stored)) : stored;
}
