import { describe, expect, it } from 'vitest';
import {
  bootstrapDifference,
  chooseModel,
  coldMembers,
  hiddenCourses,
  historyOf,
  mapHistories,
  measureMembers,
  memberCount,
  popularityFrom,
  takenCounts,
  textVectors,
  train,
} from '#domain/recommend';
import { topicWorld } from './worlds.js';

const world = topicWorld(900);
const { histories } = world;
/** All but the last course of each member, and that. */
const past = mapHistories(histories, (history) => history.subarray(0, history.length - 1));
const truth = Array.from({ length: memberCount(histories) }, (_, member) => [
  ...historyOf(histories, member).slice(-1),
]);
const choice = chooseModel(past, 'auto');

describe('choosing', () => {
  it('finds that order matters, and beats popularity for certain', () => {
    expect(['next', 'markov']).toContain(choice.recipe.kind);
    const model = train(past, choice.recipe, choice.prior);
    const popular = popularityFrom({
      courses: past.courses,
      taken: takenCounts(past),
      members: memberCount(past),
    });
    const [one, other] = [model, popular].map((ranker) => measureMembers(ranker.rank(past, 10), truth));
    const better = bootstrapDifference(one?.ndcg ?? none, other?.ndcg ?? none);
    expect(better.low).toBeGreaterThan(0.2);
    expect(better.low).toBeLessThan(better.by);
    expect(better.high).toBeGreaterThan(better.by);
  });

  it('goes by order only where there is one, and chooses the same again', () => {
    expect(chooseModel(past, 'auto')).toEqual(choice);
    const shuffled = chooseModel({ ...past, ordered: false }, 'auto');
    expect(['ease', 'als', 'popularity']).toContain(shuffled.recipe.kind);
    expect(shuffled.tried.map(({ kind }) => kind)).not.toContain('next');
  });

  it('falls back to what is popular where there is nothing else to learn', () => {
    const nobody = mapHistories(histories, (_, member) => (member < 3 ? [member] : []));
    expect(chooseModel(nobody, 'auto').recipe.kind).toBe('popularity');
  });

  it.each(['auto', 'ease', 'als'] as const)('is never below popularity for newcomers: %s', (kind) => {
    const { recipe, prior } = kind === 'auto' ? choice : chooseModel(past, kind);
    const slices = coldMembers(past, truth, { recipe, prior, k: 10, seed: 3 });
    expect(slices.map(({ length }) => length)).toEqual([1, 3, 10]);
    for (const { members, recall } of slices) {
      expect(members).toBeGreaterThan(20);
      expect(recall.model).toBeGreaterThanOrEqual(recall.popularity);
    }
    expect([...prior.at]).toEqual([...prior.at].sort((a, b) => b - a));
  });

  it('knows new courses by what is like them, far better than by their texts alone', () => {
    // Three draws of a tenth of the catalogue: one alone is a matter of luck.
    const draws = [5, 6, 7].map((seed) => {
      return hiddenCourses(histories, [], textVectors(world.texts), { ...choice, k: 3, seed });
    });
    const sum = (of: 'model' | 'content') =>
      draws.reduce((total, draw) => total + (draw?.recall[of] ?? NaN), 0);
    for (const draw of draws) {
      expect(draw?.courses).toBeGreaterThan(4);
      expect(draw?.members).toBeGreaterThan(100);
    }
    expect(sum('content')).toBeGreaterThan(0.5);
    expect(sum('model') / sum('content')).toBeGreaterThanOrEqual(1.3);
  });
});

const none = new Float64Array();
