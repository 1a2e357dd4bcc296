import { memberCount, turn, type Histories } from '../histories.js';
import { seededRandom } from '../random.js';
import { createCrew, runRows, type Crew, type RowWork } from './crew.js';
import { createEngine, type Engine, type Piece } from './engine.js';

/** What alternating least squares is told. */
export interface FactorSettings {
  /** Numbers for each member and course, up to 128; rounded up to a multiple of 8. */
  readonly factors: number;
  /** What a pair that was not taken counts for beside one that was: α₀, above 0. */
  readonly unobserved: number;
  readonly ridge: number;
  readonly epochs: number;
  /** Steps of conjugate gradients instead of an exact solution; null: exact. */
  readonly steps: number | null;
  readonly seed: number;
}

export interface Factors {
  readonly d: number;
  /** d numbers a row. */
  readonly members: Float32Array;
  readonly courses: Float32Array;
}

/** How strongly a row is held down: by how much is known of it (Rendle et al. 2022, ν = 1). */
export function rowRidge({ ridge, unobserved }: FactorSettings, taken: number, others: number): number {
  return ridge * (taken + unobserved * others);
}

export const paddedFactors = ({ factors }: FactorSettings): number => Math.ceil(factors / 8) * 8;

/**
 * Factors of members and courses whose products are near 1 where a member took the course, near 0 elsewhere:
 * implicit alternating least squares (Hu, Koren & Volinsky 2008), with the loss and the regularisation of Rendle,
 * Krichene, Zhang & Koren (Revisiting iALS, 2022). The same seed gives the same bits, in any number of threads.
 */
export function factorise(histories: Histories, settings: FactorSettings): Factors {
  const plan = layOut(histories, settings, 1);
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const half of [plan.members, plan.courses]) {
      runRows(plan.engine, prepare(plan, half, settings), plan.scratch[0] as number);
    }
  }
  return result(plan);
}

/** As `factorise`, in `threads` threads, this one among them; `each` is told how long an epoch took in ms. */
export async function factoriseTogether(
  histories: Histories,
  settings: FactorSettings,
  threads: number,
  each: (ms: number) => void = () => {},
): Promise<Factors> {
  const plan = layOut(histories, settings, threads);
  const crew: Crew = createCrew(plan.engine, plan.scratch);
  try {
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
      const started = performance.now();
      await crew.run(prepare(plan, plan.members, settings));
      await crew.run(prepare(plan, plan.courses, settings));
      each(performance.now() - started);
    }
    return result(plan);
  } finally {
    await crew.close();
  }
}

/** One side of the pairs, and where it lies. */
interface Half {
  rows: number;
  out: Piece<Float32Array>;
  offsets: Piece<Uint32Array>;
  index: Piece<Uint32Array>;
  weights: Piece<Float32Array>;
  others: Half | null;
}

interface Plan {
  engine: Engine;
  d: number;
  gram: Piece<Float32Array>;
  members: Half;
  courses: Half;
  scratch: number[];
}

function layOut(histories: Histories, settings: FactorSettings, threads: number): Plan {
  const d = paddedFactors(settings);
  if (d > 128 || settings.factors < 1) throw new RangeError('1 to 128 factors');
  const members = memberCount(histories);
  const { courses, offsets, items } = histories;
  const scratchFloats = d * d + 66 * d;
  const floats =
    (members + courses) * (d + 2) + 2 * items.length + d * d + threads * scratchFloats + 32 * (10 + threads);
  const engine = createEngine(floats * 4);
  const half = (rows: number, others: number, from: Uint32Array, entries: Uint32Array): Half => {
    const one: Half = {
      rows,
      out: engine.floats(rows * d),
      offsets: engine.integers(rows + 1),
      index: engine.integers(entries.length),
      weights: engine.floats(rows),
      others: null,
    };
    one.offsets.view.set(from);
    one.index.view.set(entries);
    for (let row = 0; row < rows; row += 1) {
      one.weights.view[row] = rowRidge(settings, (from[row + 1] as number) - (from[row] as number), others);
    }
    return one;
  };
  const left = half(members, courses, offsets, items);
  const turned = turn(histories);
  const right = half(courses, members, turned.offsets, turned.items);
  left.others = right;
  right.others = left;
  begin(right.out.view, settings, d);
  const gram = engine.floats(d * d);
  const scratch = Array.from({ length: threads }, () => engine.floats(scratchFloats).at);
  return { engine, d, gram, members: left, courses: right, scratch };
}

/** Sums the other side's squares, and says what is to be done for every row of this one. */
function prepare({ engine, d, gram }: Plan, half: Half, { unobserved, steps }: FactorSettings): RowWork {
  const { out: factors, rows: others } = half.others as Half;
  gram.view.fill(0);
  for (let from = 0; from < others; from += 1_024) {
    engine.calls.addGram(factors.at, from, Math.min(others, from + 1_024), d, gram.at);
  }
  for (let row = 0; row < d; row += 1) {
    for (let column = row; column < d; column += 1) {
      const value = (gram.view[row * d + column] as number) * unobserved;
      gram.view[row * d + column] = value;
      gram.view[column * d + row] = value;
    }
  }
  const system = [half.offsets.at, half.index.at, factors.at, gram.at, half.weights.at, d];
  return {
    name: steps === null ? 'solveRows' : 'approachRows',
    out: half.out.at,
    rows: half.rows,
    rest: steps === null ? system : [...system, steps],
  };
}

function result({ d, members, courses }: Plan): Factors {
  return { d, members: members.out.view.slice(), courses: courses.out.view.slice() };
}

/** Small random numbers (sums of four, near enough to normal), in the factors that are really there. */
function begin(view: Float32Array, { factors, seed }: FactorSettings, d: number): void {
  const random = seededRandom(seed);
  const scale = 0.1 / Math.sqrt(factors);
  for (let at = 0; at < view.length; at += 1) {
    view[at] = at % d < factors ? (random() + random() + random() + random() - 2) * 1.7 * scale : 0;
  }
}
