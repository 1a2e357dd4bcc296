import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapDifference,
  cohortPopularity,
  coverage,
  measure,
  NONE,
  similarity,
  textVectors,
} from '#domain/recommend';

describe('measures', () => {
  it('are what their definitions say', () => {
    const ranking = { k: 3, courses: Uint32Array.from([4, 1, 2, 0, 3, NONE, 1, 2, 3]) };
    // Half of two at the second place; one that nobody can know; nobody asked for the third.
    const found = measure(ranking, [[1, 0], [-1], []], 10);
    expect(found.members).toBe(2);
    expect(found.recall).toBeCloseTo(0.25);
    expect(found.hit).toBeCloseTo(0.5);
    expect(found.ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)) / 2);
    expect(found.coverage).toBeCloseTo(0.5);
    expect(coverage(ranking, 5)).toBe(1);
  });

  it('say how sure a difference is, the same each time', () => {
    const one = Float64Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? 1 : 0));
    const other = Float64Array.from({ length: 400 }, (_, at) => (at % 4 === 0 ? 1 : 0));
    const found = bootstrapDifference(one, other);
    expect(found).toEqual(bootstrapDifference(one, other));
    expect(found.by).toBeCloseTo(134 / 400 - 0.25);
    // A paired difference of this spread has a standard error of about 0.032.
    expect(found.low).toBeCloseTo(found.by - 1.96 * 0.032, 1);
    expect(found.high - found.low).toBeGreaterThan(0.1);
    expect(bootstrapDifference(one, one)).toEqual({ by: 0, low: 0, high: 0 });
    expect(() => bootstrapDifference(one, one.slice(1))).toThrow(RangeError);
  });

  it('let a small cohort lean on everybody', () => {
    const all = { taken: [80, 20, 0], members: 100 };
    expect([...cohortPopularity({ taken: [0, 0, 0], members: 0 }, all)].map(rounded)).toEqual([0.8, 0.2, 0]);
    const few = cohortPopularity({ taken: [0, 2, 0], members: 2 }, all, 50);
    const many = cohortPopularity({ taken: [0, 2_000, 0], members: 2_000 }, all, 50);
    expect(few[0]).toBeGreaterThan(few[1] ?? 1);
    expect(many[1]).toBeGreaterThan(0.97);
  });
});

describe('texts', () => {
  it('are alike when they share what is rare, in both languages', () => {
    const [paint, brush, chinese, other, empty, mixed] = textVectors([
      'Watercolour painting for beginners',
      'Painted watercolours: a course for beginners',
      '水彩画入门课程',
      'Invoices for beginners, and 合同 for 自由职业',
      '',
      'Watercolour 水彩画 again',
    ]);
    if (!paint || !brush || !chinese || !other || !empty || !mixed) throw new Error('one is missing');
    expect(similarity(paint, paint)).toBeCloseTo(1);
    expect(similarity(paint, brush)).toBeGreaterThan(similarity(paint, other));
    expect(similarity(chinese, mixed)).toBeGreaterThan(0.3);
    expect(similarity(chinese, paint)).toBe(0);
    expect(similarity(empty, paint)).toBe(0);
  });

  it('lie between 0 and 1, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 6 }), (texts) => {
        const vectors = textVectors(texts);
        for (const one of vectors) {
          for (const other of vectors) {
            expect(similarity(one, other)).toBe(similarity(other, one));
            expect(similarity(one, other)).toBeGreaterThanOrEqual(0);
            expect(similarity(one, other)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
