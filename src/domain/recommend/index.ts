/**
 * Recommend: what a member would take next, and why.
 * Lives here: the sums (histories in, rankings and reasons out), training them in steps (training/), what may be
 * shown to whom and what is true of it (serving/), what came of it (lift.ts), ways to a goal (path.ts).
 * Not here: what is in courses and open to whom (courses, access), how a recommendation is said (contracts), when it
 * is brought (digests).
 * Tables: RecommendModel, RecommendShard, Suggestion.
 * Holds: nothing that a member has is recommended to them; reasons name only what they took, and add up to the
 * score; counts are sums of whole numbers, so that members are added, erased and merged exactly; the same data and
 * seed give the same bits, in any number of shards; models are chosen on training data alone, and served only where
 * they beat popularity on the community's own; of whoever opted out nothing is kept.
 * What is too slow for JavaScript is in assembly/ and comes as kernel/wasm.ts (`node scripts/kernel.mjs`).
 */
export { chooseModel, type Choice } from './choose/choose.js';
export { countsShape, train, trainFromCounts, type Recipe, type TrainedModel } from './choose/recipe.js';
export { contentFrom } from './content/model.js';
export { similarity, textVectors, type TextVector } from './content/tfidf.js';
export { loadCounts, saveCounts } from './counts-file.js';
export { createCounts, type Counts, type CountsShape, type NextShape } from './counts.js';
export { diversify, listLikeness } from './diversity.js';
export { whyOf, type Why } from './explain.js';
export { extend } from './extend.js';
export { explore, type Shown } from './explore.js';
export * from './histories.js';
export { factorise, factoriseTogether, type FactorSettings } from './kernel/factorise.js';
export { invertRidge, type SolveWith } from './kernel/solve.js';
export { bootstrapDifference, type Difference } from './measure/bootstrap.js';
export { coverage, measure, measureMembers, type Measures, type Truth } from './measure/metrics.js';
export { coldMembers, hiddenCourses, type ColdSlice, type HiddenSlice } from './measure/slices.js';
export * from './model.js';
export { easeFrom, nextFrom, popularityFrom } from './models/from-counts.js';
export { cohortPopularity, type PriorWeights } from './prior.js';
export { seededRandom } from './random.js';
export * from './served.js';
export { HELD_OUT_FROM, isHeldOut } from './held-out.js';
export { runTrainingTask } from './training/tasks.js';
export type { RecommendTrainer, TrainingTasks } from './training/trainer.js';
export { createRecommends, type RecommendsDeps } from './service.js';
