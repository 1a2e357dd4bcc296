import { seasonalFactors } from './naive.js';
import type { Model } from './task.js';

/** Weights of the past that simple exponential smoothing tries. */
const PACES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98];

/**
 * The Theta method: half a straight line through the deseasonalised past, half the same with its curvature doubled,
 * exponentially smoothed. Source: Assimakopoulos & Nikolopoulos 2000; with a season by M4's benchmark.
 */
export const theta: Model = (task) => {
  return task.origins.map((origin) => {
    const history = task.values.subarray(0, origin);
    const factors = seasonalFactors(history, task.period);
    const plain = history.map((value, at) => value / (factors[at % factors.length] as number));
    const { slope, start } = line(plain);
    const curved = plain.map((value, at) => 2 * value - (start + slope * at));
    const level = smoothed(curved);
    const out = new Float64Array(task.horizon);
    for (let step = 0; step < task.horizon; step += 1) {
      const at = origin + step;
      out[step] = ((start + slope * at + level) / 2) * (factors[at % factors.length] as number);
    }
    return out;
  });
};

/** Simple exponential smoothing (Brown 1959) with the season of M4's benchmark. */
export const simpleSmoothing: Model = (task) => {
  return task.origins.map((origin) => {
    const history = task.values.subarray(0, origin);
    const factors = seasonalFactors(history, task.period);
    const level = smoothed(history.map((value, at) => value / (factors[at % factors.length] as number)));
    return Float64Array.from(
      { length: task.horizon },
      (_, step) => level * (factors[(origin + step) % factors.length] as number),
    );
  });
};

/** The straight line of least squares through the values, from step 0. */
function line(values: Float64Array): { slope: number; start: number } {
  const size = values.length;
  let [sum, product] = [0, 0];
  for (let at = 0; at < size; at += 1) {
    sum += values[at] as number;
    product += at * (values[at] as number);
  }
  const middle = (size - 1) / 2;
  const spread = (size * (size * size - 1)) / 12;
  const slope = spread > 0 ? (product - middle * sum) / spread : 0;
  return { slope, start: size > 0 ? sum / size - slope * middle : 0 };
}

/** The last level of exponential smoothing, at the pace with the smallest one-step errors. */
function smoothed(values: Float64Array): number {
  let best = { cost: Infinity, level: values[0] ?? 0 };
  for (const pace of PACES) {
    let [level, cost] = [values[0] ?? 0, 0];
    for (const value of values) {
      const error = value - level;
      cost += error * error;
      level += pace * error;
    }
    if (cost < best.cost) best = { cost, level };
  }
  return best.level;
}
