import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/adapters/discord/budget.js';

const WINDOW_MS = 600_000;

describe('the budget of refusals', () => {
  it('is never overrun within any window, whatever comes at whatever time and however many at once', () => {
    const request = fc.record({
      /** Milliseconds since the one before, and until its answer. */
      after: fc.integer({ min: 0, max: 5_000 }),
      takes: fc.integer({ min: 0, max: 8_000 }),
      refused: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(request, { minLength: 1, maxLength: 400 }),
        (most, requests) => {
          let now = 0;
          const budget = createBudget({ most, windowMs: WINDOW_MS, now: () => now });
          const open: { at: number; refused: boolean }[] = [];
          const refusals: number[] = [];
          const answer = (until: number) => {
            open.sort((a, b) => a.at - b.at);
            while (open[0] && open[0].at <= until) {
              const { at, refused } = open.shift() ?? { at: 0, refused: false };
              now = Math.max(now, at);
              budget.done(refused);
              if (refused) refusals.push(at);
            }
            now = Math.max(now, until);
          };
          let clock = 0;
          for (const { after, takes, refused } of requests) {
            clock += after;
            answer(clock);
            if (budget.admit() === 0) open.push({ at: clock + takes, refused });
          }
          answer(Infinity === clock ? clock : clock + 10_000);
          refusals.sort((a, b) => a - b);
          for (const [index, at] of refusals.entries()) {
            const within = refusals.slice(index).filter((other) => other < at + WINDOW_MS);
            expect(within.length).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('costs nothing while nobody refuses, and slows down before it stops', () => {
    let now = 0;
    const budget = createBudget({ most: 30, windowMs: WINDOW_MS, now: () => now });
    for (let n = 0; n < 10_000; n += 1) {
      expect(budget.admit()).toBe(0);
      budget.done(false);
    }
    let sent = 0;
    // Everything is refused, and whoever may not send tries again later.
    while (now < WINDOW_MS) {
      const wait = budget.admit();
      if (wait > 0) now += wait;
      else {
        sent += 1;
        budget.done(true);
      }
    }
    expect(sent).toBe(30);
    // In the next window as many again: it did not stop for good.
    expect(budget.admit()).toBe(0);
  });
});
