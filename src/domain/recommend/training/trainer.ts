import type { Histories } from '../histories.js';
import type { Recipe } from '../choose/recipe.js';
import type { TextVector } from '../content/tfidf.js';
import type { PriorWeights } from '../prior.js';
import type { RecommendReport } from '../served.js';

/** A model to be trained: what it is made like, and how much popularity counts beside it. */
export interface Candidate {
  recipe: Recipe;
  prior: PriorWeights;
}

/** What members of one shard would have been told, held against the course that each of them took last. */
export interface Judged {
  /** By judged member a number that stands for them: shards are put together in its order. */
  keys: Float64Array;
  /** By candidate, and by judged member. */
  ndcg: Float64Array[];
  hit: Float64Array[];
  /** By candidate, which courses stood in anybody's list. */
  shown: Uint8Array[];
}

/** By candidate, as `saveCounts` gave it; null: it is not made of counts. */
export interface ShardCounts {
  kept: (Uint8Array | null)[];
  all: (Uint8Array | null)[];
}

/** What is too much work for the thread in which people are answered. */
export interface TrainingTasks {
  /** Which model to try, by training data alone; and how it does where little is known. */
  choose: {
    input: { histories: Histories; vectors: TextVector[]; seed: number };
    output: Candidate & { cold: RecommendReport['cold'] };
  };
  /** Counts for each candidate that is made of counts: without each member's last course, and with it. */
  count: {
    input: { histories: Histories; candidates: Candidate[] };
    output: ShardCounts;
  };
  /** Puts the counts of all shards together. `histories`: for candidates that are not made of counts. */
  solve: {
    input: {
      candidates: Candidate[];
      shards: ShardCounts[];
      /** By counted member the number that stands for them. */
      keys: Float64Array;
      histories: Histories | null;
    };
    /** Models to be judged; and by candidate what is served if it wins (see served-file.ts). */
    output: { models: Uint8Array[]; served: Uint8Array[] };
  };
  score: {
    input: { histories: Histories; keys: Float64Array; models: Uint8Array[] };
    output: Judged;
  };
  /** The model that is to be served, from what is kept of it. */
  load: { input: { bytes: Uint8Array }; output: { model: Uint8Array } };
}

/** Does the room's work somewhere else. */
export interface RecommendTrainer {
  compute<Kind extends keyof TrainingTasks>(
    kind: Kind,
    input: TrainingTasks[Kind]['input'],
  ): Promise<TrainingTasks[Kind]['output']>;
}
