/**
 * The database room.
 *
 * Lives here: the Prisma client and its guard, connections and what they insist on, migrations, the
 * embedded Postgres, locks, the server's clock. Lives elsewhere: every query about members, plans,
 * seats … (each in the `store.ts` of its room), the queue (adapters), settings (app).
 *
 * Holds always:
 * - No operation on a community's rows without the community's id (`prisma`, and inside transactions).
 * - What people wrote and how they are called is written sealed, and opens in its own row only.
 * - Every connection commits synchronously and reads time in UTC, whatever the server is set to.
 * - The tables change by migrations only, each whole or not at all, one process at a time.
 * - The embedded server listens on loopback with a password, and its last user stops it.
 *
 * Only `src/domain/<room>/store.ts` and `src/app` use the client; types may be used wherever one is passed on.
 */
export { isDatabaseAway } from './away.js';
export { createDatabase } from './client.js';
export type { Database, DatabaseOptions, TransactionOptions, Tx } from './client.js';
export { InvalidDatabaseUrl, parseAddress } from './connection.js';
export type { Address } from './connection.js';
export { checkOperation, MissingCommunity, NotSealed, tenantModels } from './guard.js';
export { lockMember, lockName, tryLockName } from './locks.js';
export type { Renewal, Seals, SealsInUse } from './seals.js';
export { openJson, sealedColumns, sealJson, type SealedColumn } from './sealed-columns.js';
export { clockSkewMs } from './skew.js';
export { isUniqueViolation } from './violations.js';
export { keepEmbeddedPostgres } from './embedded/keep.js';
export { startEmbeddedPostgres } from './embedded/index.js';
export type { EmbeddedPostgresOptions } from './embedded/index.js';
export type { EmbeddedPostgres } from './embedded/serve.js';
export { EmbeddedPostgresError } from './embedded/failure.js';
export type { EmbeddedPostgresReason } from './embedded/failure.js';
export { diffMigration, schemaDrift } from './migrations/diff.js';
export type { DiffOptions } from './migrations/diff.js';
export { migrate, MigrationError } from './migrations/migrate.js';
export type { MigrateOptions } from './migrations/migrate.js';
export { migrationsFolder } from './migrations/folder.js';
export * from './generated/enums.js';
export { Prisma } from './generated/client.js';
export type * from './generated/models.js';
export { wipe } from './wipe.js';
