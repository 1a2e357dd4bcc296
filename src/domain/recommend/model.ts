import type { Histories } from './histories.js';

export type ModelKind = 'ease' | 'next' | 'als' | 'markov' | 'content' | 'popularity';

/** Why a course got its score: what each course that the member took adds, and what its popularity does. */
export interface Explanation {
  /** As `scores` gives it. */
  score: number;
  /** Courses of the member only, most helpful first; with `popularity` they sum to the score. */
  parts: { course: number; adds: number }[];
  popularity: number;
}

/** Best first, `k` a member; `none` where a member has fewer left. */
export interface Ranking {
  readonly k: number;
  readonly courses: Uint32Array;
}

/** In a ranking: nothing more. */
export const NONE = 0xffffffff;

export interface Recommender {
  readonly kind: ModelKind;
  readonly courses: number;
  /**
   * What the member would take next, by course: higher is likelier, comparable within one member only.
   * @param history courses that were taken, each once, oldest first
   * @param out as many numbers as there are courses; overwritten, taken courses included
   */
  scores(history: ArrayLike<number>, out: Float64Array): void;
  explain(history: ArrayLike<number>, course: number): Explanation;
  /** For everybody at once, without the courses that they took; ties go to the lower number. */
  rank(histories: Histories, k: number): Ranking;
}

export function rankingOf({ k, courses }: Ranking, member: number): number[] {
  return Array.from(courses.subarray(member * k, (member + 1) * k)).filter((course) => course !== NONE);
}
