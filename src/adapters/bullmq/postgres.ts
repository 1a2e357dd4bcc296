import { DEFAULT_SCHEMA, runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import { z } from 'zod';

/** A worker's clock may differ this much from the database's: BullMQ writes lock times by the worker's. */
const maxSkewMs = 5_000;

const LEAST = 3;

const question = `SELECT current_setting('search_path') AS path,
  current_setting('synchronous_commit') AS commit,
  current_setting('wal_level') AS wal,
  extract(epoch FROM clock_timestamp()) * 1000 AS now`;
const answerShape = z.tuple([
  z.object({ path: z.string(), commit: z.string(), wal: z.string(), now: z.coerce.number() }),
]);

/**
 * Checks the pool and brings BullMQ's schema up to date; several processes may do it at once.
 * With synchronous_commit off, a crash of the server was seen to lose jobs that it had acknowledged; with
 * wal_level minimal, to give their numbers to new jobs, which then counted as known and never ran.
 * @param workers how many may be opened
 * Throws an Error of one sentence when jobs could get lost or stuck here.
 */
export async function preparePostgres(pool: Pool, workers: number): Promise<void> {
  // Each queue and worker listens for the pool's errors, which Node would report as a leak.
  pool.setMaxListeners(Math.max(pool.getMaxListeners(), 4 * workers + 10));
  // One listens for all of them, one asks, and one holds a lock while another asks.
  if ((pool.options.max ?? 10) < LEAST) {
    throw new Error(
      `The queue's connection pool allows ${pool.options.max} connections, but needs at least ${LEAST}.`,
    );
  }
  const [{ path, commit, wal }] = answerShape.parse((await pool.query(question)).rows);
  if (path.split(',')[0]?.trim().replaceAll('"', '') !== DEFAULT_SCHEMA) {
    throw new Error(`The queue's connection pool must have search_path=${DEFAULT_SCHEMA}, not ${path}.`);
  }
  if (commit !== 'on') {
    throw new Error(`The queue's connection pool must have synchronous_commit=on, not ${commit}.`);
  }
  if (wal === 'minimal') {
    // BullMQ numbers jobs by sequences; with this setting a crash of the server rewinds them.
    throw new Error('The server of the queue must have wal_level=replica or logical, not minimal.');
  }
  const client = await pool.connect();
  try {
    // Serialised by BullMQ with an advisory lock: the second starter finds the work done.
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
}

/** Runs `work` under a lock that goes with its connection, so that a crash cannot leave it behind. */
export async function aloneOnPostgres(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('lyceum:schedules'))");
    await work();
    await client.query("SELECT pg_advisory_unlock(hashtext('lyceum:schedules'))");
    failed = false;
  } finally {
    client.release(failed);
  }
}

/** `ok`, or why jobs cannot be trusted to run here: no answer, or clocks too far apart. */
export async function postgresHealth(pool: Pool): Promise<string> {
  const asked = Date.now();
  let answer;
  try {
    answer = await pool.query(question);
  } catch {
    return 'the queue database does not answer';
  }
  const [{ now }] = answerShape.parse(answer.rows);
  const answered = Date.now();
  // The database read its clock somewhere between asking and answering.
  const skew = now < asked ? asked - now : now > answered ? now - answered : 0;
  if (skew <= maxSkewMs) return 'ok';
  return `the clock of this machine is ${Math.round(skew / 1000)} s off the queue database's`;
}
