/** What a week's number is set against. */
export type Basis = 'usual' | 'last_week' | 'early';

/** A number of a week beside the same of other weeks. */
export interface Compared {
  value: number;
  /** Of as much time as was counted this week; null: nothing to compare with. */
  usual: number | null;
  /** As a share: 0.12 is 12 % more. null: nothing to compare with, or it was nothing. */
  change: number | null;
  /** Whether it is more than weeks differ anyway. */
  verdict: 'more' | 'less' | 'same' | null;
}

/** From so many weeks on it can be told what is usual. */
export const ENOUGH_WEEKS = 3;
/** Smaller differences are none to speak of. */
const NOTICEABLE = 0.05;
/** The middle distance from the median, as a standard deviation (for normal numbers). */
const MAD_TO_SIGMA = 1.4826;

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 1 ? half : half - 1], sorted[half]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** How much numbers differ by themselves: from each other, and at least as much as counts do by chance. */
export function spreadOf(values: readonly number[], middle: number): number {
  const around = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  return Math.max(MAD_TO_SIGMA * around, Math.sqrt(Math.max(middle, 1)));
}

/**
 * Sets a count against the weeks before.
 * @param before counts of the earlier weeks, each brought to as many hours as were counted this week
 */
export function comparedCount(value: number, before: readonly number[]): Compared {
  const usual = median(before);
  if (usual === null) return { value, usual: null, change: null, verdict: null };
  const distance = value - usual;
  const isSame = Math.abs(distance) <= Math.max(NOTICEABLE * usual, spreadOf(before, usual));
  return {
    value,
    usual,
    change: usual === 0 ? null : distance / usual,
    verdict: isSame ? 'same' : distance > 0 ? 'more' : 'less',
  };
}

/** What earlier weeks' numbers are compared by, of those that were counted. */
export function basisOf(before: readonly (number | null)[]): Basis {
  if (before.filter((value) => value !== null).length >= ENOUGH_WEEKS) return 'usual';
  return before[0] !== null && before[0] !== undefined ? 'last_week' : 'early';
}
