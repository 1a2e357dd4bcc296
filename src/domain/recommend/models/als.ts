import type { Histories } from '../histories.js';
import { paddedFactors, rowRidge, type Factors, type FactorSettings } from '../kernel/factorise.js';
import { rankWithFactors } from '../kernel/rank-factors.js';
import type { Explanation, Recommender } from '../model.js';
import { priorWeight, type Prior } from '../prior.js';
import { choleskySolver } from './cholesky.js';

/** Courses as points; where a member stands is solved from the history when it is asked for. */
export interface FactorModel {
  /** A row of d numbers for each course. */
  readonly courses: Float32Array;
  readonly d: number;
  readonly settings: FactorSettings;
  readonly prior: Prior;
}

/**
 * Scores from factors of courses: (α₀ YᵀY + Σ y yᵀ + ridge · I) x = Σ y over the courses taken, then y · x. A member
 * that was not there in training gets the same as one that was.
 */
export function alsRecommender(model: FactorModel): Recommender & { readonly model: FactorModel } {
  const { courses: y, d, settings, prior } = model;
  const courses = y.length / d;
  const gram = gramOf(model);

  /** Solves the member's own system for one right side. */
  const system = (history: ArrayLike<number>): ((right: Float64Array) => Float64Array) => {
    const a = gram.slice();
    for (let at = 0; at < history.length; at += 1) {
      const base = (history[at] as number) * d;
      for (let row = 0; row < d; row += 1) {
        const factor = y[base + row] as number;
        for (let column = 0; column <= row; column += 1) {
          a[row * d + column] = (a[row * d + column] as number) + factor * (y[base + column] as number);
        }
      }
    }
    const ridge = rowRidge(settings, history.length, courses);
    for (let row = 0; row < d; row += 1) a[row * d + row] = (a[row * d + row] as number) + ridge;
    return choleskySolver(a, d);
  };
  const point = (course: number): Float64Array => Float64Array.from(y.subarray(course * d, course * d + d));
  const times = (x: Float64Array, course: number): number => {
    let sum = 0;
    for (let at = 0; at < d; at += 1) sum += (x[at] as number) * (y[course * d + at] as number);
    return sum;
  };

  return {
    kind: 'als',
    courses,
    model,
    scores(history, out) {
      const sum = new Float64Array(d);
      for (let at = 0; at < history.length; at += 1) {
        const base = (history[at] as number) * d;
        for (let factor = 0; factor < d; factor += 1) {
          sum[factor] = (sum[factor] as number) + (y[base + factor] as number);
        }
      }
      const x = history.length > 0 ? system(history)(sum) : sum;
      const weight = priorWeight(prior, history.length);
      for (let course = 0; course < courses; course += 1) {
        out[course] = times(x, course) + weight * (prior.popularity[course] as number);
      }
    },
    /** As Hu, Koren & Volinsky 2008, section 5: the score is linear in what the member took. */
    explain(history, course): Explanation {
      const popularity = priorWeight(prior, history.length) * (prior.popularity[course] as number);
      const seen = history.length > 0 ? system(history)(point(course)) : new Float64Array(d);
      const parts = Array.from(history, (taken) => ({ course: taken, adds: times(seen, taken) }));
      parts.sort((a, b) => b.adds - a.adds);
      return { score: parts.reduce((sum, { adds }) => sum + adds, popularity), parts, popularity };
    },
    rank: (histories: Histories, k: number) => rankWithFactors(model, histories, gram, k),
  };
}

/** α₀ YᵀY, a full square. */
function gramOf({ courses: y, d, settings }: FactorModel): Float64Array {
  const gram = new Float64Array(d * d);
  for (let base = 0; base < y.length; base += d) {
    for (let row = 0; row < d; row += 1) {
      const factor = settings.unobserved * (y[base + row] as number);
      for (let column = 0; column < d; column += 1) {
        gram[row * d + column] = (gram[row * d + column] as number) + factor * (y[base + column] as number);
      }
    }
  }
  return gram;
}

export function factorModel(factors: Factors, settings: FactorSettings, prior: Prior): FactorModel {
  if (factors.d !== paddedFactors(settings)) throw new RangeError('factors of other settings');
  return { courses: factors.courses, d: factors.d, settings, prior };
}
