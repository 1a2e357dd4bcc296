import { rankingOf, type Ranking } from '../model.js';

/** What each member really took, beyond what the model was told; courses that it cannot know are −1 and missed. */
export type Truth = readonly (readonly number[])[];

/** For every member that took something. All against the whole catalogue, never against a sample of it. */
export interface MemberMeasures {
  /** Of what was taken, the share among the first k. */
  recall: Float64Array;
  /** As recall, but what stands higher counts for more: 1 is the best possible order. */
  ndcg: Float64Array;
  /** 1 where anything among the first k was taken. */
  hit: Float64Array;
}

export interface Measures {
  members: number;
  recall: number;
  ndcg: number;
  hit: number;
  /** Share of the catalogue that is among anybody's first k. */
  coverage: number;
}

/** By member, in the order of `truth`, without those for whom it is empty. */
export function measureMembers(ranking: Ranking, truth: Truth): MemberMeasures {
  const members = truth.flatMap((taken, member) => (taken.length > 0 ? [member] : []));
  const measures = {
    recall: new Float64Array(members.length),
    ndcg: new Float64Array(members.length),
    hit: new Float64Array(members.length),
  };
  members.forEach((member, at) => {
    const taken = new Set(truth[member]);
    const wanted = (truth[member] ?? []).length;
    let [found, gain] = [0, 0];
    rankingOf(ranking, member).forEach((course, place) => {
      if (!taken.has(course)) return;
      found += 1;
      gain += 1 / Math.log2(place + 2);
    });
    let most = 0;
    for (let place = 0; place < Math.min(wanted, ranking.k); place += 1) most += 1 / Math.log2(place + 2);
    measures.recall[at] = found / wanted;
    measures.ndcg[at] = gain / most;
    measures.hit[at] = found > 0 ? 1 : 0;
  });
  return measures;
}

/** @param catalogue how many courses could have been recommended */
export function measure(ranking: Ranking, truth: Truth, catalogue: number): Measures {
  const { recall, ndcg, hit } = measureMembers(ranking, truth);
  return {
    members: recall.length,
    recall: mean(recall),
    ndcg: mean(ndcg),
    hit: mean(hit),
    coverage: coverage(ranking, catalogue),
  };
}

export function coverage({ courses }: Ranking, catalogue: number): number {
  const shown = new Set(courses);
  shown.delete(0xffffffff);
  return catalogue === 0 ? 0 : shown.size / catalogue;
}

/** 0 for nothing. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
