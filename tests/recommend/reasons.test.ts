import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentFrom,
  extend,
  historiesOf,
  memberCount,
  takenCounts,
  textVectors,
  train,
  whyOf,
  type Recommender,
} from '#domain/recommend';
import { topicWorld } from './worlds.js';

const { histories, texts } = topicWorld(250);
const prior = { at: [0.5, 0.2, 0.1, 0.05] } as const;
const next = {
  kind: 'next',
  ridge: 5,
  shape: { decay: 0.6, window: 3, fade: 0.7, spread: 0.5 },
} as const;
const als = {
  kind: 'als',
  settings: { factors: 12, unobserved: 0.1, ridge: 0.01, epochs: 4, steps: null, seed: 1 },
} as const;
const vectors = textVectors([...texts, 'watercolour brush paper 水彩 画笔']);

const models: [string, Recommender][] = [
  ['next', train(histories, next, prior)],
  ['EASE', train(histories, { kind: 'ease', ridge: 10 }, prior)],
  ['factors', train(histories, als, prior)],
  [
    'texts',
    contentFrom(vectors, { taken: [...takenCounts(histories), 0], members: memberCount(histories) }, prior),
  ],
  ['popularity', train(histories, { kind: 'popularity' })],
  [
    'next with a new course',
    extend(train(histories, next, prior), vectors, (course) => course < texts.length),
  ],
  [
    'factors with a new course',
    extend(train(histories, als, prior), vectors, (course) => course < texts.length),
  ],
];

describe('reasons', () => {
  it.each(models)('sum to the score and name only what was taken: %s', (_, model) => {
    const scores = new Float64Array(model.courses);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: texts.length - 1 }), { maxLength: 14 }),
        fc.nat({ max: model.courses - 1 }),
        (history, course) => {
          model.scores(history, scores);
          const { score, parts, popularity } = model.explain(history, course);
          const sum = parts.reduce((total, { adds }) => total + adds, popularity);
          expect(Math.abs(score - (scores[course] ?? NaN))).toBeLessThan(1e-5);
          expect(Math.abs(sum - score)).toBeLessThan(1e-5);
          for (const part of parts) expect(history).toContain(part.course);
          expect(parts.map(({ adds }) => adds)).toEqual(parts.map(({ adds }) => adds).sort((a, b) => b - a));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('name a course only when it carries a good part of the whole', () => {
    const of = (adds: number[], popularity = 0) => ({
      score: adds.reduce((sum, value) => sum + value, popularity),
      parts: adds.map((value, course) => ({ course, adds: value })),
      popularity,
    });
    expect(whyOf(of([0.31, 0.2, 0.2, 0.2, 0.09]))).toEqual({ kind: 'because', courses: [0] });
    expect(whyOf(of([0.5, 0.4, 0.1]))).toEqual({ kind: 'because', courses: [0, 1] });
    expect(whyOf(of([0.29, 0.25, 0.24, 0.22]))).toEqual({ kind: 'alike' });
    // What speaks against it does not make the rest smaller.
    expect(whyOf(of([0.4, 0.35, 0.35, 0.3, -1]))).toEqual({ kind: 'alike' });
    expect(whyOf(of([0.1], 0.3))).toEqual({ kind: 'popular' });
    expect(whyOf(of([], 0))).toEqual({ kind: 'popular' });
    expect(whyOf(of([-0.2, -0.1]))).toEqual({ kind: 'popular' });
  });

  it('give newcomers what is popular, best first', () => {
    const taken = takenCounts(histories);
    for (const [name, model] of models.slice(0, 3)) {
      const [first] = model.rank(historiesOf([[]], model.courses, true), 1).courses;
      expect([name, taken[first ?? -1]]).toEqual([name, Math.max(...taken)]);
    }
  });
});
