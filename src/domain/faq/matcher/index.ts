import { createMatcher } from './matcher.js';
import type { Matcher } from './model.js';
import { restored } from './saved.js';

export { trainMatcher } from './train.js';
export { fitPrior, type PriorCommunity } from './gate/prior-fit.js';

/** A matcher as `save` left it. Throws Error when the bytes are not one of this version: train anew then. */
export function loadMatcher(bytes: Uint8Array): Matcher {
  return createMatcher(restored(bytes));
}

export type { Candidate, Encoder, LabelledText, Match, Matcher, RiskPoint, TrainingInput } from './model.js';
