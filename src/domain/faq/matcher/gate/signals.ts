import type { Core } from '../learn/core.js';
import type { Scores } from '../learn/scores.js';

/** What a gate looks at; each about between -1 and 1, so that one strength of regularisation fits all. */
export const SIGNALS = [
  'margin',
  'gap',
  'centroid',
  'nearest',
  'nearestLead',
  'share',
  'entropy',
  'known',
  'knownLetters',
  'nearestAgrees',
  'centroidAgrees',
  'length',
  'rivals',
  'nothing',
  'against',
  'phrasings',
  'content',
] as const;

export interface Ranked {
  /** Classes, best first. */
  order: number[];
  /** By class: that it is this one, if it is one of them. */
  shares: Float64Array;
}

/** Softmax of the joined scores; `heat` says how much a difference counts. */
export function ranked({ joined }: Scores, heat: number): Ranked {
  const top = joined.reduce((most, value) => Math.max(most, value), -Infinity);
  const shares = joined.map((value) => Math.exp((value - top) * heat));
  const sum = shares.reduce((total, value) => total + value, 0);
  shares.forEach((value, label) => {
    shares[label] = value / sum;
  });
  const order = Array.from(joined.keys()).sort(
    (a, b) => (joined[b] as number) - (joined[a] as number) || a - b,
  );
  return { order, shares };
}

/**
 * The most that the best can be: what it has of its share and the second's together. Two that are as likely leave each
 * of them a half, however well the question is known otherwise.
 */
export function ceilingOf({ order, shares }: Ranked): number {
  const [best = 0, second] = order;
  const first = shares[best] as number;
  return second === undefined ? 1 : first / (first + (shares[second] as number));
}

/** The signals of one text, in the order of `SIGNALS`, behind a 1 for the intercept. */
export function signalsOf(
  core: Core,
  scores: Scores,
  { order, shares }: Ranked,
  { length, content }: { length: number; content: number },
): Float64Array {
  const best = order[0] as number;
  const second = order[1] ?? best;
  const at = (values: Float64Array, label: number) => values[label] as number;
  const other = scores.nearest.reduce(
    (most, value, label) => (label === best ? most : Math.max(most, value)),
    0,
  );
  const topCentroid = scores.centroids.reduce((most, value) => Math.max(most, value), 0);
  const nearest = at(scores.nearest, best);
  const entropy = shares.reduce((sum, share) => (share > 1e-12 ? sum - share * Math.log(share) : sum), 0);
  const rivals = scores.margins.reduce((sum, margin) => sum + (margin > -0.3 ? 1 : 0), 0);
  return Float64Array.of(
    1,
    clamp(at(scores.margins, best)),
    clamp(at(scores.joined, best) - at(scores.joined, second)),
    at(scores.centroids, best),
    nearest,
    nearest - other,
    at(shares, best),
    shares.length > 1 ? entropy / Math.log(shares.length) : 0,
    scores.known,
    scores.knownLetters,
    nearest >= other ? 1 : 0,
    at(scores.centroids, best) >= topCentroid ? 1 : 0,
    Math.log1p(length) / 3 - 0.7,
    Math.min(rivals, 5) / 5,
    scores.nearestNothing,
    at(scores.against, best),
    Math.log(Math.max(1, core.sizes[best] as number)) / 3,
    content,
  );
}

const clamp = (value: number) => Math.max(-2, Math.min(2, value));
