import type { Histories } from '../histories.js';
import type { Ranking } from '../model.js';
import type { ItemItem } from '../models/item-item.js';
import { createEngine } from './engine.js';

/** Members of one call. */
const BATCH = 2_048;

/**
 * The best `k` for every member, in single precision, without what they took. Memory: the table once more, and
 * k numbers a member.
 */
export function rankWithTable(
  { table, recency, prior }: Omit<ItemItem, 'kind'>,
  { offsets, items }: Histories,
  k: number,
): Ranking {
  const { n, stride, values } = table;
  const members = offsets.length - 1;
  const most = batchSizes(offsets).reduce((a, b) => Math.max(a, b), 1);
  const reach = recency.length;
  const floats =
    n * stride + reach + 2 * stride + prior.weights.length + 2 * BATCH * k + (BATCH + 1) + most + 256;
  const engine = createEngine(floats * 4);
  const rows = engine.floats(n * stride);
  rows.view.set(values);
  const ages = engine.floats(reach);
  ages.view.set(recency);
  const popularity = engine.floats(stride);
  popularity.view.set(prior.popularity);
  const weights = engine.floats(prior.weights.length);
  weights.view.set(prior.weights);
  const scores = engine.floats(stride);
  const best = engine.integers(BATCH * k);
  const bestScores = engine.floats(BATCH * k);
  const from = engine.integers(BATCH + 1);
  const index = engine.integers(most);
  const courses = new Uint32Array(members * k);
  for (let member = 0; member < members; member += BATCH) {
    const size = Math.min(BATCH, members - member);
    const start = offsets[member] as number;
    index.view.set(items.subarray(start, offsets[member + size]));
    for (let at = 0; at <= size; at += 1) from.view[at] = (offsets[member + at] as number) - start;
    engine.calls.rankRows(
      ...[rows.at, stride, n, from.at, index.at, 0, size],
      ...([ages.at, reach, popularity.at, weights.at, prior.weights.length] as const),
      ...([k, scores.at, best.at, bestScores.at] as const),
    );
    courses.set(best.view.subarray(0, size * k), member * k);
  }
  return { k, courses };
}

function batchSizes(offsets: Uint32Array): number[] {
  const sizes: number[] = [];
  for (let member = 0; member + 1 < offsets.length; member += BATCH) {
    sizes.push(
      (offsets[Math.min(member + BATCH, offsets.length - 1)] as number) - (offsets[member] as number),
    );
  }
  return sizes;
}

/** The best `k` of one list of scores, without what is in `taken`; ties go to the lower number. */
export function bestOf(scores: Float64Array, taken: ArrayLike<number>, k: number): number[] {
  const left = new Uint8Array(scores.length).fill(1);
  for (let at = 0; at < taken.length; at += 1) left[taken[at] as number] = 0;
  const best: number[] = [];
  for (let course = 0; course < scores.length; course += 1) {
    if (left[course] === 0) continue;
    const score = scores[course] as number;
    if (best.length === k && score <= (scores[best[k - 1] as number] as number)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at -= 1;
    best.splice(at, 0, course);
    if (best.length > k) best.pop();
  }
  return best;
}
