import { beginnings, createDuals, type Beginning, type Duals } from './duals.js';
import { groundOf, type Dense, type Ground } from './ground.js';
import { NOTHING, notClass, pack, type Problem } from './problem.js';
import { seeded, shuffle } from './random.js';

export interface SvmOptions {
  /** What an error costs. */
  cost: number;
  /** How many times as much for a text of the class itself, which are few. */
  own: number;
  /** Weight of an encoder's vector beside the features. */
  vectorWeight: number;
  /** Weight of the product of both likenesses; only for so few texts that all are compared with all. */
  together: number;
  from?: Beginning;
}

const MOST_PASSES = 60;
/** Of the projected gradient, between its largest and smallest value: the same as LIBLINEAR's default. */
const GOOD_ENOUGH = 0.1;
/** A step for less would hardly be seen: a third of what is good enough. */
const NEGLIGIBLE = 0.03;

/**
 * One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent with shrinking
 * (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM").
 * The order of visits comes from a fixed seed: the same texts make the same model.
 */
export function trainSvm(problem: Problem, options: SvmOptions): Duals {
  const { labels, classes, rows } = problem;
  const dense = problem.vectors && flat(problem.vectors, options);
  const ground = groundOf(pack(rows), dense, problem.features);
  const warm = options.from && beginnings(options.from);
  const duals = createDuals(rows.length, classes);
  for (let label = 0; label < classes; label += 1) {
    const of: number[] = [];
    labels.forEach((one, row) => {
      if (one >= NOTHING || one === notClass(label)) of.push(row);
    });
    const start = (row: number) => warm?.(row, label) ?? 0;
    const alphas = descend({ ground, labels, label, of, start }, options);
    of.forEach((row, at) => {
      const alpha = alphas[at] as number;
      if (alpha > 0) duals.add(row, label, labels[row] === label ? alpha : -alpha);
    });
  }
  return duals.done();
}

interface OneClass {
  ground: Ground;
  labels: Int32Array;
  label: number;
  /** Rows that say something about this class. */
  of: readonly number[];
  start(row: number): number;
}

/** The dual variables of one class against the rest, in the order of `of`. */
function descend({ ground, labels, label, of, start }: OneClass, { cost, own }: SvmOptions): Float64Array {
  ground.clear();
  const alphas = new Float64Array(of.length);
  of.forEach((row, at) => {
    const alpha = start(row);
    alphas[at] = alpha;
    if (alpha > 0) ground.move(row, labels[row] === label ? alpha : -alpha);
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
      const gradient = y * ground.score(row) - 1 + soft * alpha;
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
      if (Math.abs(projected) < NEGLIGIBLE) continue;
      const next = Math.max(alpha - gradient / ((ground.squares[row] as number) + soft), 0);
      alphas[at] = next;
      ground.move(row, (next - alpha) * y);
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

function flat(vectors: readonly Float32Array[], { vectorWeight: weight, together }: SvmOptions): Dense {
  const dims = vectors[0]?.length ?? 0;
  const all = new Float64Array(dims * vectors.length);
  vectors.forEach((vector, row) => {
    for (let d = 0; d < dims; d += 1) all[row * dims + d] = (vector[d] as number) * weight;
  });
  return { all, dims, together: together / weight ** 2 };
}
