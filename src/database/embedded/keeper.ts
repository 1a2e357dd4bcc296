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
  /** The processes of the other users; one that was killed may still be among them for a moment. */
  others(): Promise<number[]>;
  /** Calls `listener` once the connection has ended without `close`; at once when that was before. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

// Any constant will do; it only has to be ours.
const lock = createHash('sha256').update('lyceum embedded postgres').digest().readInt32BE(0);
const name = 'lyceum-keeper';

/** Throws when the server refuses us; undefined while it is just starting or stopping. */
export async function openKeeper(url: string): Promise<Keeper | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${name} ${process.pid}`,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  let state: 'open' | 'closed' | 'lost' = 'open';
  let tell = (): void => undefined;
  const lose = () => {
    if (state !== 'open') return;
    state = 'lost';
    tell();
  };
  client.on('error', lose);
  client.on('end', lose);
  try {
    await client.connect();
  } catch (error) {
    state = 'closed';
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    // 57P03: cannot connect now. Without a code: the server hung up in the middle.
    const passing = ['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET'];
    if (code === undefined || passing.includes(code)) return undefined;
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
    async others() {
      const { rows } = await client.query<{ application_name: string }>(
        'SELECT application_name FROM pg_stat_activity WHERE application_name LIKE $1 AND pid <> pg_backend_pid()',
        [`${name} %`],
      );
      return rows.map((row) => Number(row.application_name.slice(name.length)));
    },
    onLost(listener) {
      tell = listener;
      if (state === 'lost') listener();
    },
    async close() {
      if (state !== 'open') return;
      state = 'closed';
      // The server may be gone already; then there is nothing left to say goodbye to.
      await client.end().catch(() => undefined);
    },
  };
}
