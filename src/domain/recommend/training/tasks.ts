import { chooseModel } from '../choose/choose.js';
import { countsShape, train, trainFromCounts } from '../choose/recipe.js';
import { loadCounts, saveCounts } from '../counts-file.js';
import { createCounts, type Counts } from '../counts.js';
import { historyOf, holdOutLast, memberCount, type Histories } from '../histories.js';
import { measureMembers } from '../measure/metrics.js';
import { coldMembers, hiddenCourses } from '../measure/slices.js';
import { rankingOf, type Ranking } from '../model.js';
import { seededRandom } from '../random.js';
import { loadModel, saveModel } from './model-file.js';
import { loadServed, saveServed, solved } from './served-file.js';
import type { TrainingTasks } from './trainer.js';

/** How many recommendations count when models are judged. */
const JUDGED = 10;

type Task<Kind extends keyof TrainingTasks> = (
  input: TrainingTasks[Kind]['input'],
) => TrainingTasks[Kind]['output'];

const choose: Task<'choose'> = ({ histories, vectors, seed }) => {
  // What models are judged by in the end must not be what they are chosen by.
  const { kept } = holdOutLast(histories, seed);
  const { recipe, prior } = chooseModel(kept, 'auto', { k: JUDGED, seed });
  const wish = { recipe, prior, k: JUDGED, seed };
  const members = coldMembers(histories, [], wish).map(({ length, recall }) => ({
    taken: length,
    recall: recall.model,
    popularity: recall.popularity,
  }));
  const hidden = recipe.kind === 'popularity' ? null : hiddenCourses(histories, [], vectors, wish);
  const courses = hidden && hidden.recall.content > 0 ? hidden.recall.model / hidden.recall.content : null;
  return { recipe, prior, cold: { members, courses } };
};

const count: Task<'count'> = ({ histories, candidates }) => {
  const { kept } = holdOutLast(histories);
  const counted = (of: Histories) =>
    candidates.map(({ recipe }) => {
      const shape = countsShape(recipe, of.courses);
      if (!shape) return null;
      const counts = createCounts(shape);
      counts.addAll(of);
      return saveCounts(counts);
    });
  return { kept: counted(kept), all: counted(histories) };
};

const solve: Task<'solve'> = ({ candidates, shards, keys, histories }) => {
  const models: Uint8Array[] = [];
  const served: Uint8Array[] = [];
  candidates.forEach((candidate, at) => {
    const [kept, all] = (['kept', 'all'] as const).map((which) =>
      merged(shards.map((shard) => shard[which][at] ?? null)),
    );
    if (kept && all) {
      models.push(saveModel(trainFromCounts(kept, candidate.recipe, candidate.prior)));
      served.push(saveServed({ candidate, counts: saveCounts(all), model: null, keys }));
      return;
    }
    if (!histories) throw new RangeError(`${candidate.recipe.kind} needs the histories themselves`);
    const fit = (of: Histories) => saveModel(train(of, candidate.recipe, candidate.prior));
    models.push(fit(holdOutLast(histories).kept));
    served.push(saveServed({ candidate, counts: null, model: fit(histories), keys }));
  });
  return { models, served };
};

function merged(all: readonly (Uint8Array | null)[]): Counts | null {
  let sum: Counts | null = null;
  for (const bytes of all) {
    if (!bytes) return null;
    const counts = loadCounts(bytes);
    if (sum) sum.merge(counts);
    else sum = counts;
  }
  return sum;
}

const score: Task<'score'> = ({ histories, keys, models }) => {
  const { kept, truth } = holdOutLast(histories);
  const judged = Array.from(truth.keys()).filter((member) => (truth[member] as number) >= 0);
  const wanted = Array.from(truth, (course) => (course >= 0 ? [course] : []));
  const rankings = [
    ...models.map((bytes) => loadModel(bytes).rank(kept, JUDGED)),
    randomRanking(kept, keys, JUDGED),
  ];
  const measures = rankings.map((ranking) => measureMembers(ranking, wanted));
  return {
    keys: Float64Array.from(judged, (member) => keys[member] as number),
    ndcg: measures.map(({ ndcg }) => ndcg),
    hit: measures.map(({ hit }) => hit),
    shown: rankings.map((ranking) => {
      const shown = new Uint8Array(histories.courses);
      // Only of those who are judged: the others' lists are not measured either.
      for (const member of judged) for (const course of rankingOf(ranking, member)) shown[course] = 1;
      return shown;
    }),
  };
};

/** Any courses that the member does not have, the same for the same member. */
function randomRanking(histories: Histories, keys: Float64Array, k: number): Ranking {
  const members = memberCount(histories);
  const courses = new Uint32Array(members * k).fill(0xffffffff);
  for (let member = 0; member < members; member += 1) {
    const random = seededRandom((keys[member] as number) % 2 ** 32);
    const taken = new Set(historyOf(histories, member));
    const left = Array.from({ length: histories.courses }, (_, course) => course).filter(
      (course) => !taken.has(course),
    );
    for (let place = 0; place < Math.min(k, left.length); place += 1) {
      const other = place + Math.floor(random() * (left.length - place));
      [left[place], left[other]] = [left[other] as number, left[place] as number];
      courses[member * k + place] = left[place] as number;
    }
  }
  return { k, courses };
}

const load: Task<'load'> = ({ bytes }) => ({ model: solved(loadServed(bytes)) });

const tasks: { [Kind in keyof TrainingTasks]: Task<Kind> } = { choose, count, solve, score, load };

/** Does one piece of work here and now; whoever has a thread for it calls this there. */
export function runTrainingTask<Kind extends keyof TrainingTasks>(
  kind: Kind,
  input: TrainingTasks[Kind]['input'],
): TrainingTasks[Kind]['output'] {
  return tasks[kind](input);
}
