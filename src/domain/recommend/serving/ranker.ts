import type { Audience } from './audience.js';
import { cohortOf, shrunkPopularity } from './audience.js';

/** Orders courses for one member. */
export interface Ranker {
  /** What is written down as having put a course where it stands. */
  readonly model: string;
  /** @param courseIds any of the published @returns a number for each, higher is likelier */
  scores(courseIds: readonly string[]): number[];
  /** Courses of the member that carry the score of this one; empty: none does. */
  because(courseId: string): string[];
}

export interface Neighbours {
  /** The published courses most like this one, with shares that sum to 1; empty: none is. */
  near(courseId: string): readonly { courseId: string; share: number }[];
}

/**
 * By how many of the member's plan take it, leaning on everybody. A course that nobody took yet stands where those
 * stand that it is like, a little behind: so it is found at all.
 */
export function popularRanker(audience: Audience, planIds: readonly string[], texts: Neighbours): Ranker {
  const popularity = shrunkPopularity(audience, cohortOf(audience, planIds));
  return {
    model: 'popularity',
    scores: (courseIds) =>
      courseIds.map((courseId) => {
        const own = popularity(courseId);
        if (own > 0) return own;
        const near = texts.near(courseId);
        return near.reduce((sum, one) => sum + one.share * popularity(one.courseId), 0) * UNTRIED;
      }),
    because: () => [],
  };
}

/** What is only guessed from texts counts for a little less than what was seen. */
const UNTRIED = 0.9;
