import type { Tx } from './client.js';

/**
 * Holds the member's row until the end of the transaction, so that whoever recomputes what the
 * member is entitled to does it one after the other. Rows that point to the member may be written meanwhile:
 * they only need it to stay there.
 * @returns false when there is no such member in the community
 */
export async function lockMember(tx: Tx, communityId: string, memberId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM "Member" WHERE "id" = ${memberId} AND "communityId" = ${communityId} FOR NO KEY UPDATE`;
  return rows.length === 1;
}

/**
 * Holds a lock that has no row, until the end of the transaction. The same name in another schema
 * is another lock.
 */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ':' || ${name}, 0))`;
}

/** As `lockName`, without waiting: false when somebody else holds it. */
export async function tryLockName(tx: Tx, name: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ held: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ':' || ${name}, 0)) AS held`;
  return row.held;
}
