import type { Weighed } from '../terms.js';
import type { Core } from './core.js';
import { VECTOR_WEIGHT } from './core.js';
import { centred, lengthOf } from './vectors.js';
import { NOTHING } from './problem.js';
import type { Duals } from './duals.js';

/** What the parts of the model say about each class. */
export interface Scores {
  margins: Float64Array;
  centroids: Float64Array;
  nearest: Float64Array;
  /** Joined: what is ranked by. */
  joined: Float64Array;
  /** Likeness to the nearest text that stands for nothing. */
  nearestNothing: number;
  /** Likeness to the nearest text of all that is not of this class, thumbs down included; by class. */
  against: Float64Array;
  known: number;
  knownLetters: number;
}

const CENTROID = 0.5;
const NEAREST = 0.2;

/** Margin of the support vector machine, half the likeness to the class's centre, a fifth of that to its nearest text. */
export function score(core: Core, weighed: Weighed, vector: Float32Array | null): Scores {
  const { row } = weighed;
  const like = new Float64Array(core.labels.length);
  const { offsets, ids, weights } = core.postings;
  for (let index = 0; index < row.ids.length; index += 1) {
    const id = row.ids[index] as number;
    const weight = row.weights[index] as number;
    for (let at = offsets[id] as number, end = offsets[id + 1] as number; at < end; at += 1) {
      const text = ids[at] as number;
      like[text] = (like[text] as number) + weight * (weights[at] as number);
    }
  }
  const deep = vector && core.deep;
  if (!deep) {
    const letters = { products: like, sums: like, likeness: like };
    return joined(core, weighed, letters, core.duals, core.centroidNorms);
  }
  const query = centred(vector, deep.mean);
  const own = withVector(lengthOf(query));
  const products = new Float64Array(like.length);
  const sums = new Float64Array(like.length);
  const likeness = new Float64Array(like.length);
  for (let text = 0, at = 0; text < like.length; text += 1) {
    let near = 0;
    for (let d = 0; d < deep.dims; d += 1, at += 1)
      near += (deep.vectors[at] as number) * (query[d] as number);
    near /= 127;
    const letters = like[text] as number;
    const both = letters + VECTOR_WEIGHT ** 2 * near;
    products[text] = both + deep.together * letters * near;
    sums[text] = both;
    likeness[text] = both / (own * withVector(deep.lengths[text] as number));
  }
  const norms = core.centroidNorms.map(
    (norm, label) =>
      Math.sqrt(norm ** 2 + (VECTOR_WEIGHT * (deep.centroidNorms[label] as number)) ** 2) * own,
  );
  return joined(core, weighed, { products, likeness, sums }, deep.duals, norms);
}

/** How long a text is with its features, of length 1, and its vector beside them. */
const withVector = (length: number) => Math.sqrt(1 + (VECTOR_WEIGHT * length) ** 2);

/** What a question has in common with each text. */
interface Common {
  /** By the kernel that the support vector machine learned with. */
  products: Float64Array;
  /** Without what both ways of looking say together: what may be added up over a class's texts. */
  sums: Float64Array;
  /** The same as a cosine. */
  likeness: Float64Array;
}

function joined(
  core: Core,
  weighed: Weighed,
  { products, sums: added, likeness }: Common,
  duals: Duals,
  centroidNorms: Float64Array,
): Scores {
  const { classes, labels } = core;
  const margins = Float64Array.from(duals.bias);
  const sums = new Float64Array(classes);
  const nearest = new Float64Array(classes);
  const against = new Float64Array(classes);
  let nearestNothing = 0;
  for (let text = 0; text < products.length; text += 1) {
    const product = products[text] as number;
    if (product === 0) continue;
    for (let at = duals.offsets[text] as number, end = duals.offsets[text + 1] as number; at < end; at += 1) {
      const label = duals.classes[at] as number;
      margins[label] = (margins[label] as number) + (duals.values[at] as number) * product;
    }
    const label = labels[text] as number;
    const like = likeness[text] as number;
    if (label >= 0) {
      sums[label] = (sums[label] as number) + (added[text] as number);
      nearest[label] = Math.max(nearest[label] as number, like);
    } else if (label === NOTHING) nearestNothing = Math.max(nearestNothing, like);
    else against[-2 - label] = Math.max(against[-2 - label] as number, like);
  }
  const centroids = sums.map((sum, label) => sum / Math.max(centroidNorms[label] as number, 1e-9));
  const all = margins.map(
    (margin, label) =>
      margin + CENTROID * (centroids[label] as number) + NEAREST * (nearest[label] as number),
  );
  return {
    margins,
    centroids,
    nearest,
    joined: all,
    nearestNothing,
    against,
    known: weighed.known,
    knownLetters: weighed.knownLetters,
  };
}
