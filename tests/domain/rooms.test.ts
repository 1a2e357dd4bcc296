import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { isThorough } from '../_support/thorough.js';
import { drawHistory } from './drawn.js';
import { report, safely } from './failing.js';
import { liveThrough } from './lived.js';

/** Histories lived through side by side, each lane in a database of its own. */
const LANES = 3;
const RUNS = isThorough ? 60 : 3;

/** Through the rooms each step costs a hundred queries; grants begin when they are made, as by the commands. */
const options = { grantsBeginAtOnce: true, short: true };

let lanes: TestDatabase[];
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, () => testDatabase()));
});
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

it(`the real rooms end as the reference says, after ${RUNS} random histories`, async () => {
  const first = Math.floor(Math.random() * 2 ** 31);
  let next = first;
  let lived = 0;
  const lane = async ({ database }: TestDatabase) => {
    while (next < first + RUNS) {
      const seed = next;
      next += 1;
      const wrong = (history: Parameters<typeof liveThrough>[1]) => liveThrough(database, history);
      const history = drawHistory(seed, options);
      if ((await safely(history, wrong)).length > 0)
        throw new Error(await report(seed, history, wrong, 'rooms'));
      lived += 1;
    }
  };
  await Promise.all(lanes.map(lane));
  expect(lived).toBe(RUNS);
}, 240_000);
