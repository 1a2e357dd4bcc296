import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { histories } from './history.js';
import { liveThrough } from './lived.js';

/** Histories lived through side by side, each lane in a database of its own. */
const LANES = 4;
const RUNS = 200;

let lanes: TestDatabase[];
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, () => testDatabase()));
});
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

it(`the real rooms end as the reference says, after ${RUNS} random histories`, async () => {
  const lane = ({ database }: TestDatabase) => {
    const lived = histories({ grantsBeginAtOnce: true, short: true });
    const property = fc.asyncProperty(lived, async (history) => {
      expect(await liveThrough(database, history)).toEqual([]);
    });
    // A failure says how many were tried, the seed, and the smallest history that fails.
    return fc.assert(property, { numRuns: RUNS / LANES });
  };
  await Promise.all(lanes.map(lane));
}, 240_000);
