import { describe, expect, it } from 'vitest';
import { isThorough } from '../_support/thorough.js';
import { drawHistory } from './drawn.js';
import { report, wrongUnderTheRules } from './failing.js';
import { simulate, type Seen } from './simulation.js';

const RUNS = isThorough ? 10_000 : 2_500;

describe('random histories under the pure rules', () => {
  it(`end as the reference says, ${RUNS} of them, and break no promise on the way`, async () => {
    const first = Math.floor(Math.random() * 2 ** 31);
    const seen: Partial<Seen> = {};
    for (let seed = first; seed < first + RUNS; seed += 1) {
      const result = simulate(drawHistory(seed));
      if (result.wrong.length > 0) throw new Error(await report(seed, drawHistory(seed), wrongUnderTheRules));
      for (const what of Object.keys(result.seen) as (keyof Seen)[]) {
        seen[what] = (seen[what] ?? 0) + result.seen[what];
      }
    }

    // Histories in which nothing happens prove nothing.
    const least: Seen = {
      wanted: RUNS / 2,
      given: RUNS / 2,
      taken: RUNS / 4,
      kicked: RUNS / 50,
      unknown: RUNS / 200,
      unanswered: RUNS / 4,
      late: RUNS / 50,
      tried: RUNS / 4,
      redeemed: RUNS / 20,
    };
    for (const what of Object.keys(least) as (keyof Seen)[]) {
      expect(seen[what], what).toBeGreaterThan(least[what]);
    }
  }, 120_000);
});
