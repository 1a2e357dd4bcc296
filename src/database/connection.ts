import pg from 'pg';
import type { Log } from '#kernel/log';

/** A Postgres address taken apart: the driver does not know Prisma's `?schema=`. */
export interface Address {
  /** For the driver, without `schema`. */
  connectionString: string;
  schema: string;
}

/** The address is never repeated in the message: it holds a password. */
export class InvalidDatabaseUrl extends Error {
  override name = 'InvalidDatabaseUrl';
}

/**
 * @param url `postgresql://user:password@host:port/database?schema=name`
 * @param schema wins over the one in the url; `public` when neither names one
 */
export function parseAddress(url: string, schema?: string): Address {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new InvalidDatabaseUrl(
      'The database URL must look like postgresql://user:password@host:5432/name.',
    );
  }
  const parsed = new URL(url);
  const named = schema ?? parsed.searchParams.get('schema') ?? 'public';
  // Quoted wherever it is used; the rule only keeps surprises out.
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(named)) {
    throw new InvalidDatabaseUrl(
      'The schema in the database URL must be a simple name (letters, digits, _).',
    );
  }
  parsed.searchParams.delete('schema');
  return { connectionString: parsed.toString(), schema: named };
}

/**
 * What every connection of ours insists on, whatever the server, the role or the database say.
 * `synchronous_commit`: without it a crash of the server loses what was acknowledged (14 of 8,081
 * queued jobs in a trial). `TimeZone`: the driver adapter reads instants as if they were UTC.
 */
export function sessionSettings(searchPath: string): Record<string, string> {
  return { search_path: `"${searchPath}"`, synchronous_commit: 'on', TimeZone: 'UTC' };
}

/** Sets `settings` on a fresh connection. */
export async function pinSession(client: pg.ClientBase, settings: Record<string, string>): Promise<void> {
  await client.query(
    'SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS pinned(name, value)',
    [Object.keys(settings), Object.values(settings)],
  );
}

export interface PoolOptions {
  connectionString: string;
  searchPath: string;
  /** At most so many connections; they are opened when needed. */
  max: number;
  /** Shown in pg_stat_activity. */
  name: string;
  log: Log;
}

/** A pool each of whose connections is pinned before it is handed out. */
export function createPool(options: PoolOptions): pg.Pool {
  const settings = sessionSettings(options.searchPath);
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.name,
    max: options.max,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    onConnect: (client) => pinSession(client, settings),
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => options.log.warn({ reason: error.message }, 'a database connection broke'));
  return pool;
}

/** Runs `work` on one pinned connection of its own. */
export async function withClient<T>(address: Address, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: address.connectionString,
    application_name: 'lyceum-migrations',
    connectionTimeoutMillis: 10_000,
  });
  // What breaks the connection also fails the statement that is under way.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await pinSession(client, sessionSettings(address.schema));
    return await work(client);
  } finally {
    await client.end();
  }
}
