import { tenantModels } from '#database';
import type { TestDatabase } from '../_support/database.js';

/** Every row of every table of a community, as text; what merely being heard changes is left out. */
export type Snapshot = Record<string, string[]>;

/** When somebody was last seen, and what buttons mean, changes with every answer. */
const VOLATILE = new Set(['Button']);

/**
 * What the database says now.
 * @param communityId only rows of this community; absent: everything
 */
export async function snapshot({ database }: TestDatabase, communityId?: string): Promise<Snapshot> {
  const tables = [...tenantModels, 'Community', 'SetupCode', 'StripeEvent'].filter(
    (name) => !VOLATILE.has(name),
  );
  const found = await Promise.all(
    tables.map(async (table) => {
      const own = communityId === undefined ? '' : `WHERE to_jsonb(t)->>'communityId' = $1`;
      const { rows } = await database.pool.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'lastSeenAt')::text AS row FROM public."${table}" t ${own} ORDER BY 1`,
        communityId === undefined ? [] : [communityId],
      );
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(found);
}
