import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diversify, explore, listLikeness, seededRandom } from '#domain/recommend';

describe('a list', () => {
  const alike = (one: number, other: number) => (Math.floor(one / 10) === Math.floor(other / 10) ? 0.9 : 0);
  const candidates = [1, 2, 3, 11, 12, 21].map((course, place) => ({ course, score: 1 - place / 10 }));

  it('is not all the same, but begins with the best', () => {
    const chosen = diversify(candidates, alike, 3, 0.5);
    expect(chosen).toEqual([1, 11, 21]);
    expect(listLikeness(chosen, alike)).toBe(0);
    expect(diversify(candidates, alike, 3, 1)).toEqual([1, 2, 3]);
    expect(listLikeness([1, 2, 3], alike)).toBeCloseTo(0.9);
  });

  it('holds candidates only, each once, as many as there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50), { maxLength: 30 }),
        fc.nat(35),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (courses, k, balance) => {
          const list = courses.map((course, place) => ({ course, score: -place }));
          const chosen = diversify(list, alike, k, balance);
          expect(chosen.length).toBe(Math.min(k, courses.length));
          expect(new Set(chosen).size).toBe(chosen.length);
          for (const course of chosen) expect(courses).toContain(course);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('exploring', () => {
  it('never takes the first place, gives away one at most, and says how likely it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: -1, max: 3, noNaN: true }),
        fc.nat(),
        (ranked, k, share, seed) => {
          const shown = explore(ranked, k, { share, depth: 4 }, seededRandom(seed));
          expect(shown.length).toBe(Math.min(k, ranked.length));
          expect(new Set(shown.map(({ course }) => course)).size).toBe(shown.length);
          expect(shown.filter(({ explored }) => explored).length).toBeLessThanOrEqual(1);
          if (shown[0]) expect(shown[0].explored).toBe(false);
          for (const { course, propensity, explored } of shown) {
            expect(ranked.slice(0, k + 4)).toContain(course);
            expect(propensity).toBeGreaterThan(0);
            expect(propensity).toBeLessThanOrEqual(explored ? 0.2 : 1);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('shows every course as often as its propensity says', () => {
    const random = seededRandom(9);
    const ranked = [0, 1, 2, 3, 4, 5, 6];
    const times = new Map<number, number>();
    const said = new Map<number, number>();
    const rounds = 20_000;
    for (let round = 0; round < rounds; round += 1) {
      for (const { course, propensity } of explore(ranked, 3, { share: 0.2, depth: 4 }, random)) {
        times.set(course, (times.get(course) ?? 0) + 1);
        said.set(course, propensity);
      }
    }
    expect(said.size).toBe(ranked.length);
    for (const [course, propensity] of said) {
      expect((times.get(course) ?? 0) / rounds).toBeCloseTo(propensity, 1.7);
    }
  });
});
