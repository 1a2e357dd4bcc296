import type { Histories } from '../histories.js';
import type { Square } from '../kernel/solve.js';
import { rankWithTable } from '../kernel/rank.js';
import type { Explanation, ModelKind, Recommender } from '../model.js';
import { priorWeight, type Prior } from '../prior.js';

/** A model whose score is a sum over the member's own courses: what it is made of. */
export interface ItemItem {
  readonly kind: ModelKind;
  /** Row: a course that was taken; column: what it says about each course. */
  readonly table: Square;
  /** What a course counts for by its age, the newest first; older ones than it is long say nothing. */
  readonly recency: Float32Array;
  readonly prior: Prior;
}

/** Score of course j: Σ recency[age] · table[i][j] over the courses i taken, plus popularity by its weight. */
export function itemItemRecommender(model: ItemItem): Recommender & { readonly model: ItemItem } {
  const { kind, table, recency, prior } = model;
  const { n, stride, values } = table;
  const explain = (history: ArrayLike<number>, course: number): Explanation => {
    const popularity = priorWeight(prior, history.length) * (prior.popularity[course] as number);
    const parts: Explanation['parts'] = [];
    let score = popularity;
    for (let age = 0; age < Math.min(history.length, recency.length); age += 1) {
      const taken = history[history.length - 1 - age] as number;
      const adds = (recency[age] as number) * (values[taken * stride + course] as number);
      score += adds;
      parts.push({ course: taken, adds });
    }
    parts.sort((a, b) => b.adds - a.adds);
    return { score, parts, popularity };
  };
  return {
    kind,
    courses: n,
    model,
    explain,
    scores(history, out) {
      const weight = priorWeight(prior, history.length);
      for (let course = 0; course < n; course += 1) {
        out[course] = weight * (prior.popularity[course] as number);
      }
      for (let age = 0; age < Math.min(history.length, recency.length); age += 1) {
        const factor = recency[age] as number;
        const row = (history[history.length - 1 - age] as number) * stride;
        for (let course = 0; course < n; course += 1) {
          out[course] = (out[course] as number) + factor * (values[row + course] as number);
        }
      }
    },
    rank: (histories: Histories, k: number) => rankWithTable(model, histories, k),
  };
}

/** Weights decay^age, as long as they say anything; decay 1: all courses the same. */
export function recencyOf(decay: number, courses: number): Float32Array {
  const length = decay >= 1 ? courses : Math.ceil(Math.log(1e-6) / Math.log(decay));
  return Float32Array.from({ length: Math.max(1, Math.min(courses, length)) }, (_, age) => decay ** age);
}
