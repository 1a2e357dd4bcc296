import { countedMixture, type Mixed } from './counted.js';
import { denseMixture } from './dense.js';
import { holidayRatio } from './holidays.js';
import { conformal, type Intervals } from './intervals.js';
import type { Forecast, ForecastOptions, Series } from './model.js';
import { prepare, type Prepared } from './prepare.js';
import { simple, type Simple } from './simple.js';
import { countIntervals, spreadOf, type Spread } from './spread.js';

/** A forecast of counts, and what is needed to say how unusual a count is. */
export interface Expectation {
  readonly forecast: Forecast;
  readonly spread: Spread;
}

/**
 * What comes next, with how sure it is. Models and weights are chosen by forecasting the series' own past; the same
 * input gives the same output. A series without a known value is forecast as zero, and its method says so.
 * @param only one simple method instead of the choice
 * @throws RangeError where horizon or periods are not whole numbers, or the long period is no multiple of the short
 */
export function forecast(series: Series, options: ForecastOptions, only?: Simple): Forecast {
  return study(series, options, only).forecast;
}

/**
 * As `forecast` of counts, with the spread that `isUnusual` judges by. Both are plain data and can be kept until
 * the hours have come. Negative values are taken as zero.
 */
export function expectation(series: Series, options: ForecastOptions, only?: Simple): Expectation {
  const counts = Array.from(series, (value) => (value !== null && value < 0 ? 0 : value));
  const { forecast, prepared, paths } = study(counts, { ...options, counts: true }, only);
  return { forecast, spread: spreadOf(prepared.task, paths) };
}

function study(series: Series, options: ForecastOptions, only?: Simple) {
  const prepared = prepare(series, options);
  const { horizon } = options;
  const [least, most] = rangeOf(prepared.seen);
  if (!(least < most)) {
    const known = least === most;
    const method = known ? 'always the same' : 'nothing known';
    return { forecast: flat(known ? least * prepared.unit : 0, horizon, method), prepared, paths: [] };
  }
  const { paths, method } = mixed(prepared, only);
  const ratio = holidayRatio(series, prepared, options);
  const path = paths.at(-1) ?? new Float64Array(horizon);
  // What was never negative will not be, whatever a trend says.
  const floor = least < 0 ? -Infinity : 0;
  const mean = path.map((value, step) =>
    Number.isFinite(value) ? Math.max(floor, value * (ratio?.(step) ?? 1)) : 0,
  );
  const all = [...paths.slice(0, -1), mean];
  const around = options.intervals === false ? undefined : intervalsOf(prepared, all, mean);
  const forecast = ordered(mean, around, prepared.unit, ratio ? `${method}; holidays` : method);
  return { forecast, prepared, paths: all };
}

/** The smallest and the largest known value; the wrong way round where none is known. */
function rangeOf(values: Float64Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function mixed({ task, counts }: Prepared, only: Simple | undefined): Mixed {
  if (only) return { paths: simple(only)(task), method: only };
  return counts ? countedMixture(task) : denseMixture(task);
}

function intervalsOf(prepared: Prepared, paths: Float64Array[], mean: Float64Array): Intervals {
  if (!prepared.counts) return conformal(prepared.task, paths);
  return countIntervals(mean, spreadOf(prepared.task, paths));
}

/** Nothing beyond this can be written down. */
const LARGEST = Number.MAX_VALUE;

/** Brings everything back to the unit of the series, and edges into their order where rounding crossed them. */
function ordered(mean: Float64Array, around: Intervals | undefined, unit: number, method: string): Forecast {
  const back = (value: number) => Math.min(LARGEST, Math.max(-LARGEST, value * unit));
  const below = (edge: Float64Array | undefined, inner: Float64Array) =>
    inner.map((value, step) => Math.min(value, edge ? back(edge[step] as number) : value));
  const above = (edge: Float64Array | undefined, inner: Float64Array) =>
    inner.map((value, step) => Math.max(value, edge ? back(edge[step] as number) : value));
  const middle = mean.map(back);
  const [lo80, hi80] = [below(around?.lo80, middle), above(around?.hi80, middle)];
  return {
    mean: middle,
    lo80,
    hi80,
    lo95: below(around?.lo95, lo80),
    hi95: above(around?.hi95, hi80),
    method,
  };
}

function flat(value: number, horizon: number, method: string): Forecast {
  const line = () => new Float64Array(horizon).fill(value);
  return { mean: line(), lo80: line(), hi80: line(), lo95: line(), hi95: line(), method };
}
