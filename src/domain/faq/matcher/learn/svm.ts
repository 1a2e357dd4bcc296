import { NOTHING, notClass, pack, type Packed, type Problem } from './problem.js';

/**
 * How much each text speaks for or against each class: the dual variables with their sign, row by row. The score of
 * a class is the sum of these times the likeness of each text, plus the class's bias: a text that is told apart
 * easily has none, so that this is a twentieth of a weight for every feature and class.
 */
export interface Duals {
  offsets: Int32Array;
  classes: Int32Array;
  values: Float32Array;
  bias: Float64Array;
}

export interface SvmOptions {
  /** What an error costs. */
  cost: number;
  /** How many times as much for a text of the class itself, which are few. */
  own: number;
  /** Weight of an encoder's vector beside the features. */
  vectorWeight: number;
  /** Where to begin: duals of a problem with the same classes, and which of its rows each row was (-1: none). */
  from?: { duals: Duals; row: Int32Array };
}

const MOST_PASSES = 60;
/** Of the projected gradient, between its largest and smallest value: the same as LIBLINEAR's default. */
const GOOD_ENOUGH = 0.1;

/**
 * One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent with shrinking
 * (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM").
 * The order of visits comes from a fixed seed: the same texts make the same model.
 */
export function trainSvm(problem: Problem, options: SvmOptions): Duals {
  const { labels, classes } = problem;
  const packed = pack(problem.rows);
  const vectors = problem.vectors && flat(problem.vectors, options.vectorWeight);
  const dims = vectors ? vectors.length / problem.rows.length : 0;
  const warm = options.from && beginnings(options.from);
  const bias = new Float64Array(classes);
  const rows: { label: number; value: number }[][] = problem.rows.map(() => []);
  const squares = squaresOf(packed, vectors, dims);
  for (let label = 0; label < classes; label += 1) {
    const of: number[] = [];
    labels.forEach((one, row) => {
      if (one >= NOTHING || one === notClass(label)) of.push(row);
    });
    const start = (row: number) => warm?.(row, label) ?? 0;
    const alphas = descend(
      { packed, vectors, dims, squares, labels, label, of, start },
      problem.features,
      options,
    );
    of.forEach((row, at) => {
      const alpha = alphas[at] as number;
      if (alpha === 0) return;
      const value = labels[row] === label ? alpha : -alpha;
      rows[row]?.push({ label, value });
      bias[label] = (bias[label] as number) + value;
    });
  }
  return gathered(rows, bias);
}

interface OneClass {
  packed: Packed;
  vectors: Float64Array | null;
  dims: number;
  /** Of each row with itself, with the 1 that stands for the bias. */
  squares: Float64Array;
  labels: Int32Array;
  label: number;
  /** Rows that say something about this class. */
  of: readonly number[];
  start(row: number): number;
}

