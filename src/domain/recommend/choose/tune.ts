import type { ModelKind } from '../model.js';
import { climb } from './climb.js';
import type { Recipe } from './recipe.js';
import { worth, type Score, type Trial } from './trial.js';

/** Kinds that have something to tune. */
export type TunedKind = 'ease' | 'next' | 'markov' | 'als';

const RIDGES = [1, 2, 5, 10, 25, 60, 150, 400, 1_000, 2_500];
const NEXT = {
  ridge: RIDGES,
  spread: [0, 0.25, 0.5, 0.75, 1],
  decay: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  window: [1, 2, 3, 5, 8, 12],
  fade: [0.5, 0.6, 0.7, 0.85, 1],
};
const ALS = { unobserved: [0.01, 0.03, 0.1, 0.3, 1], ridge: [0.0003, 0.001, 0.003, 0.01, 0.03] };

const nextStart = { ridge: 25, spread: 0.5, decay: 0.7, window: 5, fade: 0.7 };
const alsStart = { unobserved: 0.1, ridge: 0.003 };

/** Where tuning begins: good on most data. */
export function startOf(kind: ModelKind, courses: number): Recipe {
  switch (kind) {
    case 'ease':
      return { kind, ridge: 150 };
    case 'next':
    case 'markov':
      return nextRecipe(kind, nextStart);
    case 'als':
      return alsRecipe(alsStart, courses);
    case 'popularity':
      return { kind };
    case 'content':
      throw new RangeError('texts decide about that');
  }
}

export interface Tuned {
  recipe: Recipe;
  score: Score;
  tried: number;
}

/** The best recipe of its kind on held-out courses. */
export function tune(trial: Trial, kind: TunedKind): Tuned {
  const { courses } = trial.kept;
  const scores = new Map<string, Score>();
  const judge = (recipe: Recipe): number => {
    const score = trial.score(recipe);
    scores.set(JSON.stringify(recipe), score);
    return worth(score);
  };
  const done = (recipe: Recipe, tried: number): Tuned => {
    return { recipe, tried, score: scores.get(JSON.stringify(recipe)) ?? trial.score(recipe) };
  };
  switch (kind) {
    case 'ease': {
      const { best, tried } = climb({ ridge: RIDGES }, { ridge: 150 }, ({ ridge }) => judge({ kind, ridge }));
      return done({ kind, ridge: best.ridge }, tried);
    }
    case 'next':
    case 'markov': {
      const { best, tried } = climb(NEXT, nextStart, (step) => judge(nextRecipe(kind, step)));
      return done(nextRecipe(kind, best), tried);
    }
    case 'als': {
      const { best, tried } = climb(ALS, alsStart, (step) => judge(alsRecipe(step, courses)), 1);
      return done(alsRecipe(best, courses), tried);
    }
  }
}

function nextRecipe(kind: 'next' | 'markov', { ridge, ...shape }: typeof nextStart): Recipe {
  return { kind, ridge, shape };
}

/** A quarter as many factors as there are courses, 8 to 64. */
function alsRecipe(step: typeof alsStart, courses: number): Recipe {
  const factors = Math.min(64, Math.max(8, Math.ceil(courses / 32) * 8));
  return { kind: 'als', settings: { ...step, factors, epochs: 10, steps: null, seed: 1 } };
}
