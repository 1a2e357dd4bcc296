/** Values in equal steps of time, the oldest first; null or NaN where a value is missing. */
export type Series = ArrayLike<number | null>;

export interface ForecastOptions {
  /** Steps ahead, at least one. */
  readonly horizon: number;
  /** Steps of a season: 24 for hours, 7 for days, 12 for months, 1 for none. */
  readonly period: number;
  /** Steps of a longer season, a multiple of the first; 0 for none. Left out: a week where the period is 24. */
  readonly period2?: number;
  /** Whole numbers of events that come in bursts: what is forecast is the mean. Else the middle. */
  readonly counts?: boolean;
  /** Steps, counted from the first of the series and on into the future, on which the season does not hold. */
  readonly holidays?: ReadonlySet<number>;
  /** False leaves the intervals out: they equal the mean. */
  readonly intervals?: boolean;
}

/** One value per step ahead. `lo95 ≤ lo80 ≤ mean ≤ hi80 ≤ hi95`; none is negative where no value was. */
export interface Forecast {
  readonly mean: Float64Array;
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
  /** What the forecast was made of, with each part's share of the weight. */
  readonly method: string;
}