/** The dual variables of one class against the rest, in the order of `of`. */
function descend(one: OneClass, features: number, { cost, own }: SvmOptions): Float64Array {
  const { packed, vectors, dims, squares, labels, label, of } = one;
  const { offsets, ids, weights } = packed;
  const w = new Float64Array(features);
  const v = new Float64Array(dims);
  let bias = 0;
  const move = (row: number, by: number) => {
    for (let at = offsets[row] as number, end = offsets[row + 1] as number; at < end; at += 1) {
      const id = ids[at] as number;
      w[id] = (w[id] as number) + by * (weights[at] as number);
    }
    if (vectors) {
      for (let d = 0, at = row * dims; d < dims; d += 1, at += 1) {
        v[d] = (v[d] as number) + by * (vectors[at] as number);
      }
    }
    bias += by;
  };
  const score = (row: number): number => {
    let sum = bias;
    for (let at = offsets[row] as number, end = offsets[row + 1] as number; at < end; at += 1) {
      sum += (w[ids[at] as number] as number) * (weights[at] as number);
    }
    return vectors ? sum + product(v, vectors, row * dims) : sum;
  };

  const alphas = new Float64Array(of.length);
  of.forEach((row, at) => {
    const alpha = one.start(row);
    alphas[at] = alpha;
    if (alpha > 0) move(row, labels[row] === label ? alpha : -alpha);
  });
  const order = Int32Array.from(of.keys());
  const random = seeded(label + 1);
  let active = of.length;
  let highest = Infinity;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    let up = -Infinity;
    let down = Infinity;
    shuffle(order, active, random);
    for (let visit = 0; visit < active; visit += 1) {
      const at = order[visit] as number;
      const row = of[at] as number;
      const y = labels[row] === label ? 1 : -1;
      const soft = 1 / (2 * cost * (y > 0 ? own : 1));
      const alpha = alphas[at] as number;
      const gradient = y * score(row) - 1 + soft * alpha;
      if (alpha === 0 && gradient > highest) {
        active -= 1;
        order[visit] = order[active] as number;
        order[active] = at;
        visit -= 1;
        continue;
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      up = Math.max(up, projected);
      down = Math.min(down, projected);
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(alpha - gradient / ((squares[row] as number) + soft), 0);
      alphas[at] = next;
      move(row, (next - alpha) * y);
    }
    if (up - down <= GOOD_ENOUGH) {
      if (active === of.length) break;
      // Nearly there without those set aside: look at all once more.
      active = of.length;
      highest = Infinity;
      continue;
    }
    highest = up <= 0 ? Infinity : up;
  }
  return alphas;
}

/** Four sums side by side: one alone waits for itself at every step. */
function product(v: Float64Array, all: Float64Array, from: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < v.length; at += 4) {
    a += (v[at] as number) * (all[from + at] as number);
    b += (v[at + 1] as number) * (all[from + at + 1] as number);
    c += (v[at + 2] as number) * (all[from + at + 2] as number);
    d += (v[at + 3] as number) * (all[from + at + 3] as number);
  }
  for (; at < v.length; at += 1) a += (v[at] as number) * (all[from + at] as number);
  return a + b + c + d;
}

function flat(vectors: readonly Float32Array[], weight: number): Float64Array {
  const dims = vectors[0]?.length ?? 0;
  const all = new Float64Array(dims * vectors.length);
  vectors.forEach((vector, row) => {
    for (let d = 0; d < dims; d += 1) all[row * dims + d] = (vector[d] as number) * weight;
  });
  return all;
}

function squaresOf({ offsets, weights }: Packed, vectors: Float64Array | null, dims: number): Float64Array {
  const squares = new Float64Array(offsets.length - 1);
  for (let row = 0; row < squares.length; row += 1) {
    let sum = 1;
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      sum += (weights[at] as number) ** 2;
    }
    for (let d = 0; d < dims; d += 1) sum += ((vectors as Float64Array)[row * dims + d] as number) ** 2;
    squares[row] = sum;
  }
  return squares;
}

function gathered(rows: readonly { label: number; value: number }[][], bias: Float64Array): Duals {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    offsets[at + 1] = (offsets[at] as number) + row.length;
  });
  const total = offsets[rows.length] as number;
  const duals: Duals = { offsets, classes: new Int32Array(total), values: new Float32Array(total), bias };
  rows.forEach((row, at) => {
    row.forEach(({ label, value }, index) => {
      duals.classes[(offsets[at] as number) + index] = label;
      duals.values[(offsets[at] as number) + index] = value;
    });
  });
  return duals;
}

function beginnings({ duals, row }: NonNullable<SvmOptions['from']>): (row: number, label: number) => number {
  const known = Array.from(row, (was) => {
    const of = new Map<number, number>();
    if (was < 0) return of;
    for (let at = duals.offsets[was] as number; at < (duals.offsets[was + 1] as number); at += 1) {
      of.set(duals.classes[at] as number, Math.abs(duals.values[at] as number));
    }
    return of;
  });
  return (of, label) => known[of]?.get(label) ?? 0;
}

/** Numbers from 0 to 1 that are the same each time (mulberry32, Ettinger 2017). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffle(order: Int32Array, count: number, random: () => number): void {
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}
