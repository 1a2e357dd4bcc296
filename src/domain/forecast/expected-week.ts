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

/**
 * Smoother than a forecast's, as a ranking is upset by every single hour. Chosen by how many members the named hours
 * caught in the first half of the weeks of six public chat logs, all together; the second half was only looked at.
 */
const SHAPE: ShapePlan = { life: 8, trust: 30, near: [0.5, 0.2] };

export interface ExpectedWeek {
  readonly mean: Float64Array;
  readonly spread: Spread;
}

/**
 * The coming 168 hours, to be ranked: the forecast; with a longer history, its mean times the usual week of half a
 * year, shrunk and smoothed. Its days end where it is quietest: what comes after midnight belongs to the evening
 * before, and midnight is that of one zone only.
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
  const half = all.subarray(Math.max(begun, all.length - SHAPE_WEEKS * WEEK));
  const seen = half.slice(quietestHour(half));
  const { values, known } = fill(seen, WEEK);
  const task = { values, known, period: 24, long: WEEK, horizon: WEEK, origins: [seen.length] };
  const shape = usualShape(task, seen.length, SHAPE);
  const ahead = forecast.mean.map((_, step) => shape[(seen.length + step) % WEEK] as number);
  const sum = (numbers: Float64Array) => numbers.reduce((so, value) => so + value, 0);
  const scale = sum(forecast.mean) / Math.max(1e-9, sum(ahead));
  return { mean: ahead.map((value) => value * scale), spread };
}

/** The hour, counted from the first (0–23), around which least came: with its two neighbours, on average. */
function quietestHour(counts: Float64Array): number {
  const means = Array.from({ length: 24 }, (_, hour) => {
    let [sum, known] = [0, 0];
    for (let at = hour; at < counts.length; at += 24) {
      const value = counts[at] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      known += 1;
    }
    return sum / Math.max(1, known);
  });
  const around = means.map((mean, hour) => (means.at(hour - 1) ?? 0) + mean + (means[(hour + 1) % 24] ?? 0));
  return around.indexOf(Math.min(...around));
}
