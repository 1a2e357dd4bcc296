import type { Database } from '#database';
import type { Courses } from '#domain/courses';
import type { Clock } from '#kernel/clock';
import { shortHash } from '#kernel/ids';
import { noPrior } from '../prior.js';
import type { ModelStore } from '../model-store.js';
import type { RecommendReport, RecommendTraining } from '../served.js';
import type { LikenessStore } from '../serving/likeness-store.js';
import { coursesPublished } from '../serving/candidates.js';
import type { HistoriesStore } from './histories-store.js';
import { loadJudged, saveJudged } from './judged-file.js';
import { together, verdictOf } from './judging.js';
import { bundled, unbundled } from './packing.js';
import { loadPlan, savePlan, shardsFor, type TrainingPlan } from './plan.js';
import { loadServed } from './served-file.js';
import type { ShardStore } from './shard-store.js';
import type { Candidate, RecommendTrainer, ShardCounts } from './trainer.js';

export interface StepsDeps {
  database: Database;
  courses: Courses;
  trainer: RecommendTrainer;
  modelStore: ModelStore;
  shardStore: ShardStore;
  historiesStore: HistoriesStore;
  likenessStore: LikenessStore;
  clock: Clock;
}

/** The same for every community and training: what is told must not depend on when it was made. */
const SEED = 7;

/** More members than these are not looked through to choose by. */
const CHOSEN_BY = 50_000;

const popularity: Candidate = { recipe: { kind: 'popularity' }, prior: noPrior };

/**
 * A training in steps that may each run twice, on whatever machine: `begin` decides what is tried, `count` counts a
 * shard, `solve` makes models of the sums, `score` judges them on a shard, `serve` lets the winner in. What the steps
 * hand over lies in RecommendShard; whoever leaves meanwhile takes it all away, and the training begins anew.
 */
