import { scaledTo, type ScaleName } from '../scale.js';
import { seasonalNaive } from './naive.js';
import type { Model, Task } from './task.js';

/** How many stretches of the past speak for the future. */
const KEPT = 4;

/** How much more the last steps of a stretch count than its other steps. */
const LATEST = { steps: 6, weight: 4 };

/** How much of the difference in level between a stretch and now is carried over. */
const CARRIED = 0.9;

interface Stretch {
  readonly end: number;
  readonly mean: number;
  readonly weight: number;
}

/**
 * What followed when it last looked like this: the stretches of two seasons, at the same step of the season, whose
 * shape is nearest to the latest two seasons, weighted by nearness. Sources: Lorenz 1969 (analogues); Martínez,
 * Frías, Pérez & Rivera 2019 (nearest neighbours for series).
 */
export function analogues(scaleName: ScaleName): Model {
  return (task) => {
    const { scale, values } = scaledTo(scaleName, task);
    const window = Math.max(2 * task.period, 6);
    return task.origins.map((origin) => {
      const stretches = nearest(values, task, origin, window);
      if (stretches.length < 2) {
        return seasonalNaive(task.values.subarray(0, origin), task.horizon, task.period);
      }
      const now = meanBefore(values, origin, window);
      const out = new Float64Array(task.horizon);
      for (let step = 0; step < task.horizon; step += 1) {
        let [sum, weights, used] = [0, 0, 0];
        for (const { end, mean, weight } of stretches) {
          if (end + step >= origin) continue;
          sum += weight * ((values[end + step] as number) - CARRIED * mean);
          weights += weight;
          used += 1;
          if (used === KEPT) break;
        }
        // Further ahead than any stretch reaches, the season repeats itself.
        out[step] = used > 0 ? scale.from(CARRIED * now + sum / weights) : (out[step - task.period] ?? NaN);
        if (Number.isNaN(out[step])) out[step] = scale.from(now);
      }
      return out;
    });
  };
}

function nearest(values: Float64Array, task: Task, origin: number, window: number): Stretch[] {
  const now = meanBefore(values, origin, window);
  const found: { end: number; mean: number; distance: number }[] = [];
  for (let end = origin - task.period; end >= window; end -= task.period) {
    const mean = meanBefore(values, end, window);
    let distance = 0;
    for (let back = 1; back <= window; back += 1) {
      const gap = (values[origin - back] as number) - now - (values[end - back] as number) + mean;
      distance += gap * gap * (back <= LATEST.steps ? LATEST.weight : 1);
    }
    found.push({ end, mean, distance });
  }
  found.sort((a, b) => a.distance - b.distance || b.end - a.end);
  const unit = found[0]?.distance ?? 0;
  return found.map(({ end, mean, distance }) => {
    const far = (distance + 1e-12) / (unit + 1e-12);
    return { end, mean, weight: 1 / (far * far) };
  });
}

function meanBefore(values: Float64Array, end: number, window: number): number {
  let sum = 0;
  for (let back = 1; back <= window; back += 1) sum += values[end - back] ?? 0;
  return sum / window;
}
