import { contentFrom } from '../content/model.js';
import type { TextVector } from '../content/tfidf.js';
import { createCounts, shapeKey, type Counts, type CountsShape, type NextShape } from '../counts.js';
import { memberCount, takenCounts, type Histories } from '../histories.js';
import { factorise, type FactorSettings } from '../kernel/factorise.js';
import type { Recommender } from '../model.js';
import { alsRecommender, factorModel } from '../models/als.js';
import { easeFrom, markovFrom, nextFrom, popularityFrom } from '../models/from-counts.js';
import { itemItemRecommender } from '../models/item-item.js';
import { createPrior, noPrior, type Prior, type PriorWeights } from '../prior.js';

/** All that is needed to train a model again, on the same data or more of it. */
export type Recipe =
  | { readonly kind: 'popularity' }
  | { readonly kind: 'ease'; readonly ridge: number }
  | { readonly kind: 'next' | 'markov'; readonly shape: NextShape; readonly ridge: number }
  | { readonly kind: 'als'; readonly settings: FactorSettings }
  | { readonly kind: 'content'; readonly vectors: readonly TextVector[] };

/** What `train` gives: a recommender whose prior can be exchanged. */
export type TrainedModel = ReturnType<typeof itemItemRecommender> | ReturnType<typeof alsRecommender>;

/** What is to be counted for a recipe; null: it is not made of counts. */
export function countsShape(recipe: Recipe, courses: number): CountsShape | null {
  switch (recipe.kind) {
    case 'popularity':
      return { courses, together: false, next: null };
    case 'ease':
      return { courses, together: true, next: null };
    case 'next':
    case 'markov':
      return { courses, together: false, next: recipe.shape };
    case 'als':
    case 'content':
      return null;
  }
}

/** From counts that were made with `countsShape`. Throws a RangeError for recipes without counts. */
export function trainFromCounts(counts: Counts, recipe: Recipe, prior: PriorWeights = noPrior): TrainedModel {
  switch (recipe.kind) {
    case 'popularity':
      return popularityFrom(counts);
    case 'ease':
      return easeFrom(counts, { ridge: recipe.ridge, prior });
    case 'next':
      return nextFrom(counts, { ridge: recipe.ridge, prior });
    case 'markov':
      return markovFrom(counts, { ridge: recipe.ridge, prior });
    case 'als':
    case 'content':
      throw new RangeError(`${recipe.kind} is not made of counts`);
  }
}

/** Counts and solves. With `cache`, counts of the same histories are made once for each shape in a row. */
export function train(
  histories: Histories,
  recipe: Recipe,
  prior: PriorWeights = noPrior,
  cache?: Map<string, Counts>,
): TrainedModel {
  const shape = countsShape(recipe, histories.courses);
  if (shape) return trainFromCounts(counted(histories, shape, cache), recipe, prior);
  const taken = takenCounts(histories);
  const members = memberCount(histories);
  if (recipe.kind === 'content') return contentFrom(recipe.vectors, { taken, members }, prior);
  if (recipe.kind !== 'als') throw new RangeError(`nothing trains ${recipe.kind}`);
  const factors = factorise(histories, recipe.settings);
  return alsRecommender(factorModel(factors, recipe.settings, createPrior(taken, members, prior)));
}

function counted(histories: Histories, shape: CountsShape, cache?: Map<string, Counts>): Counts {
  const key = shapeKey(shape);
  const known = cache?.get(key);
  if (known) return known;
  const counts = createCounts(shape);
  counts.addAll(histories);
  // Large ones would add up: only the last shape is kept.
  cache?.clear();
  cache?.set(key, counts);
  return counts;
}

/** The same model with another prior. */
export function withPrior(trained: TrainedModel, prior: Prior): Recommender {
  return 'table' in trained.model
    ? itemItemRecommender({ ...trained.model, prior })
    : alsRecommender({ ...trained.model, prior });
}
