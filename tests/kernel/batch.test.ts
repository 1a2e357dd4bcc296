import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatch } from '#kernel/batch';

/** Doubles numbers, refuses negative ones, and notes what came together. */
function doubling(most = 100) {
  const batches: number[][] = [];
  const batch = createBatch<number, number>({
    most,
    async together(items) {
      batches.push([...items]);
      await Promise.resolve();
      if (items.some((item) => item < 0)) throw new Error(`negative among ${items.length}`);
      return items.map((item) => item * 2);
    },
  });
  return { batches, batch };
}

describe('a batch', () => {
  it('sends what comes alone at once, and joins what comes meanwhile', async () => {
    const { batch, batches } = doubling();
    expect(await Promise.all([1, 2, 3].map(batch))).toEqual([2, 4, 6]);
    expect(await batch(4)).toBe(8);
    expect(batches).toEqual([[1], [2, 3], [4]]);
  });

  it('never holds more than it may', async () => {
    const { batch, batches } = doubling(2);
    await Promise.all([1, 2, 3, 4, 5, 6].map(batch));
    expect(Math.max(...batches.map((one) => one.length))).toBe(2);
  });

  it('gives each its own answer, and lets nobody fail for another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 100 })), async (items) => {
        const { batch } = doubling(7);
        const outcomes = await Promise.allSettled(items.map(batch));
        expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : null))).toEqual(
          items.map((item) => (item < 0 ? null : item * 2)),
        );
      }),
    );
  });

  it('goes on after a failure', async () => {
    const { batch } = doubling();
    await expect(batch(-1)).rejects.toThrow('negative among 1');
    expect(await batch(1)).toBe(2);
  });

  it('is no success where an answer is missing', async () => {
    const batch = createBatch<number, number>({ most: 10, together: () => Promise.resolve([]) });
    await expect(batch(1)).rejects.toThrow('did not answer');
  });
});
