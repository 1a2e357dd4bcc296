import { popularityFrom } from '../models/from-counts.js';
import { train, type Recipe } from '../choose/recipe.js';
import { contentFrom } from '../content/model.js';
import type { TextVector } from '../content/tfidf.js';
import { extend } from '../extend.js';
import {
  historiesOf,
  historyOf,
  mapHistories,
  memberCount,
  someMembers,
  takenCounts,
  type Histories,
} from '../histories.js';
import { bestOf } from '../kernel/rank.js';
import type { Ranking, Recommender } from '../model.js';
import type { PriorWeights } from '../prior.js';
import { seededRandom } from '../random.js';
import { measureMembers, mean } from './metrics.js';

export interface ColdSlice {
  /** Courses that were known of each of them. */
  length: number;
  members: number;
  recall: { model: number; popularity: number };
  ndcg: { model: number; popularity: number };
}

interface Wish {
  recipe: Recipe;
  prior: PriorWeights;
  k: number;
  seed: number;
}

/**
 * Newcomers: a fifth of the members is kept out of training altogether and asked for with their first courses only;
 * right is all that they took later.
 * @param later what each member took after the histories end; may be empty
 */
export function coldMembers(
  histories: Histories,
  later: readonly (readonly number[])[],
  { recipe, prior, k, seed }: Wish,
  lengths: readonly number[] = [1, 3, 10],
): ColdSlice[] {
  const random = seededRandom(seed);
  const [cold, known]: [number[], number[]] = [[], []];
  for (let member = 0; member < memberCount(histories); member += 1) {
    (random() < 0.2 ? cold : known).push(member);
  }
  const rest = someMembers(histories, known);
  const model = train(rest, recipe, prior);
  const popular = popularityFrom({
    courses: histories.courses,
    taken: takenCounts(rest),
    members: known.length,
  });
  return lengths.flatMap((length) => {
    const asked = cold.filter((member) => {
      return historyOf(histories, member).length + (later[member]?.length ?? 0) > length;
    });
    if (asked.length === 0) return [];
    const short = mapHistories(someMembers(histories, asked), (history) => history.subarray(0, length));
    const truth = asked.map((member) => [
      ...historyOf(histories, member).subarray(length),
      ...(later[member] ?? []),
    ]);
    const [one, other] = [model, popular].map((ranker) => measureMembers(ranker.rank(short, k), truth));
    if (!one || !other) return [];
    return {
      length,
      members: asked.length,
      recall: { model: mean(one.recall), popularity: mean(other.recall) },
      ndcg: { model: mean(one.ndcg), popularity: mean(other.ndcg) },
    };
  });
}

export interface HiddenSlice {
  courses: number;
  members: number;
  /** Of the hidden courses that a member took, the share among the first k of all hidden ones. */
  recall: { model: number; content: number };
  ndcg: { model: number; content: number };
}

/**
 * New courses: a tenth of the catalogue is kept out of training, and known by its texts only. Right is which of these
 * members took, asked with what they had taken before the first of them (all others, where no order is known). Beside
 * it, the likeness of texts alone. null: no member took any.
 */
export function hiddenCourses(
  histories: Histories,
  later: readonly (readonly number[])[],
  vectors: readonly TextVector[],
  { recipe, prior, k, seed }: Wish,
): HiddenSlice | null {
  const random = seededRandom(seed);
  const taken = takenCounts(histories);
  const hidden = new Set<number>();
  taken.forEach((count, course) => {
    if (count > 0 && (vectors[course]?.terms.length ?? 0) > 0 && random() < 0.1) hidden.add(course);
  });
  const rest = mapHistories(histories, (history) => history.filter((course) => !hidden.has(course)));
  const left = takenCounts(rest);
  const model = extend(train(rest, recipe, prior), vectors, (course) => (left[course] as number) > 0);
  const content = contentFrom(vectors, { taken: left, members: memberCount(rest) });
  const asked: number[] = [];
  const truth: number[][] = [];
  const before: ArrayLike<number>[] = [];
  for (let member = 0; member < memberCount(histories); member += 1) {
    const own = historyOf(histories, member);
    const wanted = [...own, ...(later[member] ?? [])].filter((course) => hidden.has(course));
    const first = histories.ordered ? own.findIndex((course) => hidden.has(course)) : -1;
    const known = first < 0 ? historyOf(rest, member) : own.subarray(0, first);
    if (wanted.length === 0 || known.length === 0) continue;
    asked.push(member);
    truth.push(wanted);
    before.push(known);
  }
  if (asked.length === 0) return null;
  const short = historiesOf(before, histories.courses, histories.ordered);
  const others = Array.from(vectors.keys()).filter((course) => !hidden.has(course));
  const [one, other] = [model, content].map((ranker) =>
    measureMembers(amongHidden(ranker, short, others, k), truth),
  );
  if (!one || !other) return null;
  return {
    courses: hidden.size,
    members: asked.length,
    recall: { model: mean(one.recall), content: mean(other.recall) },
    ndcg: { model: mean(one.ndcg), content: mean(other.ndcg) },
  };
}

function amongHidden(ranker: Recommender, members: Histories, without: number[], k: number): Ranking {
  const size = memberCount(members);
  const courses = new Uint32Array(size * k).fill(0xffffffff);
  const scores = new Float64Array(ranker.courses);
  for (let member = 0; member < size; member += 1) {
    ranker.scores(historyOf(members, member), scores);
    courses.set(bestOf(scores, without, k), member * k);
  }
  return { k, courses };
}
