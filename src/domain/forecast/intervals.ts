import type { Task } from './models/task.js';

/** Two intervals around one forecast. */
export interface Intervals {
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
}

/** Horizons on either side whose errors count as those of a horizon. */
const NEIGHBOURS = 2;

/** The weights of the models were chosen on the same origins, so that errors there are a little too small. */
const CHOSEN = 1.06;

/**
 * How far values came from forecasts at earlier origins, taken as how far they will come now: errors on the square
 * root scale (larger values have larger errors), in units of the usual error so many steps ahead, pooled over all
 * horizons, and their conformal quantile. Sources: Vovk, Gammerman & Shafer 2005; Lei et al. 2018 (errors in units
 * of their usual size). Without an origin whose future is known, errors of one step, growing with the root of time.
 * @param paths one forecast per origin; the last one is what the intervals are for
 */
export function conformal(task: Task, paths: readonly Float64Array[]): Intervals {
  const plain = task.values.some((value) => value < 0);
  const to = (value: number) => (plain ? value : Math.sqrt(Math.max(0, value)));
  const from = (value: number) => (plain ? value : value > 0 ? value * value : 0);
  const errors = errorsOf(task, paths, to);
  const usual = usualErrors(task, errors, to);
  const all = new Float64Array(errors.length * task.horizon);
  let count = 0;
  for (const row of errors) {
    for (let step = 0; step < row.length; step += 1) {
      const error = row[step] as number;
      if (Number.isNaN(error)) continue;
      all[count] = Math.abs(error) / (usual[step] as number);
      count += 1;
    }
  }
  const shares = all.subarray(0, count).sort();
  const mean = paths.at(-1) ?? new Float64Array(task.horizon);
  // With few errors the largest one seen is too small: a normal's quantile of the mean error stands in.
  const times80 = CHOSEN * (shares.length < 20 ? 1.6 : quantile(shares, 0.8));
  const times95 = CHOSEN * (shares.length < 40 ? 2.6 : quantile(shares, 0.95));
  const edge = (times: number) =>
    mean.map((value, step) => from(to(value) + times * (usual[step] as number)));
  return { lo80: edge(-times80), hi80: edge(times80), lo95: edge(-times95), hi95: edge(times95) };
}

/** Errors on the scale of `to`, one row per origin with a known future, NaN where that is missing. */
function errorsOf(task: Task, paths: readonly Float64Array[], to: (value: number) => number): Float64Array[] {
  const { values, known, origins, horizon } = task;
  return origins
    .map((origin, index) => ({ origin, path: paths[index] }))
    .filter(({ origin }) => origin < values.length)
    .map(({ origin, path }) => {
      const row = new Float64Array(horizon).fill(NaN);
      for (let step = 0; step < horizon && origin + step < values.length; step += 1) {
        if (known[origin + step]) row[step] = to(values[origin + step] as number) - to(path?.[step] ?? 0);
      }
      return row;
    });
}

/** Mean absolute error at each horizon and its neighbours; beyond the last one seen it grows with the root of time. */
function usualErrors(task: Task, errors: Float64Array[], to: (value: number) => number): Float64Array {
  const { horizon } = task;
  const [sums, counts] = [new Float64Array(horizon), new Float64Array(horizon)];
  for (const row of errors) {
    for (let step = 0; step < horizon; step += 1) {
      const error = row[step] as number;
      if (Number.isNaN(error)) continue;
      sums[step] = (sums[step] as number) + Math.abs(error);
      counts[step] = (counts[step] as number) + 1;
    }
  }
  const out = new Float64Array(horizon);
  let last = { step: 0, error: oneStepError(task, to) };
  for (let step = 0; step < horizon; step += 1) {
    let [sum, count] = [0, 0];
    for (
      let near = Math.max(0, step - NEIGHBOURS);
      near <= Math.min(horizon - 1, step + NEIGHBOURS);
      near += 1
    ) {
      sum += sums[near] as number;
      count += counts[near] as number;
    }
    if (count > 0) last = { step, error: sum / count };
    out[step] = last.error * Math.sqrt((step + 1) / (last.step + 1)) + 1e-9;
  }
  return out;
}

/** Mean absolute change from one known value to the next one of the same season. */
function oneStepError(task: Task, to: (value: number) => number): number {
  const { values, known, period } = task;
  const gap = values.length > 2 * period ? period : 1;
  let [sum, count] = [0, 0];
  for (let at = gap; at < values.length; at += 1) {
    if (!known[at] || !known[at - gap]) continue;
    sum += Math.abs(to(values[at] as number) - to(values[at - gap] as number));
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

/** The conformal quantile of sorted values: a new one lies below it with this probability. */
function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length + 1) - 1));
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
}
