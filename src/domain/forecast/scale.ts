import type { Task } from './models/task.js';

/** Scales on which errors of small and large values are comparable. */
export type ScaleName = 'plain' | 'root' | 'log';

export interface Scale {
  readonly to: (value: number) => number;
  readonly from: (value: number) => number;
}

/**
 * A scale for these values. Square root and logarithm need values that are not negative; zeros are met by adding a
 * small share of the mean before the logarithm. With negative values everything stays as it is.
 */
function scaleFor(name: ScaleName, values: Float64Array): Scale {
  let [least, sum] = [Infinity, 0];
  for (const value of values) {
    least = Math.min(least, value);
    sum += Math.abs(value);
  }
  if (name === 'plain' || !(least >= 0) || sum === 0) return { to: (value) => value, from: (value) => value };
  if (name === 'root') {
    return { to: (value) => Math.sqrt(value), from: (value) => (value > 0 ? value * value : 0) };
  }
  const shift = least > 0 ? 0 : (0.1 * sum) / values.length;
  return {
    to: (value) => Math.log(value + shift),
    from: (value) => Math.max(0, Math.exp(value) - shift),
  };
}

export interface Scaled {
  readonly scale: Scale;
  /** The values of the task on that scale. Shared: to be copied before they are changed. */
  readonly values: Float64Array;
}

/** Half of the models work on logarithms of the same values: they are taken once, and forgotten with the task. */
const scaledTasks = new WeakMap<Task, Map<ScaleName, Scaled>>();

/** All values of a task on a scale that what lies before its first origin has set. */
export function scaledTo(name: ScaleName, task: Task): Scaled {
  const known = scaledTasks.get(task) ?? new Map<ScaleName, Scaled>();
  scaledTasks.set(task, known);
  const already = known.get(name);
  if (already) return already;
  const scale = scaleFor(name, task.values.subarray(0, task.origins[0] ?? 0));
  const made = { scale, values: task.values.map(scale.to) };
  known.set(name, made);
  return made;
}
