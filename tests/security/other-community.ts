import { randomInt, randomUUID } from 'node:crypto';
import { tenantModels } from '#database';
import type { TestDatabase } from '../_support/database.js';

interface Column {
  table: string;
  column: string;
  type: string;
  /** The enum's first value, where it is one. */
  label: string | null;
  nullable: boolean;
  /** The table that it refers to. */
  refers: string | null;
}

/** Columns that mean a row of another table without saying so to Postgres. */
const MEANT: Record<string, string> = {
  memberId: 'Member',
  actorId: 'Member',
  subjectId: 'Member',
  payerId: 'Member',
  grantedById: 'Member',
  revokedById: 'Member',
  redeemedById: 'Member',
  usedById: 'Member',
  decidedById: 'Member',
  spaceId: 'Space',
  accountId: 'Account',
  planId: 'Plan',
  placeId: 'Place',
  seatId: 'Seat',
  passId: 'Pass',
  holdId: 'Hold',
  giftId: 'Gift',
  customerId: 'Customer',
  soloPlanId: 'Plan',
  draftId: 'CourseVersion',
  liveId: 'CourseVersion',
  plannedId: 'CourseVersion',
  createdById: 'Member',
  courseId: 'Course',
  answeredById: 'Member',
  addedById: 'Member',
  entryId: 'FaqEntry',
  claimedById: 'Member',
  closedById: 'Member',
  byId: 'Member',
  ticketId: 'Ticket',
  lineId: 'TicketLine',
  messageId: 'Message',
};

const NUMBERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint']);

/**
 * One row of every table of a community, as the tables are today: whatever is added to the schema is filled
 * too. Every text in it holds `marker`, and every row has an id of its own.
 * @returns the id of each table's row, and every other text by which a row could be named
 */
export async function fillCommunity(
  { database }: TestDatabase,
  communityId: string,
  marker: string,
): Promise<{ ids: Record<string, string>; names: string[] }> {
  const columns = await columnsOf(database.pool);
  const tables = inOrder([...tenantModels], columns);
  const ids: Record<string, string> = Object.fromEntries(
    tables.map((table) => {
      const id = columns.find((one) => one.table === table && one.column === 'id');
      return [table, id && NUMBERS.has(id.type) ? String(randomInt(1_000_000, 2_000_000_000)) : randomUUID()];
    }),
  );
  // Events are cut into months: there has to be one to lie in.
  await database.unscoped.$queryRaw`SELECT activity_month('2026-02-01'::date)`;
  const names: string[] = [];
  for (const table of tables) {
    const own = columns.filter((one) => one.table === table);
    const row = own.map((one) => valueOf(one, communityId, marker, ids, names));
    const list = own.map(({ column }) => `"${column}"`).join(', ');
    const places = own.map(({ type }, at) => `$${at + 1}::${type}`).join(', ');
    await database.pool.query(`INSERT INTO public."${table}" (${list}) VALUES (${places})`, row);
  }
  return { ids, names: [...new Set(names)] };
}

function valueOf(
  { table, column, type, label, refers }: Column,
  communityId: string,
  marker: string,
  ids: Record<string, string>,
  names: string[],
): unknown {
  const named = (text: string) => {
    names.push(text);
    return text;
  };
  if (column === 'communityId') return communityId;
  const other = refers ?? MEANT[column];
  // Places in which something happened are numbered; places that plans open have ids like all else.
  if (column === 'placeId' && NUMBERS.has(type)) return ids['ActivityPlace'];
  if (other && ids[other]) return ids[other];
  if (column === 'id') return ids[table];
  if (label !== null) return label;
  if (column.endsWith('Hash')) return named(`${marker}${table}${column}`);
  if (type === 'bit varying') return '1';
  switch (type) {
    case 'text':
      return named(
        column === 'locale' ? 'en' : column === 'timeZone' ? 'UTC' : `${marker} ${table} ${column}`,
      );
    case 'text[]':
      return [named(`${marker} ${table} ${column}`)];
    case 'jsonb':
      // A rule is read by all that looks for what is due.
      if (column === 'rule')
        return JSON.stringify({
          all: [{ kind: 'now' }],
          zone: 'member',
          said: named(`${marker} ${table} ${column}`),
        });
      return JSON.stringify({ said: `${marker} ${table} ${column}` });
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'double precision':
      return 1;
    case 'bytea':
      return Buffer.from(`${marker} ${table} ${column}`);
    case 'boolean':
      return false;
    default:
      // As of a row that counts: it began, and is not over, taken back, used or repaired.
      if (
        /^(ended|revoked|archived|used|lost|read|cancel|gone|decided|closed|repaired|left|leaving|redeemed|withdrawn|paused|problem)/.test(
          column,
        )
      )
        return null;
      if (/^(ends|expires|until|periodEnd|trialEnd|paidThrough|grace|pausedUntil|openDue|kick)/.test(column))
        return new Date('2027-02-01T00:00:00Z');
      return new Date('2026-02-01T00:00:00Z');
  }
}

async function columnsOf(pool: TestDatabase['database']['pool']): Promise<Column[]> {
  const { rows } = await pool.query<Column>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
      (SELECT enumlabel FROM pg_enum e WHERE e.enumtypid = a.atttypid ORDER BY enumsortorder LIMIT 1) AS label,
      NOT a.attnotnull AS nullable,
      (SELECT r.relname FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey) AND r.relname <> 'Community'
        LIMIT 1) AS refers
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum`);
  return rows.map((row) => ({ ...row, type: row.type.replace(/^(?!")([A-Z]\w*)$/, '"$1"') }));
}

/** Whatever is referred to comes first. */
function inOrder(tables: readonly string[], columns: readonly Column[]): string[] {
  const out: string[] = [];
  const add = (table: string) => {
    if (out.includes(table)) return;
    for (const { refers } of columns.filter((one) => one.table === table)) {
      if (refers && refers !== table && tables.includes(refers)) add(refers);
    }
    out.push(table);
  };
  tables.forEach(add);
  return out;
}
