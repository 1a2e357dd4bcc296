import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Plan } from '#domain/billing';
import { rowKeys, type DeedDeps, type Deeds } from './deeds.js';
import type { ImportLine, ImportOptions, ImportRecord, Report } from './model.js';
import type { SubscriberSource } from './ports.js';
import { COLUMNS, readHeader, readRow, type Row, type RowReader } from './rows.js';

type Done = Omit<ImportLine, 'line' | 'what'>;

/** Takes over the rows of a file, one by one: a bad one is told with its line, and the others go on. */
export async function fromRows(
  deps: Pick<DeedDeps, 'members' | 'billing'> & { clock: Clock },
  deeds: Deeds,
  communityId: string,
  records: AsyncIterable<ImportRecord>,
  source: SubscriberSource | null,
  options: ImportOptions,
  report: Report,
): Promise<void> {
  const { members, billing, clock } = deps;
  const { timeZone } = await members.community(communityId);
  const plans = await billing.plans(communityId, true);
  let reader: RowReader | undefined;
  for await (const record of records) {
    if (!reader) {
      const columns = 'cells' in record ? readHeader(record.cells) : null;
      if (!columns || !('cells' in record)) {
        throw new UserFacingError('import_columns', { columns: COLUMNS.join(', ') });
      }
      reader = { columns, width: record.cells.length, plans, timeZone, now: clock.now() };
      continue;
    }
    const { line } = record;
    if (!('cells' in record)) {
      report({ line, what: '', outcome: 'refused', refusal: record.problem });
      continue;
    }
    const row = readRow(record.cells, reader);
    if (typeof row === 'string') report({ line, what: '', outcome: 'refused', refusal: row });
    else report({ line, what: row.customerId ?? row.plan?.name ?? '', ...(await take(row, plans)) });
  }
  if (!reader) throw new UserFacingError('import_columns', { columns: COLUMNS.join(', ') });

  async function take(row: Row, known: readonly Plan[]): Promise<Done> {
    const { accounts, customerId, plan, endsAt, email, name } = row;
    if (customerId === null) {
      if (!plan) return { outcome: 'refused', refusal: 'plan_missing' };
      if (accounts.length > 0) return deeds.grant(communityId, { accounts }, plan, endsAt, options);
      const contents = [email.toLowerCase(), plan.id, endsAt?.toISOString() ?? ''];
      const keys = rowKeys(options.secrets, communityId, contents);
      return deeds.code(communityId, { rowKeys: keys }, { plan, endsAt, email, name }, options);
    }
    if (!source) return { outcome: 'refused', refusal: 'no_stripe' };
    const customer = await source.customer(customerId);
    if (!customer) return { outcome: 'refused', refusal: 'customer_unknown' };
    if (accounts.length > 0) {
      const planIds = known.map((one) => one.id);
      return deeds.tie(communityId, customerId, { accounts }, planIds, options);
    }
    const owner = await billing.tiedTo(customerId);
    if (owner) {
      return owner.communityId === communityId
        ? { outcome: 'already' }
        : { outcome: 'refused', refusal: 'customer_taken' };
    }
    const told = {
      plan,
      endsAt: null,
      email: email || (customer.email ?? ''),
      name: name || (customer.name ?? ''),
    };
    return deeds.code(communityId, { stripeCustomerId: customerId }, told, options);
  }
}
