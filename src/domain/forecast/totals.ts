import { quantiles } from './negative-binomial.js';
import { scatterOf, type Spread } from './spread.js';

/**
 * Where four of five totals of such a forecast lie. Steps near each other run high or low together, and the level
 * itself may be off as it was in the past: whichever of the two is larger.
 * @param pastError how far totals were off in the past, as a share; absent: not known
 */
export function totalRange(
  mean: ArrayLike<number>,
  spread: Spread,
  pastError = 0,
): { low: number; high: number } {
  let total = 0;
  for (let at = 0; at < mean.length; at += 1) total += mean[at] as number;
  if (!(total > 0)) return { low: 0, high: 0 };
  const dispersion = Math.max(scatterOf(spread, mean) / (total * total), pastError ** 2 - 1 / total);
  const [low = 0, high = 0] = quantiles({ mean: total, dispersion }, [0.1, 0.9]);
  return { low, high };
}
