import type { Reading } from '../features.js';
import { learnTerms, weigh, type Terms } from '../terms.js';
import { NOTHING, pack, turned, type Packed } from './problem.js';
import { centred, lengthOf, meanOf, rounded } from './vectors.js';
import type { Duals } from './duals.js';
import { COMPARED } from './ground.js';
import { trainSvm } from './svm.js';

/** A text to learn from. */
export interface Lesson {
  reading: Reading;
  /** A class, `NOTHING` or `notClass(…)`. */
  label: number;
  /** What an encoder makes of it; null where there is none. */
  vector: Float32Array | null;
}

/** What is compared with what is asked: no text any more, only numbers. */
export interface Core {
  terms: Terms;
  classes: number;
  labels: Int32Array;
  /** Features of the texts, by feature. */
  postings: Packed;
  duals: Duals;
  /** Length of the sum of a class's texts. */
  centroidNorms: Float64Array;
  /** How many texts a class has. */
  sizes: Int32Array;
  /** With an encoder's vectors beside the features; null: without. */
  deep: Deep | null;
}

export interface Deep {
  dims: number;
  /** What all texts have in common, which is taken away before comparing. */
  mean: Float32Array;
  /** Texts one behind the other, each number as a 127th. */
  vectors: Int8Array;
  /** How long each is, 0 to 1. */
  lengths: Float32Array;
  /** Weight of the product of both likenesses, `TOGETHER` or 0. */
  together: number;
  duals: Duals;
  centroidNorms: Float64Array;
}

/** Weight of an encoder's vector beside features of length 1. */
export const VECTOR_WEIGHT = 1.12;
/**
 * Weight of the product of both likenesses beside their sum: texts that are alike in letters and in meaning are more
 * alike than the sum says (a product of kernels is one: Schölkopf & Smola 2002, 13.1). Half a point on ten phrasings.
 */
const TOGETHER = 1;
const COST = 1;
const OWN = 1;

/** Where to begin: what was learned from a larger set, and which of its texts each is. */
export interface Earlier {
  core: Core;
  rows: Int32Array;
}

export function learn(lessons: readonly Lesson[], classes: number, earlier?: Earlier): Core {
  const terms = learnTerms(lessons);
  const rows = lessons.map(({ reading }) => weigh(reading, terms).row);
  const labels = Int32Array.from(lessons, ({ label }) => label);
  const sizes = new Int32Array(classes);
  for (const label of labels) if (label > NOTHING) sizes[label] = (sizes[label] as number) + 1;
  const given = lessons.map(({ vector }) => vector).filter((vector) => vector !== null);
  const complete = given.length === lessons.length && given.length > 0;
  const mean = complete ? meanOf(given) : new Float32Array(0);
  const vectors = complete ? given.map((vector) => centred(vector, mean)) : null;
  const problem = { rows, labels, classes, features: terms.size };
  // For a product there is no weight of each feature, so that it needs all texts compared with all.
  const together = rows.length <= COMPARED ? TOGETHER : 0;
  const options = { cost: COST, own: OWN, vectorWeight: VECTOR_WEIGHT, together };
  const from = (duals: Duals | undefined) => (duals && earlier ? { from: { duals, row: earlier.rows } } : {});
  const packed = pack(rows);
  const duals = trainSvm({ ...problem, vectors: null }, { ...options, ...from(earlier?.core.duals) });
  const centroidNorms = normsOf(labels, classes, terms.size, (row, add) => {
    for (let at = packed.offsets[row] as number; at < (packed.offsets[row + 1] as number); at += 1) {
      add(packed.ids[at] as number, packed.weights[at] as number);
    }
  });
  let deep: Deep | null = null;
  if (vectors) {
    const dims = given[0]?.length ?? 0;
    deep = {
      dims,
      mean,
      vectors: rounded(vectors, dims),
      lengths: Float32Array.from(vectors, lengthOf),
      together,
      duals: trainSvm({ ...problem, vectors }, { ...options, ...from(earlier?.core.deep?.duals) }),
      centroidNorms: normsOf(labels, classes, dims, (row, add) => {
        vectors[row]?.forEach((value, d) => add(d, value));
      }),
    };
  }
  return { terms, classes, labels, postings: turned(packed, terms.size), duals, centroidNorms, sizes, deep };
}

function normsOf(
  labels: Int32Array,
  classes: number,
  dims: number,
  each: (row: number, add: (id: number, value: number) => void) => void,
): Float64Array {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => rows[label]?.push(row));
  const norms = new Float64Array(classes);
  const sum = new Float64Array(dims);
  rows.forEach((of, label) => {
    sum.fill(0);
    for (const row of of) {
      each(row, (id, value) => {
        sum[id] = (sum[id] as number) + value;
      });
    }
    norms[label] = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  });
  return norms;
}
