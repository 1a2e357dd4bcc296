import { bootstrapDifference, type Difference } from '../measure/bootstrap.js';
import { mean } from '../measure/metrics.js';
import type { RecommendReport } from '../served.js';
import type { Judged } from './trainer.js';

/** Fewer members whose last course was hidden say nothing about which model is better. */
const FEWEST_JUDGED = 30;

export interface Verdict {
  /** Which candidate is to be served. */
  winner: number;
  /** The winner less popularity, NDCG; null: there are too few to tell. */
  gain: Difference | null;
  table: RecommendReport['table'];
}

/** All shards as one, in an order that does not depend on how they were cut. */
export function together(shards: readonly Judged[]): Judged {
  const [first] = shards;
  if (!first) throw new RangeError('nothing was judged');
  const joined = (of: readonly Float64Array[]): Float64Array => {
    const all = new Float64Array(of.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const one of of) {
      all.set(one, at);
      at += one.length;
    }
    return all;
  };
  const keys = joined(shards.map((one) => one.keys));
  const order = Array.from(keys.keys()).sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const inOrder = (of: readonly Float64Array[]): Float64Array => {
    const all = joined(of);
    return Float64Array.from(order, (at) => all[at] as number);
  };
  return {
    keys: inOrder(shards.map((one) => one.keys)),
    ndcg: first.ndcg.map((_, model) => inOrder(shards.map(({ ndcg }) => ndcg[model] ?? new Float64Array()))),
    hit: first.hit.map((_, model) => inOrder(shards.map(({ hit }) => hit[model] ?? new Float64Array()))),
    shown: first.shown.map((own, model) =>
      own.map((_, course) => (shards.some(({ shown }) => shown[model]?.[course]) ? 1 : 0)),
    ),
  };
}

/**
 * Who is served. A model has to beat popularity, and what is served already has to be beaten too: by how they found
 * each member's last course, and by more than chance.
 * @param names of the candidates: the challenger, perhaps what is served now, popularity; `judged` has one more, random
 */
export function verdictOf(judged: Judged, names: readonly string[], seed: number): Verdict {
  const popularity = names.length - 1;
  const members = judged.keys.length;
  const table = [...names, 'random'].map((model, at) => ({
    model,
    // One course is hidden of each member: whether it is found is how much of what was hidden is.
    recall: mean(judged.hit[at] ?? new Float64Array()),
    ndcg: mean(judged.ndcg[at] ?? new Float64Array()),
    hit: mean(judged.hit[at] ?? new Float64Array()),
    coverage: mean(Float64Array.from(judged.shown[at] ?? [])),
  }));
  if (members < FEWEST_JUDGED) return { winner: popularity, gain: null, table };
  const less = (one: number, other: number): Difference =>
    bootstrapDifference(judged.ndcg[one] as Float64Array, judged.ndcg[other] as Float64Array, { seed });
  // Best last: the first that popularity does not hold, and that does not lose to what is served.
  let winner = popularity;
  if (names.length === 3 && less(1, popularity).low > 0) winner = 1;
  if (popularity > 0 && less(0, popularity).low > 0 && (winner === popularity || less(0, winner).low > 0)) {
    winner = 0;
  }
  // Of popularity itself there is still something to say: how far the best other one was from winning.
  const shown = winner === popularity && popularity > 0 ? 0 : winner;
  return { winner, gain: shown === popularity ? null : less(shown, popularity), table };
}
