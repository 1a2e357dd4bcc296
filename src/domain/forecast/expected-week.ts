import { expectation } from './forecast.js';
import type { Series } from './model.js';
import { usualShape, type ShapePlan } from './models/profile.js';
import { fill } from './models/task.js';
import type { Spread } from './spread.js';

const WEEK = 168;

/** Weeks that are forecast from, and weeks that tell which hours stand out: chance takes longer to average out. */
const FORECAST_WEEKS = 8;
const SHAPE_WEEKS = 26;

/** Below so many weeks the forecast knows the hours at least as well. */
const ENOUGH_WEEKS = 12;

/** Smoother than a forecast's, as a ranking is upset by every single hour. */
const SHAPE: ShapePlan = { life: 6, trust: 30, near: [0.6, 0.3] };

export interface ExpectedWeek {
  readonly mean: Float64Array;
  readonly spread: Spread;
}

/**
 * The coming 168 hours, to be ranked: the forecast; with a longer history, its mean times the usual week of half a
 * year, shrunk and smoothed.
 * @param active counts per hour, the oldest first, null where unknown
 */
export function expectedWeek(active: Series): ExpectedWeek {
  const all = Float64Array.from({ length: active.length }, (_, at) => active[at] ?? NaN);
  const begun = all.findIndex((value) => Number.isFinite(value));
  const { forecast, spread } = expectation(all.subarray(Math.max(0, all.length - FORECAST_WEEKS * WEEK)), {
    horizon: WEEK,
    period: 24,
    counts: true,
  });
  if (begun < 0 || all.length - begun < ENOUGH_WEEKS * WEEK) return { mean: forecast.mean, spread };
  const seen = all.slice(Math.max(begun, all.length - SHAPE_WEEKS * WEEK));
  const { values, known } = fill(seen, WEEK);
  const task = { values, known, period: 24, long: WEEK, horizon: WEEK, origins: [seen.length] };
  const shape = usualShape(task, seen.length, SHAPE);
  const ahead = forecast.mean.map((_, step) => shape[(seen.length + step) % WEEK] as number);
  const sum = (numbers: Float64Array) => numbers.reduce((so, value) => so + value, 0);
  const scale = sum(forecast.mean) / Math.max(1e-9, sum(ahead));
  return { mean: ahead.map((value) => value * scale), spread };
}
