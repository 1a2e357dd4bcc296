import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * A connection that says "I am using this server" for as long as the process lives, by a shared
 * advisory lock. Whoever can turn it into an exclusive one is the last: a lock goes with its
 * connection, so that a killed process counts no more.
 */
export interface Keeper {
  /** Says that this process uses the server; false when the last user is just stopping it. */
  share(): Promise<boolean>;
  /** True when nobody else uses the server; from then on nobody can begin to. */
  claim(): Promise<boolean>;
  close(): Promise<void>;
}

// Any constant will do; it only has to be ours.
const lock = createHash('sha256').update('lyceum embedded postgres').digest().readInt32BE(0);

/**
 * @param onLost called once when the connection ends without `close`
 * @returns undefined while the server is just starting or stopping
 */
export async function openKeeper(url: string, onLost: () => void): Promise<Keeper | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'lyceum-keeper',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  let closed = false;
  const lose = () => {
    if (closed) return;
    closed = true;
    onLost();
  };
  client.on('error', lose);
  client.on('end', lose);
  try {
    await client.connect();
  } catch (error) {
    closed = true;
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    // 57P03: cannot connect now. Without a code: the server hung up in the middle.
    if (code === undefined || ['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET'].includes(code))
      return undefined;
    throw error;
  }
  const ask = async (statement: string) => {
    const { rows } = await client.query<{ yes: boolean }>(statement, [lock]);
    return rows[0]?.yes === true;
  };
  let sharing = false;
  return {
    async share() {
      sharing = await ask('SELECT pg_try_advisory_lock_shared($1) AS yes');
      return sharing;
    },
    async claim() {
      // Our own share would not stand in our way, but two processes that stop at once would see each other's.
      if (sharing) await ask('SELECT pg_advisory_unlock_shared($1) AS yes');
      sharing = false;
      return ask('SELECT pg_try_advisory_lock($1) AS yes');
    },
    async close() {
      if (closed) return;
      closed = true;
      // The server may be gone already; then there is nothing left to say goodbye to.
      await client.end().catch(() => undefined);
    },
  };
}
