import type { Database } from './client.js';

/**
 * How far our clock is ahead of the database's, in milliseconds (negative: behind). BullMQ's Postgres
 * backend trusts the worker's clock: at a minute's difference half the jobs ran twice in a trial.
 *
 * The quickest of three questions counts, with half its journey as the error of the answer.
 * @param now our clock
 */
export async function clockSkewMs(database: Pick<Database, 'now'>, now: () => Date): Promise<number> {
  let best = { journey: Infinity, skew: 0 };
  for (let asked = 0; asked < 3; asked++) {
    const before = now().getTime();
    const theirs = (await database.now()).getTime();
    const after = now().getTime();
    const journey = after - before;
    if (journey < best.journey) best = { journey, skew: Math.round((before + after) / 2) - theirs };
  }
  return best.skew;
}
