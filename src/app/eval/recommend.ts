import {
  bootstrapDifference,
  chooseModel,
  coldMembers,
  extend,
  hiddenCourses,
  measure,
  measureMembers,
  memberCount,
  popularityFrom,
  rankingOf,
  seededRandom,
  takenCounts,
  textVectors,
  train,
  historyOf,
  type Choice,
  type ColdSlice,
  type Difference,
  type HiddenSlice,
  type Histories,
  type Measures,
  type Ranking,
  type TrainedModel,
} from '#domain/recommend';
import type { RecommendData } from './recommend-data.js';

export interface RecommendWish {
  model: 'auto' | 'ease' | 'next' | 'als' | 'popularity';
  k: number;
  /** Whether newcomers and new courses are measured too, with models of their own. */
  cold: boolean;
  seed: number;
  progress(line: string): void;
}

export interface RecommendEvaluation extends Measures {
  model: string;
  k: number;
  popularity: Measures;
  random: Measures;
  /** To popularity, with what 95 % of resampled members give. */
  better: { recall: Difference; ndcg: Difference };
  choice: Pick<Choice, 'recipe' | 'prior' | 'tried' | 'trials'>;
  choosingMs: number;
  trainingMs: number;
  rankingMs: number;
  memory: { modelMb: number; residentMb: number };
  data: { members: number; courses: number; taken: number; hash: string; seed: number };
  notes: string[];
  cold?: { members: ColdSlice[]; courses: HiddenSlice | null };
}

/** Chooses and trains without the test, ranks for everybody, measures on the test. */
export function evaluateRecommend(
  data: RecommendData,
  { model, k, cold, seed, progress }: RecommendWish,
): { evaluation: RecommendEvaluation; ranking: Ranking } {
  const { histories, truth, texts } = data;
  progress(
    `${memberCount(histories)} members, ${histories.courses} courses, ${histories.items.length} taken`,
  );
  let started = performance.now();
  const lap = () => {
    const took = performance.now() - started;
    started = performance.now();
    return took;
  };
  const choice = chooseModel(histories, model, { k, seed });
  const choosingMs = lap();
  progress(
    `${choice.recipe.kind} is best of ${choice.trials} tried on held-out courses of the training file`,
  );
  started = performance.now();
  const trained = train(histories, choice.recipe, choice.prior);
  const trainingMs = lap();
  const vectors = texts && textVectors(texts);
  const taken = takenCounts(histories);
  const known = (course: number) => (taken[course] as number) > 0;
  const full = vectors && taken.includes(0) ? extend(trained, vectors, known) : trained;
  started = performance.now();
  const ranking = full.rank(histories, k);
  const rankingMs = lap();
  const popular = popularityFrom({ courses: histories.courses, taken, members: memberCount(histories) });
  const popularRanking = popular.rank(histories, k);
  const [own, theirs] = [ranking, popularRanking].map((one) => measureMembers(one, truth));
  const wish = { recipe: choice.recipe, prior: choice.prior, k, seed };
  const evaluation: RecommendEvaluation = {
    model: choice.recipe.kind,
    k,
    ...measure(ranking, truth, histories.courses),
    popularity: measure(popularRanking, truth, histories.courses),
    random: measure(randomRanking(histories, k, seed), truth, histories.courses),
    better: {
      recall: bootstrapDifference(own?.recall ?? none, theirs?.recall ?? none, { seed }),
      ndcg: bootstrapDifference(own?.ndcg ?? none, theirs?.ndcg ?? none, { seed }),
    },
    choice,
    choosingMs,
    trainingMs,
    rankingMs,
    memory: { modelMb: bytesOf(full) / 2 ** 20, residentMb: process.memoryUsage.rss() / 2 ** 20 },
    data: {
      members: memberCount(histories),
      courses: histories.courses,
      taken: histories.items.length,
      hash: data.hash,
      seed,
    },
    notes: data.notes,
    ...(cold
      ? {
          cold: {
            members: coldMembers(histories, truth, wish),
            courses: vectors && hiddenCourses(histories, truth, vectors, wish),
          },
        }
      : {}),
  };
  return { evaluation, ranking };
}

/** A line for each member: their name, and their courses, best first. */
export function* recommendationLines(data: RecommendData, ranking: Ranking): Generator<string> {
  for (const [number, member] of data.members.entries()) {
    const courses = rankingOf(ranking, number).map((course) => data.courses[course]);
    yield `${JSON.stringify({ member, courses })}\n`;
  }
}

const none = new Float64Array();

function bytesOf({ model }: TrainedModel): number {
  return 'table' in model ? model.table.values.byteLength : model.courses.byteLength;
}

/** Any courses that the member does not have. */
function randomRanking(histories: Histories, k: number, seed: number): Ranking {
  const random = seededRandom(seed);
  const size = memberCount(histories);
  const courses = new Uint32Array(size * k).fill(0xffffffff);
  for (let member = 0; member < size; member += 1) {
    const taken = new Set(historyOf(histories, member));
    const most = Math.min(k, histories.courses - taken.size);
    for (let place = 0; place < most; place += 1) {
      let course = Math.floor(random() * histories.courses);
      while (taken.has(course)) course = (course + 1) % histories.courses;
      taken.add(course);
      courses[member * k + place] = course;
    }
  }
  return { k, courses };
}
