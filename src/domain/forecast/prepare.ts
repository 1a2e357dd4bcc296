import { fill, type Task } from './models/task.js';
import type { ForecastOptions, Series } from './model.js';
import { rollingOrigins } from './origins.js';

/** Steps of history that still say something; older ones are not looked at. */
const REMEMBERED = { seasons: 52, steps: 4_000 };

/** Above this, squares lose the small values beside the large ones: the series is brought down first. */
const LARGE = 1e9;

export interface Prepared {
  readonly task: Task;
  /** The values, missing ones NaN, holidays and what lies too far back left out. */
  readonly seen: Float64Array;
  /** Whether they are treated as counts. */
  readonly counts: boolean;
  /** By what forecasts are to be multiplied. */
  readonly unit: number;
  /** Steps of the history that were cut off at the beginning. */
  readonly cut: number;
}

/**
 * What the models are asked.
 * @throws RangeError where horizon or periods are not whole numbers, or make no season
 */
export function prepare(series: Series, options: ForecastOptions): Prepared {
  const { horizon, period } = options;
  checkWhole('horizon', horizon, 1);
  checkWhole('period', period, 1);
  const wanted = options.period2 ?? (period === 24 ? 168 : 0);
  checkWhole('period2', wanted, 0);
  if (wanted % period !== 0) throw new RangeError(`period2 ${wanted} is no multiple of period ${period}`);
  const { all, most, negative } = taken(series);
  const counts = options.counts === true && most < LARGE && !negative;
  const unit = most >= LARGE ? most / 1_000 : 1;
  const begun = Math.max(
    0,
    all.findIndex((value) => !Number.isNaN(value)),
  );
  const longest = wanted || period;
  const kept = Math.max(REMEMBERED.steps, Math.min(REMEMBERED.seasons, 52) * longest);
  const cut = Math.max(begun, all.length - kept);
  const seen = all.slice(cut);
  if (unit !== 1) for (let at = 0; at < seen.length; at += 1) seen[at] = (seen[at] as number) / unit;
  for (const step of options.holidays ?? []) if (step >= cut && step < all.length) seen[step - cut] = NaN;
  const long = wanted > period && seen.length >= (counts ? 1 : 2) * wanted ? wanted : 0;
  const season = long || period;
  const { values, known } = fill(seen, seen.length > season ? season : 1);
  const origins = rollingOrigins(seen.length, {
    horizon,
    ...(counts ? countedPlan(seen.length, horizon, period) : densePlan(period)),
    least: 2 * season,
  });
  return {
    task: { values, known, period, long, horizon, origins: [...origins, seen.length] },
    seen,
    counts,
    unit,
    cut,
  };
}

/** The values, NaN where there is none; the largest without its sign, and whether any is below zero. */
function taken(series: Series): { all: Float64Array; most: number; negative: boolean } {
  const all = new Float64Array(series.length).fill(NaN);
  let [most, negative] = [0, false];
  for (let at = 0; at < series.length; at += 1) {
    const value = series[at];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    all[at] = value;
    most = Math.max(most, Math.abs(value));
    negative ||= value < 0;
  }
  return { all, most, negative };
}

/** A day apart; in short seasons a quarter of one, as such histories are short. */
function densePlan(period: number): { stride: number; wanted: number } {
  return { stride: period >= 24 ? period : Math.max(1, Math.ceil(period / 4)), wanted: 16 };
}

/** Eight points spread over the second half of the history, on different days of the week. */
function countedPlan(size: number, horizon: number, period: number): { stride: number; wanted: number } {
  const room = Math.floor((size / 2 - horizon) / 7);
  const stride = Math.max(1, Math.min(3 * period, room - (room > period ? room % period : 0)));
  return { stride, wanted: 8 };
}

function checkWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} ${value} is no whole number from ${least}`);
  }
}
