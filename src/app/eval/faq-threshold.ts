import type { FaqLine } from './faq-lines.js';

/**
 * A wrong answer costs a fifth of what a right one brings: then saying something pays from a probability of a sixth
 * on (Chow 1970, "On optimum recognition error and reject tradeoff"). What a community promises is stricter, and is
 * chosen by its moderators.
 */
export const WRONG_COSTS = 1 / 5;

/** Where validation questions all have an answer, nothing speaks for silence. */
export function thresholdFor(valid: readonly FaqLine[] | undefined): number {
  if (valid && valid.every(({ intent }) => intent !== null)) return 0;
  return WRONG_COSTS / (1 + WRONG_COSTS);
}
