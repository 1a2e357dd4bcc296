/** What a model is asked: forecasts of the same history from several points of it at once, which shares the work. */
export interface Task {
  /** Every step has a value: what was missing is filled in (see `fill`). */
  readonly values: Float64Array;
  /** 1 where the value was observed, 0 where it was filled in. */
  readonly known: Uint8Array;
  /** Steps of a season, 1 for none. */
  readonly period: number;
  /** Steps of a second, longer season that is a multiple of the first, 0 for none. */
  readonly long: number;
  readonly horizon: number;
  /** How many steps are known at each point, ascending; a forecast from there sees no later step. */
  readonly origins: readonly number[];
}

/** One forecast of `horizon` steps per origin. A model sees nothing of what follows an origin. */
export type Model = (task: Task) => Float64Array[];

/** Marks what is missing and fills it in from the past alone: the last value of the same step of the season. */
export function fill(series: Float64Array, season: number): { values: Float64Array; known: Uint8Array } {
  const values = series.slice();
  const known = new Uint8Array(series.length);
  const first = series.find((value) => !Number.isNaN(value)) ?? 0;
  let last = first;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (Number.isNaN(value)) values[at] = at >= season ? (values[at - season] ?? last) : last;
    else {
      known[at] = 1;
      last = value;
    }
  }
  return { values, known };
}
