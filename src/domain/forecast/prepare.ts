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
  const all = Float64Array.from({ length: series.length }, (_, at) => {
    const value = series[at];
    return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
  });
  const most = all.reduce((top, value) => (Math.abs(value) > top ? Math.abs(value) : top), 0);
  const counts = options.counts === true && most < LARGE && !all.some((value) => value < 0);
  const unit = most >= LARGE ? most / 1_000 : 1;
  const begun = Math.max(
    0,
    all.findIndex((value) => !Number.isNaN(value)),
  );
  const longest = wanted || period;
  const kept = Math.max(REMEMBERED.steps, Math.min(REMEMBERED.seasons, 52) * longest);
  const cut = Math.max(begun, all.length - kept);
  const seen = all.slice(cut).map((value) => value / unit);
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
