import { countUnit, triangle, type Counts, type NextShape } from '../counts.js';
import { invertRidge, solveRidge, type SolveWith, type Square } from '../kernel/solve.js';
import { createPrior, noPrior, type PriorWeights } from '../prior.js';
import { itemItemRecommender, recencyOf, type ItemItem } from './item-item.js';

type Made = ReturnType<typeof itemItemRecommender>;

/**
 * EASE: the linear model from all courses of a member to each other one that has the least squared error, in closed
 * form (H. Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019): with P = (XᵀX + ridge · I)⁻¹ the
 * table is −P[i][j] / P[j][j], and 0 on the diagonal. Knows no order.
 */
export function easeFrom(
  counts: Counts,
  options: { ridge: number; prior?: PriorWeights; solve?: SolveWith },
): Made {
  const { courses, pairs } = counts;
  if (!counts.together) throw new RangeError('EASE needs counts of courses taken together');
  const { ridge, solve = 'auto' } = options;
  const inverse = invertRidge(
    courses,
    (row, column) => pairs[(row * (row + 1)) / 2 + column] as number,
    ridge,
    solve,
  );
  const { stride, values } = inverse;
  const scale = Float64Array.from({ length: courses }, (_, j) => -1 / (values[j * stride + j] as number));
  for (let row = 0; row < courses; row += 1) {
    const base = row * stride;
    for (let column = 0; column < courses; column += 1) {
      values[base + column] = (values[base + column] as number) * (scale[column] as number);
    }
    values[base + row] = 0;
  }
  return make('ease', counts, inverse, recencyOf(1, courses), options.prior);
}

/**
 * Prefix → next: ridge regression from everything taken so far, older courses decayed, to what is taken next:
 * (XᵀDX + ridge · I)⁻¹ XᵀDY over all prefixes of all histories. (As the session-based linear models of Choi et al.,
 * Session-aware Linear Item-Item Models, WWW 2021.)
 */
export function nextFrom(
  counts: Counts,
  options: { ridge: number; prior?: PriorWeights; solve?: SolveWith },
): Made {
  const { courses, before, after } = counts;
  const shape = ordered(counts);
  const { ridge, solve = 'auto' } = options;
  const table = solveRidge(
    courses,
    (row, column) => (before[(row * (row + 1)) / 2 + column] as number) * countUnit,
    (row, column) => (after[row * courses + column] as number) * countUnit,
    ridge,
    solve,
  );
  return make('next', counts, table, recencyOf(shape.decay, courses), options.prior);
}

/** A chain from each course to what followed it, by its last steps: the prefix model without what courses share. */
export function markovFrom(counts: Counts, options: { ridge: number; prior?: PriorWeights }): Made {
  const { courses, before, after } = counts;
  const shape = ordered(counts);
  const table = emptySquare(courses);
  for (let row = 0; row < courses; row += 1) {
    const all = (before[triangle(row, row)] as number) * countUnit + options.ridge;
    for (let column = 0; column < courses; column += 1) {
      table.values[row * table.stride + column] =
        ((after[row * courses + column] as number) * countUnit) / all;
    }
  }
  return make('markov', counts, table, recencyOf(shape.decay, courses), options.prior);
}

/** The same for everybody, best sold first. */
export function popularityFrom(counts: Pick<Counts, 'courses' | 'taken' | 'members'>): Made {
  const prior = { at: [1, 1, 1, 1] } as const;
  return make('popularity', counts, emptySquare(counts.courses), recencyOf(0.5, counts.courses), prior);
}

export function emptySquare(n: number): Square {
  const stride = Math.ceil(Math.max(n, 1) / 64) * 64;
  return { n, stride, values: new Float32Array(n * stride) };
}

function make(
  kind: ItemItem['kind'],
  { taken, members }: Pick<Counts, 'taken' | 'members'>,
  table: Square,
  recency: Float32Array,
  prior: PriorWeights = noPrior,
): Made {
  return itemItemRecommender({ kind, table, recency, prior: createPrior(taken, members, prior) });
}

function ordered({ next }: Counts): NextShape {
  if (!next) throw new RangeError('this model needs counts of what came next');
  return next;
}
