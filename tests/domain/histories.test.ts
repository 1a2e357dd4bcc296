import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories } from './history.js';
import { simulate } from './simulation.js';

const RUNS = 10_000;

describe('random histories under the pure rules', () => {
  it(`end as the reference says, ${RUNS} of them, and break no promise on the way`, () => {
    const seen = new Map<string, number>();
    const property = fc.property(histories(), (history) => {
      const result = simulate(history);
      for (const [what, count] of Object.entries(result.seen)) seen.set(what, (seen.get(what) ?? 0) + count);
      expect(result.wrong).toEqual([]);
    });
    // A failure says how many were tried, the seed, and the smallest history that fails.
    fc.assert(property, { numRuns: RUNS });

    // Histories in which nothing happens prove nothing.
    expect(seen.get('wanted')).toBeGreaterThan(RUNS / 2);
    expect(seen.get('taken')).toBeGreaterThan(RUNS / 4);
    expect(seen.get('unanswered')).toBeGreaterThan(RUNS / 4);
    expect(seen.get('late')).toBeGreaterThan(RUNS / 50);
    expect(seen.get('kicked')).toBeGreaterThan(RUNS / 50);
    expect(seen.get('unknown')).toBeGreaterThan(RUNS / 200);
  }, 120_000);
});
