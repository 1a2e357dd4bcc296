import pg from 'pg';
import type { Log } from '#kernel/log';

/** No table is worth making people wait for: what is busy has its turn at the next time. */
const PATIENCE = '5s';

const LOG_FILE = 16 * 1024 * 1024;

const TABLES = `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
  WHERE schemaname = ANY ($1) ORDER BY 1`;

/**
 * Takes what was deleted out of the server's files as well, where it else lies until something is written over it.
 * @param own the server is ours alone: tables are written anew, and the log of changes begins anew. Somebody
 *   else's server is only asked to tidy up after us; what its log and its backups keep is up to whoever runs it
 * @returns false when something was busy, or not ours to do
 */
export async function scour(
  pool: pg.Pool,
  schemas: readonly string[],
  own: boolean,
  log: Log,
): Promise<boolean> {
  const client = await pool.connect();
  let isClean = true;
  const attempt = async (statement: string) => {
    try {
      await client.query(statement);
    } catch (error) {
      isClean = false;
      log.info({ reason: error instanceof pg.DatabaseError ? error.code : String(error) }, 'not scoured now');
    }
  };
  try {
    await client.query(`SET lock_timeout = '${PATIENCE}'`);
    const { rows } = await client.query<{ name: string }>(TABLES, [schemas]);
    for (const { name } of rows) await attempt(`VACUUM (${own ? 'FULL, ' : ''}ANALYZE) ${name}`);
    if (own) {
      // The planner's own notes hold values of our columns.
      await attempt('VACUUM FULL pg_catalog.pg_statistic');
      // The log of changes goes by files of 16 MB: once it is in the next one, the checkpoint that comes within
      // minutes, or at the end, removes those before.
      await attempt(`SELECT pg_logical_emit_message(false, 'lyceum', repeat('-', ${LOG_FILE}))`);
    }
    return isClean;
  } finally {
    await client.query('RESET lock_timeout').catch(() => {});
    client.release();
  }
}
