import { EventEmitter } from 'node:events';
import type { Pool, PoolClient, QueryResult } from 'pg';

/** Everybody who listens through one connection, and what they hear. */
interface Ear {
  join(line: EventEmitter): void;
  leave(line: EventEmitter): void;
  /** Runs a LISTEN once, on the connection that is open then. */
  listen(statement: string): Promise<QueryResult>;
}

/**
 * A pool as BullMQ wants one, in which everybody who listens shares one connection. By itself BullMQ keeps one for
 * each worker, and Postgres wakes every one of them for every job: with 30 queues that is most of what a small
 * machine does. A broken connection is told to all, who listen anew as they would have on their own.
 */
export function withOneEar(pool: Pool): Pool {
  const ear = createEar(pool);
  const shared = {
    options: pool.options,
    query: pool.query.bind(pool),
    on: pool.on.bind(pool),
    end: pool.end.bind(pool),
    connect: async () => lineTo(ear, pool),
  };
  // Nothing else of a pool is used.
  return shared as unknown as Pool;
}

const LISTEN = /^\s*(--[^\n]*\n\s*)*LISTEN\s/i;
const NOTHING: QueryResult = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] };

/** What BullMQ takes for a connection of its own. */
function lineTo(ear: Ear, pool: Pool): EventEmitter {
  const line = new EventEmitter();
  ear.join(line);
  return Object.assign(line, {
    async query(text: string, values?: unknown[]): Promise<QueryResult> {
      if (LISTEN.test(text)) return ear.listen(text);
      // It would name the connection after the queue, for lists of workers that nobody here asks for.
      if (text.includes("set_config('application_name'")) return NOTHING;
      return pool.query(text, values);
    },
    release: () => ear.leave(line),
  });
}

/** The connection is there while anybody is on the line. */
function createEar(pool: Pool): Ear {
  const lines = new Set<EventEmitter>();
  let open: Promise<PoolClient> | undefined;
  /** What is listened to on it. */
  let heard = new Map<string, Promise<QueryResult>>();

  const connect = (): Promise<PoolClient> => {
    const opening = pool.connect().then((client) => {
      client.on('notification', (note) => {
        for (const line of lines) line.emit('notification', note);
      });
      client.on('error', (error) => {
        if (open !== opening) return;
        hangUp();
        for (const line of [...lines]) if (line.listenerCount('error') > 0) line.emit('error', error);
      });
      return client;
    });
    opening.catch(() => {
      if (open === opening) open = undefined;
    });
    return opening;
  };

  const hangUp = (): void => {
    // Whoever gets the connection next must not find it listening.
    open?.then((client) => client.release(true)).catch(() => undefined);
    open = undefined;
    heard = new Map();
  };

  return {
    join: (line) => void lines.add(line),
    leave(line) {
      if (lines.delete(line) && lines.size === 0) hangUp();
    },
    async listen(statement) {
      open ??= connect();
      const client = await open;
      const known = heard;
      let done = known.get(statement);
      if (!done) {
        done = client.query(statement);
        known.set(statement, done);
        // One that failed is tried again.
        done.catch(() => known.delete(statement));
      }
      return done;
    },
  };
}
