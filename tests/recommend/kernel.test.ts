import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  easeFrom,
  createCounts,
  factorise,
  factoriseTogether,
  historyOf,
  invertRidge,
  memberCount,
  nextFrom,
  rankingOf,
  seededRandom,
  train,
  type FactorSettings,
  type Recommender,
} from '#domain/recommend';
import { root } from '../_support/sources.js';
import { topicWorld } from './worlds.js';

const { histories } = topicWorld(200);
const settings: FactorSettings = {
  factors: 11,
  unobserved: 0.2,
  ridge: 0.01,
  epochs: 3,
  steps: null,
  seed: 3,
};
const shape = { decay: 0.6, window: 3, fade: 0.7, spread: 0.5 };

describe('the kernel', () => {
  it('is what its sources give', async () => {
    await expect(
      promisify(execFile)(process.execPath, ['scripts/kernel.mjs', '--check'], { cwd: root }),
    ).resolves.toMatchObject({ stderr: '' });
  });

  it.each([1, 63, 64, 65, 150])('inverts %i courses as the reference does', (n) => {
    const random = seededRandom(n);
    const x = Array.from({ length: n }, () => Array.from({ length: n }, () => random() - 0.3));
    const entry = (row: number, column: number) =>
      (x[row] ?? []).reduce((sum, value, at) => sum + value * (x[column]?.[at] ?? 0), 0);
    const fast = invertRidge(n, entry, 5, 'kernel');
    const exact = invertRidge(n, entry, 5, 'reference');
    expect(fast.stride).toBe(exact.stride);
    expect(furthest(fast.values, exact.values)).toBeLessThan(1e-4);
  });

  it('makes the same models as the reference', () => {
    const counts = createCounts({ courses: histories.courses, together: true, next: shape });
    counts.addAll(histories);
    for (const make of [easeFrom, nextFrom]) {
      const [fast, exact] = (['kernel', 'reference'] as const).map(
        (solve) => make(counts, { ridge: 5, solve }).model.table.values,
      );
      expect(furthest(fast ?? [], exact ?? [NaN])).toBeLessThan(1e-4);
    }
  });

  it('solves the least squares of every member, exactly and by steps', () => {
    const { members, courses, d } = factorise(histories, settings);
    // Courses were moved last: they solve their systems given the members, to single precision.
    const taken = Array.from({ length: histories.courses }, () => [] as number[]);
    for (let member = 0; member < memberCount(histories); member += 1) {
      for (const course of historyOf(histories, member)) taken[course]?.push(member);
    }
    const at = (rows: Float32Array, row: number) => rows.subarray(row * d, row * d + d);
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
    taken.forEach((own, course) => {
      const y = at(courses, course);
      const ridge = settings.ridge * (own.length + settings.unobserved * memberCount(histories));
      const left = y.map((value) => -ridge * value);
      for (let member = 0; member < memberCount(histories); member += 1) {
        const x = at(members, member);
        const is = own.includes(member);
        const weight = settings.unobserved * dot(x, y) + (is ? dot(x, y) - 1 : 0);
        x.forEach((value, k) => (left[k] = (left[k] ?? 0) - weight * value));
      }
      expect(Math.max(...left.map(Math.abs))).toBeLessThan(1e-4);
    });
    // As many steps as there are factors are as good as exact.
    const stepped = factorise(histories, { ...settings, steps: 16 });
    expect(furthest(stepped.courses, courses)).toBeLessThan(1e-3);
  });

  it('gives the same bits in two threads', async () => {
    const alone = factorise(histories, settings);
    const together = await factoriseTogether(histories, settings, 2);
    expect(Buffer.from(together.members.buffer).equals(Buffer.from(alone.members.buffer))).toBe(true);
    expect(Buffer.from(together.courses.buffer).equals(Buffer.from(alone.courses.buffer))).toBe(true);
  });

  it.each([
    { kind: 'next', shape, ridge: 5 } as const,
    { kind: 'ease', ridge: 5 } as const,
    { kind: 'als', settings } as const,
    { kind: 'popularity' } as const,
  ])('ranks everybody as the scores do: $kind', (recipe) => {
    const model: Recommender = train(histories, recipe, { at: [0.5, 0.2, 0.1, 0] });
    const ranking = model.rank(histories, 7);
    const scores = new Float64Array(histories.courses);
    for (let member = 0; member < memberCount(histories); member += 1) {
      const history = historyOf(histories, member);
      model.scores(history, scores);
      const ranked = rankingOf(ranking, member);
      expect(new Set(ranked).size).toBe(7);
      const best = [...scores.keys()].filter((course) => !history.includes(course));
      best.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      // Single precision may turn around what is equal to it.
      ranked.forEach((course, place) => {
        expect(history.includes(course)).toBe(false);
        expect(scores[course]).toBeCloseTo(scores[best[place] ?? -1] ?? NaN, 4);
      });
    }
  });
});

function furthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let most = one.length === other.length ? 0 : NaN;
  for (let at = 0; at < one.length; at += 1) {
    most = Math.max(most, Math.abs((one[at] ?? NaN) - (other[at] ?? NaN)));
  }
  return most;
}
