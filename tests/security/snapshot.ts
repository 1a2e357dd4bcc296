import { tenantModels } from '#database';
import type { TestDatabase } from '../_support/database.js';

/** Every row of every table of a community, as text; what merely being heard changes is left out. */
export type Snapshot = Record<string, string[]>;

/** When somebody was last seen, and what buttons mean, changes with every answer. */
const VOLATILE = new Set(['Button']);

/** That somebody spoke is counted, a moment later. */
const COUNTED = new Set(['ActivityEvent', 'ActivityPlace', 'Pseudonym']);

/**
 * What the database says now.
 * @param communityId only rows of this community; absent: everything but that somebody spoke
 */
export async function snapshot({ database }: TestDatabase, communityId?: string): Promise<Snapshot> {
  const tables = [...tenantModels, 'Community', 'SetupCode', 'StripeEvent'].filter(
    (name) => !VOLATILE.has(name) && !(communityId === undefined && COUNTED.has(name)),
  );
  // One question for all of them: asked table by table this was most of what the tests here took.
  const parts = tables.map((table) => {
    const own = communityId === undefined ? '' : `WHERE to_jsonb(t)->>'communityId' = $1`;
    return `SELECT '${table}' AS name, (to_jsonb(t) - 'lastSeenAt')::text AS row FROM public."${table}" t ${own}`;
  });
  const { rows } = await database.pool.query<{ name: string; row: string }>({
    // Named, it is understood once for each connection, which costs more than answering it.
    name: communityId === undefined ? 'all rows' : 'rows of one community',
    text: `${parts.join(' UNION ALL ')} ORDER BY 1, 2`,
    values: communityId === undefined ? [] : [communityId],
  });
  const found: Snapshot = Object.fromEntries(tables.map((table) => [table, []]));
  for (const { name, row } of rows) found[name]?.push(row);
  return found;
}
