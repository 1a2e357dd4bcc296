import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { histories } from './history.js';
import { liveThrough } from './lived.js';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());

it('real rooms end random histories as the reference says', async () => {
  const t0 = performance.now();
  let n = 0;
  await fc.assert(
    fc.asyncProperty(histories({ grantsBeginAtOnce: true }), async (history) => {
      n++;
      if (n % 10 === 0) console.log(n, (performance.now() - t0) / n);
      expect(await liveThrough(data.database, history)).toEqual([]);
    }),
    { numRuns: 50 },
  );
}, 300_000);
