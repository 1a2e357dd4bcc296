import type { Counts } from '../counts.js';
import {
  historyOf,
  holdOutLast,
  mapHistories,
  memberCount,
  someMembers,
  takenCounts,
  withCourses,
  type Histories,
} from '../histories.js';
import { measureMembers, mean } from '../measure/metrics.js';
import { seededRandom } from '../random.js';
import { createPrior, type PriorWeights } from '../prior.js';
import { train, withPrior, type Recipe, type TrainedModel } from './recipe.js';

/** At most so many members and courses are tried on; what is chosen is then trained on all. */
const MOST_MEMBERS = 50_000;
const MOST_COURSES = 1_000;
const MOST_JUDGED = 4_000;

/** Fewer members than this say nothing. */
const FEWEST = 50;

export interface Score {
  recall: number;
  ndcg: number;
}

/** Both count: what is found, and where it stands. */
export const worth = ({ recall, ndcg }: Score): number => recall + ndcg;

/** Training data of which each member's last course is held out, to try recipes on. */
export interface Trial {
  /** Without what is held out. */
  readonly kept: Histories;
  fit(recipe: Recipe): TrainedModel;
  score(recipe: Recipe): Score;
  /** How a trained model does for members who had taken but `length` courses; null: there are too few. */
  cold(trained: TrainedModel, length: number, weights: PriorWeights): Score | null;
}

/** @param k how many recommendations are judged */
export function createTrial(all: Histories, k: number, seed: number): Trial {
  const { kept, truth } = holdOutLast(fewerCourses(fewerMembers(all, seed)), seed);
  const judged = sample(
    Array.from(truth.keys()).filter((member) => (truth[member] as number) >= 0),
    MOST_JUDGED,
    seed,
  );
  const asked = someMembers(kept, judged);
  const wanted = judged.map((member) => [truth[member] as number]);
  const taken = takenCounts(kept);
  const counts = new Map<string, Counts>();
  const scoreOf = (ranker: { rank: TrainedModel['rank'] }, members: Histories, truths: number[][]): Score => {
    const { recall, ndcg } = measureMembers(ranker.rank(members, k), truths);
    return { recall: mean(recall), ndcg: mean(ndcg) };
  };
  return {
    kept,
    fit: (recipe) => train(kept, recipe, undefined, counts),
    score: (recipe) => scoreOf(train(kept, recipe, undefined, counts), asked, wanted),
    cold(trained, length, weights) {
      const long = judged.flatMap((_, at) => (historyOf(asked, at).length >= length ? [at] : []));
      if (long.length < FEWEST) return null;
      // Their newest ones: what they took next is what is held out.
      const short = mapHistories(someMembers(asked, long), (history) =>
        history.subarray(history.length - length),
      );
      const prior = createPrior(taken, memberCount(kept), weights);
      return scoreOf(
        withPrior(trained, prior),
        short,
        long.map((at) => wanted[at] as number[]),
      );
    },
  };
}

function fewerMembers(histories: Histories, seed: number): Histories {
  const members = memberCount(histories);
  if (members <= MOST_MEMBERS) return histories;
  return someMembers(histories, sample([...Array(members).keys()], MOST_MEMBERS, seed));
}

/** Keeps the courses taken most. */
function fewerCourses(histories: Histories): Histories {
  if (histories.courses <= MOST_COURSES) return histories;
  const taken = takenCounts(histories);
  const best = Array.from(taken.keys()).sort((a, b) => (taken[b] as number) - (taken[a] as number) || a - b);
  const keep = new Int32Array(histories.courses).fill(-1);
  best.slice(0, MOST_COURSES).forEach((course, number) => (keep[course] = number));
  return withCourses(histories, keep, MOST_COURSES);
}

/** `most` of them, drawn without repetition, in their order. */
function sample(from: number[], most: number, seed: number): number[] {
  if (from.length <= most) return from;
  const random = seededRandom(seed);
  const left = from.slice();
  for (let at = 0; at < most; at += 1) {
    const other = at + Math.floor(random() * (left.length - at));
    [left[at], left[other]] = [left[other] as number, left[at] as number];
  }
  return left.slice(0, most).sort((a, b) => a - b);
}
