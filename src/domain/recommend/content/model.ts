import { emptySquare } from '../models/from-counts.js';
import { itemItemRecommender, recencyOf } from '../models/item-item.js';
import { createPrior, noPrior, type PriorWeights } from '../prior.js';
import { similarity, type TextVector } from './tfidf.js';

/** Courses whose texts are like those of the courses taken. */
export function contentFrom(
  vectors: readonly TextVector[],
  { taken, members }: { taken: ArrayLike<number>; members: number },
  prior: PriorWeights = noPrior,
): ReturnType<typeof itemItemRecommender> {
  const table = emptySquare(vectors.length);
  vectors.forEach((one, row) => {
    for (let column = 0; column < row; column += 1) {
      const value = similarity(one, vectors[column] as TextVector);
      table.values[row * table.stride + column] = value;
      table.values[column * table.stride + row] = value;
    }
  });
  return itemItemRecommender({
    kind: 'content',
    table,
    recency: recencyOf(1, vectors.length),
    prior: createPrior(taken, members, prior),
  });
}
