import type { TrainedModel } from '../choose/recipe.js';
import { withPrior } from '../choose/recipe.js';
import { whyOf } from '../explain.js';
import { extend } from '../extend.js';
import type { ModelStore } from '../model-store.js';
import { loadModel } from '../training/model-file.js';
import type { RecommendTrainer } from '../training/trainer.js';
import { cohortOf, shrunkPopularity } from './audience.js';
import type { Likeness } from './likeness-store.js';
import type { RankerInput } from './offering.js';
import type { Ranker } from './ranker.js';

interface Loaded {
  key: string;
  kind: string;
  /** Without courses that came later. */
  trained: TrainedModel;
  courseIds: string[];
  /** With them, as of these texts. */
  extended?: { likeness: Likeness; model: TrainedModel; courseIds: string[]; places: Map<string, number> };
}

/** Ranks by the community's own model; null where popularity is what serves it best. */
export function createModelRanker({
  modelStore,
  trainer,
}: {
  modelStore: ModelStore;
  trainer: RecommendTrainer;
}): (input: RankerInput) => Promise<Ranker | null> {
  const known = new Map<string, Loaded | { key: string; trained: null }>();

  async function loaded(communityId: string): Promise<Loaded | null> {
    const head = await modelStore.head(communityId);
    if (!head || head.kind === 'popularity') return null;
    const key = `${head.trainedAt.getTime()} ${head.dataHash}`;
    const last = known.get(communityId);
    if (last?.key === key) return last.trained ? last : null;
    const row = await modelStore.model(communityId);
    if (!row || row.kind === 'popularity' || row.bytes.length === 0) return null;
    const { model } = await trainer.compute('load', { bytes: row.bytes });
    const { kind, courseIds } = row;
    const now = {
      key: `${row.trainedAt.getTime()} ${row.dataHash}`,
      kind,
      courseIds,
      trained: loadModel(model),
    };
    known.set(communityId, now);
    return now;
  }

  /** With courses that were published since, judged by those that they are like. */
  function withNew(of: Loaded, { courseIds: published, likeness }: RankerInput) {
    if (of.extended?.likeness === likeness) return of.extended;
    const courseIds = [...of.courseIds, ...published.filter((id) => !of.courseIds.includes(id))];
    const { popularity } = of.trained.model.prior;
    const model = extend(of.trained, likeness.vectors(courseIds), (course) => (popularity[course] ?? 0) > 0);
    const places = new Map(courseIds.map((id, place) => [id, place]));
    of.extended = { likeness, model, courseIds, places };
    return of.extended;
  }

  return async (input) => {
    const of = await loaded(input.communityId);
    if (!of) return null;
    const { model, courseIds, places } = withNew(of, input);
    const { audience, planIds } = input;
    const popular = shrunkPopularity(audience, cohortOf(audience, planIds));
    const { popularity, weights } = model.model.prior;
    // A course that nobody took has what those have that it is like.
    const own = Float32Array.from(courseIds, (id, course) => popular(id) || (popularity[course] ?? 0));
    const recommender = withPrior(model, { popularity: own, weights });
    const history = input.history.flatMap((id) => places.get(id) ?? []);
    const scores = new Float64Array(courseIds.length);
    recommender.scores(history, scores);
    return {
      model: of.kind,
      scores: (ids) => ids.map((id) => scores[places.get(id) ?? -1] ?? -Infinity),
      because(id) {
        const course = places.get(id);
        if (course === undefined) return [];
        const why = whyOf(recommender.explain(history, course));
        return why.kind === 'because' ? why.courses.map((one) => courseIds[one] as string) : [];
      },
    };
  };
}
