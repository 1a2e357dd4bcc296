import type { RiskPoint } from './matcher/model.js';

/** Below this an answer is more likely wrong than right, whatever was measured. */
const LEAST = 0.5;

/** With so many entries, what is measured counts as much as what is usual. */
const USUAL_WEIGHT = 15;

/**
 * The probability from which on an answer is given, so that at most one in `oneIn` is wrong. As measured, where
 * there is a curve; few entries make that uncertain, so that it leans on the safe side: a probability of
 * 1 - 1/oneIn keeps the promise by itself as long as probabilities are honest.
 * @param entries that were measured with
 */
export function thresholdFor(oneIn: number, curve: readonly RiskPoint[], entries: number): number {
  const usual = 1 - 1 / oneIn;
  const measured = lowestKeeping(1 / oneIn, curve);
  if (measured === null) return usual;
  const share = entries / (entries + USUAL_WEIGHT);
  return Math.max(LEAST, share * measured + (1 - share) * usual);
}

/** The lowest threshold above which all answers together kept the promise. */
function lowestKeeping(wrong: number, curve: readonly RiskPoint[]): number | null {
  return curve.find((point) => point.coverage > 0 && point.wrong <= wrong)?.threshold ?? null;
}

/** What was measured at a threshold; null: nothing was. */
export function measuredAt(threshold: number, curve: readonly RiskPoint[]): RiskPoint | null {
  return curve.findLast((point) => point.threshold <= threshold + 1e-9) ?? curve[0] ?? null;
}
