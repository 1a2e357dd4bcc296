/**
 * How much popularity counts beside what a member took: all for a newcomer, less with every course, so that a short
 * history never does worse than no history. `weights[h]` is for h courses, the last one for all longer histories.
 */
export interface Prior {
  /** By course: about how likely anybody takes it, 0 to 1. */
  readonly popularity: Float32Array;
  readonly weights: Float32Array;
}

/** Popularity for newcomers, and to break ties: too little to change an order that anything else gives. */
const LEAST = 1e-6;

export interface PriorWeights {
  /** Weight at one course, and at 3, 10 and 30: each at most the one before. */
  readonly at: readonly [number, number, number, number];
}

const LENGTHS = [1, 3, 10, 30];

export const noPrior: PriorWeights = { at: [0, 0, 0, 0] };

/** @param taken by course, how many of `members` took it */
export function createPrior(taken: ArrayLike<number>, members: number, { at }: PriorWeights): Prior {
  const weights = new Float32Array(31);
  weights[0] = 1;
  for (let length = 1; length <= 30; length += 1) {
    const upper = LENGTHS.findIndex((one) => one >= length);
    const to = LENGTHS[upper] as number;
    const from = LENGTHS[Math.max(0, upper - 1)] as number;
    const share = to === from ? 1 : Math.log(length / from) / Math.log(to / from);
    const [low, high] = [at[Math.max(0, upper - 1)] as number, at[upper] as number];
    weights[length] = Math.max(LEAST, low + (high - low) * share);
  }
  return { popularity: Float32Array.from(taken, (count) => count / Math.max(1, members)), weights };
}

/**
 * How popular courses are with some people, leaning on how popular they are with all: (n + strength · share) /
 * (members + strength). A cohort of nobody gets what all have.
 * @param strength how many of the cohort's members weigh as much as everybody, from 1
 */
export function cohortPopularity(
  cohort: { taken: ArrayLike<number>; members: number },
  all: { taken: ArrayLike<number>; members: number },
  strength = 50,
): Float32Array {
  return Float32Array.from(all.taken, (count, course) => {
    const share = count / Math.max(1, all.members);
    return ((cohort.taken[course] ?? 0) + strength * share) / (cohort.members + strength);
  });
}

export function priorWeight({ weights }: Prior, length: number): number {
  return weights[Math.min(length, weights.length - 1)] as number;
}