export function createSteps(deps: StepsDeps): Omit<RecommendTraining, 'due'> {
  const { database, courses, trainer, modelStore, shardStore, historiesStore, likenessStore, clock } = deps;

  async function planOf(communityId: string, run: string): Promise<TrainingPlan | null> {
    const bytes = await shardStore.get(communityId, `${run}/plan`, 0);
    return bytes && loadPlan(bytes);
  }

  async function pick(communityId: string, courseIds: string[], cutoff: Date, members: number) {
    const part = { shard: 0, of: Math.ceil(members / CHOSEN_BY) };
    const { histories } = await historiesStore.histories(communityId, courseIds, cutoff, part);
    const likeness = await likenessStore.likeness(communityId, await coursesPublished(courses, communityId));
    const input = { histories, vectors: likeness.vectors(courseIds), seed: SEED };
    const { cold, ...challenger } = await trainer.compute('choose', input);
    const served = await modelStore.model(communityId);
    const incumbent = served && served.bytes.length > 0 ? loadServed(served.bytes).candidate : null;
    const candidates: Candidate[] = [];
    for (const one of [challenger, ...(incumbent ? [incumbent] : [])]) {
      const isNew = !candidates.some(({ recipe }) => same(recipe, one.recipe));
      if (one.recipe.kind !== 'popularity' && isNew) candidates.push(one);
    }
    return { cold, candidates: [...candidates, popularity] };
  }

  return {
    async begin(communityId, wish = {}) {
      const cutoff = clock.now();
      const dataHash = await historiesStore.dataHash(communityId, cutoff);
      const sizes = await historiesStore.sizes(communityId, cutoff);
      if (sizes.members === 0) return null;
      if (!wish.again && (await modelStore.head(communityId))?.dataHash === dataHash) return null;
      const of = wish.shards ?? shardsFor(sizes.members);
      const run = shortHash(`${dataHash} ${of}`);
      // Begun already, by a run that was cut off: what it decided holds.
      if (await planOf(communityId, run)) return { run, of };
      await shardStore.drop(communityId);
      const courseIds = await historiesStore.courseIds(communityId);
      const { cold, candidates } = await pick(communityId, courseIds, cutoff, sizes.members);
      const plan = {
        of,
        cutoff: cutoff.toISOString(),
        dataHash,
        courseIds,
        seed: SEED,
        ...sizes,
        candidates,
        cold,
      };
      await shardStore.put(communityId, `${run}/plan`, { shard: 0, of: 1 }, savePlan(plan));
      return { run, of };
    },

    async count(communityId, run, shard) {
      const plan = await planOf(communityId, run);
      if (!plan) return;
      const part = { shard, of: plan.of };
      const read = await historiesStore.histories(communityId, plan.courseIds, new Date(plan.cutoff), part);
      const input = { histories: read.histories, candidates: plan.candidates };
      const { kept, all } = await trainer.compute('count', input);
      const keys = new Uint8Array(read.keys.buffer);
      await shardStore.put(communityId, `${run}/count`, part, bundled([keys, ...kept, ...all]));
    },

    async solve(communityId, run) {
      const plan = await planOf(communityId, run);
      if (!plan) return null;
      const { candidates, of } = plan;
      const shards = (await shardStore.all(communityId, `${run}/count`)).map(unbundled);
      if (shards.length < of) return null;
      const keys = shards.flatMap(([own]) => [...new Float64Array((own ?? new Uint8Array()).slice().buffer)]);
      const isCounted = candidates.every(({ recipe }) => recipe.kind !== 'als');
      const read = isCounted
        ? null
        : await historiesStore.histories(communityId, plan.courseIds, new Date(plan.cutoff), {
            shard: 0,
            of: 1,
          });
      const { models, served } = await trainer.compute('solve', {
        candidates,
        shards: shards.map(([, ...pieces]): ShardCounts => {
          return { kept: pieces.slice(0, candidates.length), all: pieces.slice(candidates.length) };
        }),
        keys: Float64Array.from(keys),
        histories: read?.histories ?? null,
      });
      await shardStore.put(communityId, `${run}/models`, { shard: 0, of: 1 }, bundled(models));
      await shardStore.put(communityId, `${run}/served`, { shard: 0, of: 1 }, bundled(served));
      return { run, of };
    },

    async score(communityId, run, shard) {
      const plan = await planOf(communityId, run);
      const models = await shardStore.get(communityId, `${run}/models`, 0);
      if (!plan || !models) return;
      const part = { shard, of: plan.of };
      const read = await historiesStore.histories(communityId, plan.courseIds, new Date(plan.cutoff), part);
      const pieces = unbundled(models).map((piece) => piece ?? new Uint8Array());
      const judged = await trainer.compute('score', { ...read, models: pieces });
      await shardStore.put(communityId, `${run}/score`, part, saveJudged(judged));
    },

    async serve(communityId, run) {
      const plan = await planOf(communityId, run);
      const served = await shardStore.get(communityId, `${run}/served`, 0);
      const scores = await shardStore.all(communityId, `${run}/score`);
      if (!plan || !served || scores.length < plan.of) return false;
      const { candidates } = plan;
      const names = namesOf(candidates);
      const judged = together(scores.map((bytes) => loadJudged(bytes, names.length + 1)));
      const { winner, gain, table } = verdictOf(judged, names, plan.seed);
      const { cutoff, dataHash, seed, members, interactions, courseIds, cold } = plan;
      const now = clock.now();
      const report: RecommendReport = {
        ...{
          madeAt: now.toISOString(),
          cutoff,
          dataHash,
          seed,
          members,
          courses: courseIds.length,
          interactions,
        },
        ...{
          served: candidates[winner]?.recipe.kind ?? 'popularity',
          judged: judged.keys.length,
          table,
          cold,
        },
        gain: gain && { mean: gain.by, low: gain.low, high: gain.high },
      };
      const bytes = unbundled(served)[winner] ?? new Uint8Array();
      return database.transaction(async (tx) => {
        await modelStore.locked(tx, communityId);
        // Whoever opted out or left since it began would be in it.
        const isSame = (await historiesStore.dataHash(communityId, new Date(plan.cutoff), tx)) === dataHash;
        if (isSame) {
          const about = { kind: report.served, trainedAt: now, dataHash, courseIds, report, bytes };
          await modelStore.put(communityId, about, tx);
        }
        await shardStore.drop(communityId, tx);
        return isSame;
      });
    },
  };
}

/** What the table calls them: what is served now is told from a challenger of the same kind. */
function namesOf(candidates: readonly Candidate[]): string[] {
  const kinds = candidates.map(({ recipe }) => recipe.kind);
  return kinds.map((kind, at) => (kinds.indexOf(kind) < at ? `${kind}:before` : kind));
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
