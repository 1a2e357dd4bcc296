import type { TrainedModel } from '../choose/recipe.js';
import { alsRecommender, type FactorModel } from '../models/als.js';
import { itemItemRecommender, type ItemItem } from '../models/item-item.js';
import { packed, unpacked } from './packing.js';

type Head =
  | ({ is: 'table'; n: number; stride: number } & Pick<ItemItem, 'kind'>)
  | ({ is: 'factors' } & Pick<FactorModel, 'd' | 'settings'>);

/** A trained model as bytes; the same model gives the same bytes. */
export function saveModel(trained: TrainedModel): Uint8Array {
  if ('table' in trained.model) {
    const { kind, table, recency, prior } = trained.model;
    const head: Head = { is: 'table', n: table.n, stride: table.stride, kind };
    return packed(head, [table.values, recency, prior.popularity, prior.weights]);
  }
  const { d, settings, courses, prior } = trained.model;
  const head: Head = { is: 'factors', d, settings };
  return packed(head, [courses, prior.popularity, prior.weights]);
}

/** @throws RangeError when the bytes are not what `saveModel` gave */
export function loadModel(bytes: Uint8Array): TrainedModel {
  const { head, arrays } = unpacked<Head>(bytes);
  if (head.is === 'table') {
    const [values, recency, popularity, weights] = arrays;
    if (!values || !recency || !popularity || !weights) throw new RangeError('these bytes are no model');
    const table = { n: head.n, stride: head.stride, values };
    return itemItemRecommender({ kind: head.kind, table, recency, prior: { popularity, weights } });
  }
  const [courses, popularity, weights] = arrays;
  if (!courses || !popularity || !weights) throw new RangeError('these bytes are no model');
  const { d, settings } = head;
  return alsRecommender({ courses, d, settings, prior: { popularity, weights } });
}
