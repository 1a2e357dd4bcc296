import { memberCount, type Histories } from '../histories.js';
import type { Ranking } from '../model.js';
import type { FactorModel } from '../models/als.js';
import { createEngine } from './engine.js';
import { rowRidge } from './factorise.js';

/** Members of one call. */
const BATCH = 256;

/** The best `k` for every member: their factors are solved first, from their histories. */
export function rankWithFactors(
  { courses: y, d, settings, prior }: FactorModel,
  histories: Histories,
  gram: Float64Array,
  k: number,
): Ranking {
  const { offsets, items, courses: n } = histories;
  const members = memberCount(histories);
  const stride = Math.ceil(n / 4) * 4;
  const floats = n * d + d * stride + d * d * 2 + 66 * d + BATCH * (d + 2 * k + 2) + items.length;
  const engine = createEngine((floats + 2 * stride + prior.weights.length + 512) * 4);
  const points = engine.floats(n * d);
  points.view.set(y);
  const turned = engine.floats(d * stride);
  for (let course = 0; course < n; course += 1) {
    for (let at = 0; at < d; at += 1) turned.view[at * stride + course] = y[course * d + at] as number;
  }
  const squares = engine.floats(d * d);
  squares.view.set(gram);
  const popularity = engine.floats(stride);
  popularity.view.set(prior.popularity);
  const weights = engine.floats(prior.weights.length);
  weights.view.set(prior.weights);
  const work = engine.floats(d * d + 66 * d);
  const scores = engine.floats(stride);
  const best = engine.integers(BATCH * k);
  const bestScores = engine.floats(BATCH * k);
  const index = engine.integers(items.length);
  index.view.set(items);
  const from = engine.integers(BATCH + 1);
  const ridges = engine.floats(BATCH);
  const x = engine.floats(BATCH * d);
  const courses = new Uint32Array(members * k);
  for (let member = 0; member < members; member += BATCH) {
    const size = Math.min(BATCH, members - member);
    from.view.set(offsets.subarray(member, member + size + 1));
    for (let at = 0; at < size; at += 1) {
      const taken = (from.view[at + 1] as number) - (from.view[at] as number);
      ridges.view[at] = rowRidge(settings, taken, n);
    }
    const [o, e] = [from.at, index.at];
    engine.calls.solveRows(x.at, 0, size, o, e, points.at, squares.at, ridges.at, d, work.at);
    engine.calls.rankFactors(
      ...([turned.at, stride, n, o, e, 0, size, x.at, d] as const),
      ...([popularity.at, weights.at, prior.weights.length] as const),
      ...([k, scores.at, best.at, bestScores.at] as const),
    );
    courses.set(best.view.subarray(0, size * k), member * k);
  }
  return { k, courses };
}
