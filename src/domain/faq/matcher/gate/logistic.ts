import { Matrix, solve } from 'ml-matrix';

export interface Example {
  /** The first is 1. */
  signals: Float64Array;
  right: boolean;
  weight: number;
}

/**
 * A probability from signals and their coefficients.
 * @param shift added to the log-odds
 */
export function chance(coefficients: ArrayLike<number>, signals: Float64Array, shift = 0): number {
  let sum = shift;
  for (let at = 0; at < signals.length; at += 1)
    sum += (coefficients[at] as number) * (signals[at] as number);
  return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))));
}

const STEPS = 25;

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares), drawn to the coefficients of
 * `prior` as if `strength` examples had been seen for each: with few examples the prior speaks, with many they do.
 */
export function fitLogistic(
  examples: readonly Example[],
  prior: ArrayLike<number>,
  strength: number,
): Float64Array {
  const size = prior.length;
  let now = Float64Array.from({ length: size }, (_, at) => prior[at] as number);
  if (examples.length === 0) return now;
  for (let step = 0; step < STEPS; step += 1) {
    const slope = new Float64Array(size);
    const curvature = Matrix.zeros(size, size);
    for (const { signals, right, weight } of examples) {
      const p = chance(now, signals);
      const pull = weight * ((right ? 1 : 0) - p);
      const bend = weight * Math.max(p * (1 - p), 1e-6);
      for (let a = 0; a < size; a += 1) {
        const value = signals[a] as number;
        slope[a] = (slope[a] as number) + pull * value;
        for (let b = 0; b <= a; b += 1) {
          curvature.set(a, b, curvature.get(a, b) + bend * value * (signals[b] as number));
        }
      }
    }
    for (let a = 0; a < size; a += 1) {
      slope[a] = (slope[a] as number) - strength * ((now[a] as number) - (prior[a] as number));
      for (let b = a + 1; b < size; b += 1) curvature.set(a, b, curvature.get(b, a));
      curvature.set(a, a, curvature.get(a, a) + strength + 1e-9);
    }
    const change = solve(curvature, Matrix.columnVector(Array.from(slope))).to1DArray();
    // Newton's steps may overshoot far from the goal.
    const longest = Math.max(...change.map(Math.abs));
    const scale = longest > 5 ? 5 / longest : 1;
    now = now.map((value, at) => value + scale * (change[at] as number));
    if (longest < 1e-6) break;
  }
  return now;
}
