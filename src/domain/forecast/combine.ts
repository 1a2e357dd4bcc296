import type { Task } from './models/task.js';

/** A model whose error is more than so many times the best one's says nothing about this series. */
const HOPELESS = 2;

export interface Mixture {
  /** One forecast per origin of the task, of all models together. */
  readonly paths: Float64Array[];
  /** How much of the weight each model has, 0–1, in the order given. */
  readonly weights: number[];
}

/**
 * Joins forecasts of several models: a third the median, two thirds the mean weighted by how near each one came (one over the
 * error to the eighth: far better ones decide) over the origins whose future is known. Models far behind the best are left out. Sources: Bates &
 * Granger 1969 for the weights; Petropoulos & Svetunkov 2020 for the median.
 * @param all one list of paths per model, each with one path per origin
 */
export function combine(task: Task, all: readonly Float64Array[][]): Mixture {
  const errors = all.map((paths) => errorOf(task, paths));
  const best = Math.min(...errors.filter((error) => error >= 0));
  const kept = errors.map((error) => !(error > HOPELESS * best));
  const raw = errors.map((error, at) => (kept[at] ? 1 / (error + 1e-3 * best + 1e-12) ** 8 : 0));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => (total > 0 && Number.isFinite(best) ? weight / total : 1 / all.length));
  const used = weights.map((weight, at) => ({ weight, paths: all[at] })).filter(({ weight }) => weight > 0);
  const values = new Float64Array(used.length);
  const none = new Float64Array(task.horizon);
  const paths = task.origins.map((_, index) => {
    const path = new Float64Array(task.horizon);
    const own = used.map(({ weight, paths }) => ({ weight, ahead: paths?.[index] ?? none }));
    for (let step = 0; step < task.horizon; step += 1) {
      let mean = 0;
      for (let at = 0; at < own.length; at += 1) {
        const { weight, ahead } = own[at] as (typeof own)[number];
        const value = ahead[step] as number;
        values[at] = value;
        mean += weight * value;
      }
      path[step] = (median(values) + 2 * mean) / 3;
    }
    return path;
  });
  return { paths, weights };
}

/** Mean absolute error over the origins with a known future, missing steps left out. NaN without any. */
function errorOf(task: Task, paths: readonly Float64Array[]): number {
  let [sum, count] = [0, 0];
  task.origins.forEach((origin, index) => {
    const path = paths[index];
    for (let step = 0; step < task.horizon && origin + step < task.values.length; step += 1) {
      if (!task.known[origin + step]) continue;
      sum += Math.abs((path?.[step] ?? 0) - (task.values[origin + step] as number));
      count += 1;
    }
  });
  return sum / count;
}

/** The middle of the values; sorts them in place. */
export function median(values: Float64Array): number {
  // Insertion sort: a handful of values, thousands of times.
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at] as number;
    let to = at - 1;
    for (; to >= 0 && (values[to] as number) > value; to -= 1) values[to + 1] = values[to] as number;
    values[to + 1] = value;
  }
  const half = values.length >> 1;
  if (values.length % 2) return values[half] as number;
  return ((values[half - 1] ?? 0) + (values[half] ?? 0)) / 2;
}
