import type { Pool } from 'pg';
import type { WishQueue } from './backend.js';

/** Ids of ours and of Stripe's are longer; a shorter word could stand for anything, and travels in no job. */
const SHORTEST = 12;

/** Words by which jobs may name somebody. */
export const traceable = (traces: Iterable<string>): string[] =>
  [...traces].filter((word) => word.length >= SHORTEST);

/** Whatever may name somebody here: jobs that wait, pause or failed, the keys they are told apart by, and events. */
const TABLES: readonly [table: string, but: string][] = [
  ['job', "state <> 'active'"],
  ['dedup', 'true'],
  ['dedup_next', 'true'],
  ['event', 'true'],
];

/** Takes away what names one of `words`. A job that runs just now takes itself away when it ends. */
export async function forgetOnPostgres(pool: Pool, words: readonly string[]): Promise<void> {
  for (const [table, but] of TABLES) {
    await pool.query(
      `DELETE FROM ${table} AS entry WHERE ${but} AND EXISTS
         (SELECT 1 FROM unnest($1::text[]) AS word WHERE strpos(entry::text, word) > 0)`,
      [words],
    );
  }
}

const STATES = ['waiting', 'delayed', 'prioritized', 'failed', 'completed'] as const;

/** As `forgetOnPostgres`. Nobody reads the streams of events, so they go as a whole. */
export async function forgetOnRedis(queues: readonly WishQueue[], words: readonly string[]): Promise<void> {
  for (const queue of queues) {
    for (const job of await queue.getJobs([...STATES])) {
      const said = JSON.stringify([job.data, job.deduplicationId ?? '', job.failedReason ?? '']);
      if (words.some((word) => said.includes(word))) await job.remove();
    }
    await queue.trimEvents(0);
  }
}
