import type { TrainedModel } from './choose/recipe.js';
import { factorsWithNew, likenessOf, withNewCourses } from './content/new-courses.js';
import type { TextVector } from './content/tfidf.js';
import { alsRecommender } from './models/als.js';
import { itemItemRecommender } from './models/item-item.js';

/**
 * The model with courses that nobody took yet, judged by those that they are like.
 * @param vectors a text for every course, the known ones first or among them
 * @param known by course, whether anybody took it
 */
export function extend(
  trained: TrainedModel,
  vectors: readonly TextVector[],
  known: (course: number) => boolean,
): TrainedModel {
  const likeness = likenessOf(vectors, known);
  return 'table' in trained.model
    ? itemItemRecommender(withNewCourses(trained.model, vectors, likeness))
    : alsRecommender(factorsWithNew(trained.model, vectors.length, likeness));
}
