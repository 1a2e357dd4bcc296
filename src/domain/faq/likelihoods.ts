import type { Match } from './matcher/model.js';

/**
 * How likely each candidate is meant, the best first; together at most 1. The matcher tells it of the best one: the
 * others have their share of it, and of what is left.
 * @param sureness that of the best one
 */
export function likelihoods(
  { candidates }: Match,
  sureness: number,
): { intent: string; probability: number }[] {
  const best = candidates[0]?.share ?? 0;
  const left = Math.max(1e-9, 1 - best);
  return candidates.map(({ intent, share }, index) => {
    if (index === 0) return { intent, probability: sureness };
    const alike = best > 0 ? (sureness * share) / best : 0;
    return { intent, probability: Math.min(alike, ((1 - sureness) * share) / left) };
  });
}
