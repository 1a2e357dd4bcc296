import type { Pool } from 'pg';
import type { WishQueue } from './backend.js';

/** Ids of ours and of Stripe's are longer; a shorter word could stand for anything, and travels in no job. */
const SHORTEST = 12;

/** Words by which jobs may name somebody. */
export const traceable = (traces: Iterable<string>): string[] =>
  [...traces].filter((word) => word.length >= SHORTEST);

const named = (entry: string) =>
  `EXISTS (SELECT 1 FROM unnest($1::text[]) AS word WHERE strpos(${entry}::text, word) > 0)`;

/**
 * Takes away what names one of `words`: jobs that wait, pause or failed, with what keeps another from coming in
 * their place. A job that runs just now takes itself away when it ends. Nobody reads the events, so they all go.
 */
export async function forgetOnPostgres(pool: Pool, words: readonly string[]): Promise<void> {
  await pool.query(
    `WITH gone AS (DELETE FROM job WHERE state <> 'active' AND ${named('job')} RETURNING queue, id)
     DELETE FROM dedup USING gone WHERE dedup.queue = gone.queue AND dedup.job_id = gone.id`,
    [words],
  );
  await pool.query(`DELETE FROM dedup_next WHERE ${named('dedup_next')}`, [words]);
  await pool.query('DELETE FROM event');
}

const STATES = ['waiting', 'delayed', 'prioritized', 'failed', 'completed'] as const;

/** As `forgetOnPostgres`. */
export async function forgetOnRedis(queues: readonly WishQueue[], words: readonly string[]): Promise<void> {
  for (const queue of queues) {
    for (const job of await queue.getJobs([...STATES])) {
      const said = JSON.stringify([job.data, job.failedReason ?? '']);
      if (words.some((word) => said.includes(word))) await job.remove();
    }
    await queue.trimEvents(0);
  }
}
