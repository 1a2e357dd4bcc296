import type { Row } from '../terms.js';

/** What a text stands for: a class (0 and up), or one of these. */
export const NOTHING = -1;
/** Not this class; of the others nothing is said. */
export const notClass = (label: number): number => -2 - label;

/** Texts to learn from, in rows. */
export interface Problem {
  rows: readonly Row[];
  /** What an encoder makes of each; all or none. */
  vectors: readonly Float32Array[] | null;
  /** A class, `NOTHING` or `notClass(…)`. */
  labels: Int32Array;
  classes: number;
  /** How many features there are. */
  features: number;
}

/** Rows one behind the other (compressed sparse rows). */
export interface Packed {
  offsets: Int32Array;
  ids: Int32Array;
  weights: Float32Array;
}

export function pack(rows: readonly Row[]): Packed {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    offsets[at + 1] = (offsets[at] as number) + row.ids.length;
  });
  const total = offsets[rows.length] as number;
  const packed: Packed = { offsets, ids: new Int32Array(total), weights: new Float32Array(total) };
  rows.forEach((row, at) => {
    packed.ids.set(row.ids, offsets[at]);
    packed.weights.set(row.weights, offsets[at]);
  });
  return packed;
}

/** The same numbers by feature: which texts have it, and with what weight. */
export function turned({ offsets, ids, weights }: Packed, features: number): Packed {
  const starts = new Int32Array(features + 1);
  for (const id of ids) starts[id + 1] = (starts[id + 1] as number) + 1;
  for (let id = 0; id < features; id += 1) {
    starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  }
  const next = starts.slice();
  const turned: Packed = {
    offsets: starts,
    ids: new Int32Array(ids.length),
    weights: new Float32Array(ids.length),
  };
  for (let row = 0; row + 1 < offsets.length; row += 1) {
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      const id = ids[at] as number;
      const to = next[id] as number;
      next[id] = to + 1;
      turned.ids[to] = row;
      turned.weights[to] = weights[at] as number;
    }
  }
  return turned;
}
