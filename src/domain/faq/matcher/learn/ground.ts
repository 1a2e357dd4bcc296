import type { Packed } from './problem.js';
import { turned } from './problem.js';

/** Texts to tell apart, and what each says of one class's score as its dual variable moves. */
export interface Ground {
  /** Of each text with itself, with the 1 that stands for the bias. */
  squares: Float64Array;
  /** A class is begun: nothing has moved. */
  clear(): void;
  /** The dual variable of a text, with its sign, moves by so much. */
  move(row: number, by: number): void;
  /** The class's score for a text. */
  score(row: number): number;
}

/**
 * Vectors of texts one behind the other, and how much more their likeness counts by that of the letters; null: there are
 * none.
 */
export type Dense = { all: Float64Array; dims: number; together: number } | null;

/** Up to so many texts, all are compared with all once, which takes 64 MB; a move then costs a sum of rows. */
export const COMPARED = 4_000;

export function groundOf(packed: Packed, dense: Dense, features: number): Ground {
  const rows = packed.offsets.length - 1;
  return rows <= COMPARED ? compared(packed, dense, features) : weighed(packed, dense, features);
}

/**
 * Scores of all texts are kept up to date by what each is like every other: looking costs nothing, so that a pass
 * over texts that are told apart already is free.
 */
function compared(packed: Packed, dense: Dense, features: number): Ground {
  const { offsets, ids, weights } = packed;
  const rows = offsets.length - 1;
  const byFeature = turned(packed, features);
  const likeness = new Float32Array(rows * rows);
  const line = new Float64Array(rows);
  /** Of each feature, the first text that this and later ones are compared with. */
  const first = byFeature.offsets.slice();
  for (let row = 0; row < rows; row += 1) {
    line.fill(1);
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      const id = ids[at] as number;
      const weight = weights[at] as number;
      const end = byFeature.offsets[id + 1] as number;
      const from = first[id] as number;
      first[id] = from + 1;
      for (let to = from; to < end; to += 1) {
        const other = byFeature.ids[to] as number;
        line[other] = (line[other] as number) + weight * (byFeature.weights[to] as number);
      }
    }
    if (dense) {
      const { all, dims, together } = dense;
      for (let other = row; other < rows; other += 1) {
        const letters = (line[other] as number) - 1;
        const near = product(all, row * dims, all, other * dims, dims);
        line[other] = (line[other] as number) + near * (1 + together * letters);
      }
    }
    for (let other = row; other < rows; other += 1) {
      likeness[row * rows + other] = line[other] as number;
      likeness[other * rows + row] = line[other] as number;
    }
  }
  const scores = new Float64Array(rows);
  const lines = Array.from({ length: rows }, (_, row) => likeness.subarray(row * rows, (row + 1) * rows));
  return {
    squares: Float64Array.from({ length: rows }, (_, row) => likeness[row * rows + row] as number),
    clear: () => void scores.fill(0),
    move(row, by) {
      const line = lines[row] as Float32Array;
      let at = 0;
      for (; at + 3 < rows; at += 4) {
        scores[at] = (scores[at] as number) + by * (line[at] as number);
        scores[at + 1] = (scores[at + 1] as number) + by * (line[at + 1] as number);
        scores[at + 2] = (scores[at + 2] as number) + by * (line[at + 2] as number);
        scores[at + 3] = (scores[at + 3] as number) + by * (line[at + 3] as number);
      }
      for (; at < rows; at += 1) scores[at] = (scores[at] as number) + by * (line[at] as number);
    },
    score: (row) => scores[row] as number,
  };
}

/** A weight for each feature is kept up to date: for more texts than can be compared. */
function weighed({ offsets, ids, weights }: Packed, dense: Dense, features: number): Ground {
  const rows = offsets.length - 1;
  const all = dense?.all ?? new Float64Array(0);
  const dims = dense?.dims ?? 0;
  const w = new Float64Array(features);
  const v = new Float64Array(dims);
  let bias = 0;
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let sum = 1 + product(all, row * dims, all, row * dims, dims);
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      sum += (weights[at] as number) ** 2;
    }
    squares[row] = sum;
  }
  return {
    squares,
    clear() {
      w.fill(0);
      v.fill(0);
      bias = 0;
    },
    move(row, by) {
      for (let at = offsets[row] as number, end = offsets[row + 1] as number; at < end; at += 1) {
        const id = ids[at] as number;
        w[id] = (w[id] as number) + by * (weights[at] as number);
      }
      for (let d = 0, at = row * dims; d < dims; d += 1, at += 1) {
        v[d] = (v[d] as number) + by * (all[at] as number);
      }
      bias += by;
    },
    score(row) {
      let sum = bias;
      for (let at = offsets[row] as number, end = offsets[row + 1] as number; at < end; at += 1) {
        sum += (w[ids[at] as number] as number) * (weights[at] as number);
      }
      return dims > 0 ? sum + product(v, 0, all, row * dims, dims) : sum;
    },
  };
}

/** Four sums side by side: one alone waits for itself at every step. */
function product(one: Float64Array, from: number, other: Float64Array, to: number, count: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = 0;
  for (; at + 3 < count; at += 4) {
    a += (one[from + at] as number) * (other[to + at] as number);
    b += (one[from + at + 1] as number) * (other[to + at + 1] as number);
    c += (one[from + at + 2] as number) * (other[to + at + 2] as number);
    d += (one[from + at + 3] as number) * (other[to + at + 3] as number);
  }
  for (; at < count; at += 1) a += (one[from + at] as number) * (other[to + at] as number);
  return a + b + c + d;
}
