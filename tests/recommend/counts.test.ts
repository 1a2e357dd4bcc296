import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countsShape,
  createCounts,
  historiesOf,
  loadCounts,
  nextFrom,
  saveCounts,
  seededRandom,
  trainFromCounts,
  type Counts,
  type CountsShape,
  type Recipe,
} from '#domain/recommend';

const courses = 9;
const shape: CountsShape = {
  courses,
  together: true,
  next: { decay: 0.73, window: 3, fade: 0.61, spread: 0.5 },
};
const history = fc.uniqueArray(fc.nat({ max: courses - 1 }), { maxLength: courses });
const crowd = fc.array(history, { minLength: 1, maxLength: 30 });

const countsOf = (lists: readonly number[][]): Counts => {
  const counts = createCounts(shape);
  for (const list of lists) counts.add(list);
  return counts;
};
const bits = (counts: Counts): string => Buffer.from(saveCounts(counts)).toString('base64');

describe('counts', () => {
  it('are the same bits from any number of parts, merged in any order', () => {
    fc.assert(
      fc.property(
        crowd,
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.nat()),
        (lists, parts, numbers) => {
          const shards = Array.from({ length: parts }, () => createCounts(shape));
          for (const list of lists) shards[(numbers.next().value ?? 0) % parts]?.add(list);
          const merged = createCounts(shape);
          while (shards.length > 0) {
            const [shard] = shards.splice((numbers.next().value ?? 0) % shards.length, 1);
            if (shard) merged.merge(loadCounts(saveCounts(shard)));
          }
          expect(bits(merged)).toBe(bits(countsOf(lists)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('forget a member as if they had never been there', () => {
    fc.assert(
      fc.property(crowd, crowd, (stay, leave) => {
        const counts = countsOf(stay);
        for (const list of leave) counts.add(list);
        for (const list of leave.toReversed()) counts.erase(list);
        expect(bits(counts)).toBe(bits(countsOf(stay)));
      }),
      { numRuns: 60 },
    );
  });

  it('take one more course of a member as if it had always been there', () => {
    fc.assert(
      fc.property(crowd, history, (lists, list) => {
        fc.pre(list.length > 0);
        const counts = countsOf([...lists, list.slice(0, -1)]);
        counts.extend(list.slice(0, -1), list.at(-1) ?? 0);
        expect(bits(counts)).toBe(bits(countsOf([...lists, list])));
      }),
      { numRuns: 60 },
    );
  });

  it('give models of the same bits', () => {
    const lists = [
      [0, 3, 1, 8],
      [3, 1, 2],
      [8, 7, 6, 5, 4],
      [1, 2],
    ];
    const whole = countsOf(lists);
    const parts = countsOf([[4, 0], ...lists.slice(2)]);
    parts.erase([4, 0]);
    parts.merge(countsOf(lists.slice(0, 2)));
    for (const recipe of [
      { kind: 'ease', ridge: 1 },
      { kind: 'next', ridge: 1, shape: shape.next ?? never() },
      { kind: 'markov', ridge: 1, shape: shape.next ?? never() },
    ] as const) {
      expect(shape).toMatchObject(counted(recipe));
      const [one, other] = [whole, parts].map((counts) => {
        const { model } = trainFromCounts(counts, recipe);
        return 'table' in model ? Buffer.from(model.table.values.buffer).toString('hex') : never();
      });
      expect(one).toBe(other);
    }
  });

  it('are what the definition says', () => {
    const next = { decay: 0.5, window: 2, fade: 0.25, spread: 1 };
    const counts = createCounts({ courses: 4, together: true, next });
    counts.addAll(historiesOf([[2, 0, 3, 1]], 4, true));
    // Prefixes 2 | 2 0 | 2 0 3, each counting for a third.
    const prefixes = [
      [0, 0, 1, 0],
      [1, 0, 0.5, 0],
      [0.5, 0, 0.25, 1],
    ];
    const follow = [
      [1, 0, 0, 0.25],
      [0, 0.25, 0, 1],
      [0, 1, 0, 0],
    ];
    const product = (rows: number[][], i: number, j: number) =>
      prefixes.reduce((sum, prefix, at) => sum + ((prefix[i] ?? 0) * (rows[at]?.[j] ?? 0)) / 3, 0);
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 4; j += 1) {
        expect((counts.after[i * 4 + j] ?? 0) / 2 ** 20).toBeCloseTo(product(follow, i, j), 5);
        if (j > i) continue;
        expect((counts.before[(i * (i + 1)) / 2 + j] ?? 0) / 2 ** 20).toBeCloseTo(product(prefixes, i, j), 5);
        expect(counts.pairs[(i * (i + 1)) / 2 + j]).toBe(1);
      }
    }
  });

  it('are the same for a large catalogue, where they are made course by course', () => {
    const random = seededRandom(4);
    const lists = Array.from({ length: 40 }, () => {
      return [...new Set(Array.from({ length: 90 }, () => Math.floor(random() ** 2 * 700)))];
    });
    expect(lists.flat().length).toBeGreaterThan(41 * 40);
    const large = { courses: 700, together: true, next: null };
    const [atOnce, oneByOne] = [createCounts(large), createCounts(large)];
    atOnce.addAll(historiesOf([...lists, []], 700, true));
    for (const list of [...lists, []]) oneByOne.add(list);
    expect(atOnce.pairs.some((count) => count > 1)).toBe(true);
    expect(bits(atOnce)).toBe(bits(oneByOne));
  });

  it('of different things are not merged, and other bytes are none', () => {
    const other = createCounts({ ...shape, together: false });
    expect(() => createCounts(shape).merge(other)).toThrow(RangeError);
    expect(() => loadCounts(Buffer.from('something else entirely'))).toThrow(RangeError);
    expect(() => loadCounts(saveCounts(other).slice(0, -1))).toThrow(RangeError);
    expect(() => nextFrom(createCounts({ ...shape, next: null }), { ridge: 1 })).toThrow(RangeError);
  });
});

function never(): never {
  throw new Error('not here');
}

/** Of what a recipe asks for, what is not nothing. */
function counted(recipe: Recipe): Partial<CountsShape> {
  const { together, next, courses: size } = countsShape(recipe, courses) ?? never();
  return { courses: size, ...(together ? { together } : {}), ...(next ? { next } : {}) };
}
