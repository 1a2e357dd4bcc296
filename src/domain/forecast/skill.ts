import { forecast } from './forecast.js';
import type { ForecastOptions, Series } from './model.js';
import { seasonalNaive } from './models/naive.js';
import type { Simple } from './simple.js';

/** How forecasts of the series' own past compare with repeating the season before. */
export interface Skill {
  /** 1 minus the ratio of the errors: 0.25 is a quarter less error than "the same hour last week"; 0 or less, none. */
  readonly skill: number;
  /** Root mean squared errors, in the unit of the series. */
  readonly error: number;
  readonly naiveError: number;
  /** How much more was forecast than came, as a share of what came; NaN where nothing came. */
  readonly bias: number;
  /** Share of the values inside the 95 % interval, 0–1. */
  readonly coverage: number;
  /** How far the totals of those forecasts were off, as a share of what came: root of the mean square. */
  readonly totalError: number;
  /** Points of the past that were forecast from, and values compared. */
  readonly origins: number;
  readonly steps: number;
}

/**
 * Forecasts the last seasons from before them, exactly as `forecast` would have, and compares with what came.
 * Nothing that is judged was seen in choosing. Undefined where no season is left to judge by.
 * @param origins how many points of the past to forecast from, one long season apart
 */
export function skill(
  series: Series,
  options: ForecastOptions,
  { origins = 4, only }: { origins?: number; only?: Simple } = {},
): Skill | undefined {
  const season = (options.period2 ?? (options.period === 24 ? 168 : 0)) || options.period;
  const values = Float64Array.from({ length: series.length }, (_, at) => series[at] ?? NaN);
  const first = values.findIndex((value) => Number.isFinite(value));
  const sum = { own: 0, naive: 0, came: 0, forecast: 0, off: 0, inside: 0, steps: 0, origins: 0 };
  for (let back = 1; back <= origins; back += 1) {
    const origin = values.length - back * season;
    if (first < 0 || origin - first < 2 * season) break;
    const history = values.subarray(0, origin);
    const own = forecast(history, options, only);
    const naive = seasonalNaive(history, options.horizon, season);
    sum.origins += 1;
    let [came, guessed] = [0, 0];
    for (let step = 0; step < options.horizon && origin + step < values.length; step += 1) {
      const value = values[origin + step] ?? NaN;
      if (!Number.isFinite(value)) continue;
      const guess = own.mean[step] ?? 0;
      sum.own += (value - guess) ** 2;
      sum.naive += (value - (naive[step] ?? 0)) ** 2;
      came += value;
      guessed += guess;
      sum.inside += value >= (own.lo95[step] ?? 0) && value <= (own.hi95[step] ?? 0) ? 1 : 0;
      sum.steps += 1;
    }
    sum.came += came;
    sum.forecast += guessed;
    sum.off += came > 0 ? (guessed / came - 1) ** 2 : 1;
  }
  if (sum.steps === 0) return undefined;
  const [error, naiveError] = [Math.sqrt(sum.own / sum.steps), Math.sqrt(sum.naive / sum.steps)];
  return {
    skill: naiveError > 0 ? 1 - error / naiveError : 0,
    error,
    naiveError,
    bias: sum.came === 0 ? NaN : sum.forecast / sum.came - 1,
    coverage: sum.inside / sum.steps,
    totalError: Math.sqrt(sum.off / sum.origins),
    origins: sum.origins,
    steps: sum.steps,
  };
}
