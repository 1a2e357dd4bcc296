import type { Histories } from '../histories.js';
import type { ModelKind } from '../model.js';
import { noPrior, type PriorWeights } from '../prior.js';
import type { Recipe } from './recipe.js';
import { startOf, tune, type Tuned, type TunedKind } from './tune.js';
import { createTrial, worth, type Score, type Trial } from './trial.js';

export interface Choice {
  recipe: Recipe;
  prior: PriorWeights;
  /** How the best of each kind did on held-out courses of the training data, best first. */
  tried: { kind: ModelKind; recipe: Recipe; score: Score }[];
  /** How many recipes were tried. */
  trials: number;
}

/** Kinds that do less than this share of the best at first sight are not tuned. */
const WORTH_TUNING = 0.85;

/** What differs by less is not known to differ. */
const ABOUT = 0.98;

/** The weights at which popularity can stand beside a model. */
const WEIGHTS = [0, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1_000];
const LENGTHS = [1, 3, 10, 30] as const;

/**
 * Which model, with what settings, by how it finds the course of each member that was held out: from training data
 * alone. Models that go by order are left out where there is none. The same data and seed give the same choice.
 * @param only one kind, or every kind that can be
 * @param k how many recommendations count
 */
export function chooseModel(
  histories: Histories,
  only: 'auto' | TunedKind | 'popularity',
  { k = 10, seed = 7 } = {},
): Choice {
  const trial = createTrial(histories, k, seed);
  const kinds: readonly ModelKind[] =
    only !== 'auto'
      ? [only]
      : histories.ordered
        ? ['popularity', 'next', 'markov', 'ease', 'als']
        : ['popularity', 'ease', 'als'];
  const first = kinds.map((kind): Tuned & { kind: ModelKind } => {
    const recipe = startOf(kind, trial.kept.courses);
    return { kind, recipe, score: trial.score(recipe), tried: 1 };
  });
  const bar = WORTH_TUNING * Math.max(...first.map(({ score }) => worth(score)));
  const tried = first.map((one) => {
    if (one.kind === 'popularity' || one.kind === 'content' || worth(one.score) < bar) return one;
    const tuned = tune(trial, one.kind);
    return worth(tuned.score) > worth(one.score) ? { kind: one.kind, ...tuned } : one;
  });
  tried.sort((a, b) => worth(b.score) - worth(a.score));
  const best = tried[0] ?? { recipe: { kind: 'popularity' } as const };
  return {
    recipe: best.recipe,
    prior: best.recipe.kind === 'popularity' ? noPrior : choosePrior(trial, best.recipe),
    tried: tried.map(({ kind, recipe, score }) => ({ kind, recipe, score })),
    trials: tried.reduce((sum, one) => sum + one.tried, 0),
  };
}

/**
 * How much popularity counts at 1, 3, 10 and 30 courses, falling: the least weight that does about as well as the
 * best, of those that find at least as much as popularity alone.
 */
function choosePrior(trial: Trial, recipe: Recipe): PriorWeights {
  const trained = trial.fit(recipe);
  const popular = trial.fit({ kind: 'popularity' });
  const chosen: number[] = [];
  let most = Infinity;
  for (const length of LENGTHS) {
    const bar = trial.cold(popular, length, { at: [1, 1, 1, 1] });
    // Too few to judge by: as for shorter histories, but no more than a hint where those say nothing either.
    if (!bar) {
      most = Math.min(most, 0.1);
    } else {
      const scores = WEIGHTS.filter((weight) => weight <= most)
        .map((weight) => ({
          weight,
          score: trial.cold(trained, length, { at: [weight, weight, weight, weight] }) ?? bar,
        }))
        .filter(({ score }) => score.recall >= bar.recall);
      const best = Math.max(...scores.map(({ score }) => worth(score)));
      const least = scores.find(({ score }) => worth(score) >= ABOUT * best)?.weight;
      most = least ?? Math.min(most, WEIGHTS[WEIGHTS.length - 1] as number);
    }
    chosen.push(most);
  }
  return { at: [chosen[0] ?? 0, chosen[1] ?? 0, chosen[2] ?? 0, chosen[3] ?? 0] };
}
