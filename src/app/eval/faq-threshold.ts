import type { RiskPoint } from '#domain/faq';
import type { FaqOutcome } from './faq-figures.js';

/** A wrong answer costs a third of what a right one brings. */
export const WRONG_COSTS = 1 / 3;

/**
 * The threshold at which right answers, less a third of the wrong ones, are the most (Chow 1970, "On optimum recognition
 * error and reject tradeoff"). In a validation file questions about nothing known are few: together they weigh as much as
 * a quarter of the others.
 */
export function thresholdOf(outcomes: readonly FaqOutcome[]): number {
  const known = outcomes.filter(({ intent }) => intent !== null).length;
  const unknown = outcomes.length - known;
  const weight = unknown > 0 ? Math.max(1, known / 4 / unknown) : 1;
  const sorted = outcomes.filter(({ best }) => best !== null).sort((a, b) => b.probability - a.probability);
  let gain = 0;
  let most = 0;
  let threshold = 1;
  sorted.forEach(({ intent, best, probability }, at) => {
    if (intent === null) gain -= WRONG_COSTS * weight;
    else gain += intent === best ? 1 : -WRONG_COSTS;
    const next = sorted[at + 1]?.probability ?? 0;
    // Never between two that are equal; half-way to the next.
    if (gain >= most && next < probability) [most, threshold] = [gain, (probability + next) / 2];
  });
  return threshold;
}

/** The same from what the matcher measured on itself while it was trained. */
export function thresholdFromCurve(curve: readonly RiskPoint[]): number {
  let most = -Infinity;
  let best = 0.5;
  for (const { threshold, wrong, coverage } of curve) {
    const gain = coverage * (1 - wrong - WRONG_COSTS * wrong);
    if (gain > most) [most, best] = [gain, threshold];
  }
  return best;
}
