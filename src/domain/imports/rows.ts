import { DateTime } from 'luxon';
import type { Plan } from '#domain/billing';
import type { Person } from '#domain/members';
import { legibleName } from '#kernel/legible';
import type { Refusal } from './model.js';

/** Columns that are read; others may stand beside them. */
export const COLUMNS = [
  'discord_id',
  'telegram_id',
  'stripe_customer',
  'plan',
  'ends_at',
  'name',
  'email',
] as const;
type Column = (typeof COLUMNS)[number];

/** Where each column is. null: not one of those that can tell who is meant. */
export function readHeader(cells: readonly string[]): ReadonlyMap<Column, number> | null {
  const found = new Map<Column, number>();
  cells.forEach((cell, at) => {
    const name = cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    const column = COLUMNS.find((one) => one === name);
    if (column && !found.has(column)) found.set(column, at);
  });
  const who = ['discord_id', 'telegram_id', 'stripe_customer', 'email'] as const;
  return who.some((column) => found.has(column)) ? found : null;
}

/** One row, checked. */
export interface Row {
  accounts: Person[];
  customerId: string | null;
  plan: Plan | null;
  endsAt: Date | null;
  name: string;
  email: string;
}

export interface RowReader {
  columns: ReadonlyMap<Column, number>;
  /** How many cells the header has. */
  width: number;
  plans: readonly Plan[];
  /** IANA name; days end in it. */
  timeZone: string;
  now: Date;
}

/** A row of the file, or why it cannot be taken over. */
export function readRow(cells: readonly string[], reader: RowReader): Row | Refusal {
  const { columns, width, plans, timeZone, now } = reader;
  // Spreadsheets leave out empty cells at the end, but never add any.
  if (cells.length > width) return 'columns';
  const of = (column: Column) => unquoted(cells[columns.get(column) ?? -1] ?? '');
  const [discord, telegram, customer] = [of('discord_id'), of('telegram_id'), of('stripe_customer')];
  if (discord !== '' && !/^\d{17,20}$/.test(discord)) return 'discord_id';
  if (telegram !== '' && !/^[1-9]\d{0,15}$/.test(telegram)) return 'telegram_id';
  if (customer !== '' && !/^cus_\w{1,64}$/.test(customer)) return 'customer_id';
  const name = legibleName(of('name'));
  const accounts: Person[] = [
    ...(discord === '' ? [] : [{ platform: 'discord' as const, externalId: discord, name: name || discord }]),
    ...(telegram === ''
      ? []
      : [{ platform: 'telegram' as const, externalId: telegram, name: name || telegram }]),
  ];
  const email = of('email');
  if (accounts.length === 0 && customer === '' && email === '') return 'nobody';

  const named = of('plan');
  const plan = plans.find(({ id, name: title }) => id === named || same(title, named)) ?? null;
  if (named !== '' && !plan) return 'plan_unknown';
  // What is paid at Stripe opens what its price says; anything else needs a plan.
  if (customer === '' && !plan) return 'plan_missing';
  const endsAt = readEnd(of('ends_at'), timeZone);
  if (endsAt === undefined) return 'ends_at';
  if (customer === '' && endsAt !== null && endsAt <= now) return 'ended';
  return { accounts, customerId: customer || null, plan, endsAt, name, email };
}

/** Without blanks around it, and without the apostrophe that keeps spreadsheets from spoiling long numbers. */
function unquoted(cell: string): string {
  return cell.trim().replace(/^'/, '');
}

function same(title: string, typed: string): boolean {
  return title.normalize('NFKC').toLowerCase() === typed.normalize('NFKC').toLowerCase();
}

/** null: no end; undefined: cannot be read. A day includes itself. */
function readEnd(text: string, zone: string): Date | null | undefined {
  if (text === '') return null;
  const at = DateTime.fromISO(text.replace(' ', 'T'), { zone });
  if (!at.isValid) return undefined;
  return (text.length <= 10 ? at.endOf('day') : at).toJSDate();
}
