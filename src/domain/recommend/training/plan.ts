import type { RecommendReport } from '../served.js';
import type { Candidate } from './trainer.js';

/** Of a training that is under way: what all of its steps go by. */
export interface TrainingPlan {
  /** Members are cut into so many shards. */
  of: number;
  /** Only what was begun until then is learned. ISO. */
  cutoff: string;
  dataHash: string;
  courseIds: string[];
  seed: number;
  members: number;
  interactions: number;
  /** The challenger, perhaps what is served now, and popularity. */
  candidates: Candidate[];
  cold: RecommendReport['cold'];
}

/** One training: named after its data, so that a step that runs twice does the same. */
export interface Run {
  run: string;
  of: number;
}

/** So many members are counted in one go. */
const SHARD = 20_000;
const MOST_SHARDS = 8;

export function shardsFor(members: number): number {
  return Math.min(MOST_SHARDS, Math.max(1, Math.ceil(members / SHARD)));
}

export const savePlan = (plan: TrainingPlan): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(plan)));

export const loadPlan = (bytes: Uint8Array): TrainingPlan =>
  JSON.parse(Buffer.from(bytes).toString()) as TrainingPlan;
