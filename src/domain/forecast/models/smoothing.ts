import { scaledTo, type ScaleName } from '../scale.js';
import { lowest } from '../search.js';
import type { Model, Task } from './task.js';

export interface SmoothingPlan {
  readonly scale: ScaleName;
  /** A trend that fades with every step ahead. */
  readonly trend: boolean;
  /** Whether the longer season is followed as well. */
  readonly long: boolean;
  /** Whether what is left over leans on what was left over the step before. */
  readonly memory: boolean;
}

/** How fast each part follows the errors, in the order of the search: all between 0 and 1. */
interface Pace {
  readonly level: number;
  readonly season: number;
  readonly long: number;
  readonly memory: number;
  readonly trend: number;
  readonly fade: number;
}

/**
 * Exponential smoothing of level, fading trend and up to two additive seasons, the left-over with a memory of one
 * step. With one season it is the damped additive model of Hyndman, Koehler, Ord & Snyder 2008; with two it is the
 * double seasonal method of Taylor 2003; with none, simple exponential smoothing (Brown 1959). The paces are those
 * with the smallest one-step errors before the first origin, looked at once more for the last one.
 */
export function smoothing(plan: SmoothingPlan): Model {
  return (task) => {
    const first = task.origins[0] ?? 0;
    const last = task.origins.at(-1) ?? 0;
    const { scale, values: level } = scaledTo(plan.scale, task);
    const period = task.period > 1 && first >= 2 * task.period ? task.period : 0;
    const long = plan.long && task.long > task.period && first >= 2 * task.long ? task.long : 0;
    const names = (['level', 'season', 'long', 'memory', 'trend', 'fade'] as const).filter((name) =>
      name === 'season'
        ? period > 0
        : name === 'long'
          ? long > 0
          : name === 'memory'
            ? plan.memory
            : name === 'level' || plan.trend,
    );
    const pace = (point: readonly number[]): Pace => {
      const of = (name: keyof Pace) => point[names.indexOf(name)] ?? 0;
      return {
        // Squares and caps: the useful paces lie near zero.
        level: of('level') ** 2,
        season: of('season') ** 2,
        long: of('long') ** 2,
        memory: of('memory') * 0.98,
        trend: of('trend') ** 2 * 0.3,
        fade: plan.trend ? 0.8 + 0.19 * of('fade') : 0,
      };
    };
    const begun = new States(task, level, { period, long });
    const tried = begun.again();
    const cost = (until: number) => (point: readonly number[]) => tried.like(begun).run(pace(point), until);
    const usual = { level: 0.3, season: 0.3, long: 0.4, memory: 0.5, trend: 0.2, fade: 0.5 };
    const begin = lowest(
      cost(first),
      names.map((name) => usual[name]),
      14 * names.length,
    );
    const end = last > first ? lowest(cost(last), begin, 5 * names.length, 0.05) : begin;
    const states = begun.again();
    const out: Float64Array[] = [];
    for (const origin of task.origins) {
      if (origin === last) {
        const fresh = begun.again();
        fresh.run(pace(end), origin);
        out.push(fresh.ahead(pace(end), task.horizon).map(scale.from));
      } else {
        states.run(pace(begin), origin);
        out.push(states.ahead(pace(begin), task.horizon).map(scale.from));
      }
    }
    return out;
  };
}

/** What smoothing knows after each step. */
class States {
  readonly #values: Float64Array;
  readonly #known: Uint8Array;
  readonly #season: Float64Array;
  readonly #long: Float64Array;
  #level = 0;
  #trend = 0;
  #error = 0;
  #at = 0;

  constructor(task: Task, values: Float64Array, seasons: { period: number; long: number }, from?: States) {
    this.#values = values;
    this.#known = task.known;
    this.#season = from ? from.#season.slice() : new Float64Array(Math.max(1, seasons.period));
    this.#long = from ? from.#long.slice() : new Float64Array(Math.max(1, seasons.long));
    if (from) this.#level = from.#level;
    else this.#begin(Math.min(task.origins[0] ?? 0, values.length), seasons);
    this.again = () => new States(task, values, seasons, from ?? this);
  }

  /** The same beginning once more. Only to be asked of states that have not gone on. */
  readonly again: () => States;

  /** Becomes the same as another; nothing new is made, as this happens a hundred times. */
  like(other: States): this {
    this.#season.set(other.#season);
    this.#long.set(other.#long);
    [this.#level, this.#trend, this.#error, this.#at] = [other.#level, other.#trend, other.#error, other.#at];
    return this;
  }

  /** Level and seasons from the means of the first few seasons. */
  #begin(until: number, seasons: { period: number; long: number }): void {
    const early = Math.min(until, seasons.long ? 2 * seasons.long : Math.max(8, 4 * seasons.period));
    let sum = 0;
    for (let at = 0; at < early; at += 1) sum += this.#values[at] as number;
    this.#level = early > 0 ? sum / early : 0;
    if (seasons.period) meansOf(this.#season, early, (at) => (this.#values[at] as number) - this.#level);
    if (!seasons.long) return;
    meansOf(this.#long, early, (at) => {
      return (this.#values[at] as number) - this.#level - (this.#season[at % seasons.period] as number);
    });
  }

  /** Goes on until so many steps are known; the mean square of the one-step errors on the way. */
  run(pace: Pace, until: number): number {
    const [season, long, values, known] = [this.#season, this.#long, this.#values, this.#known];
    const [period, week] = [season.length, long.length];
    const { fade, memory } = pace;
    const trending = fade !== 0 || pace.trend !== 0 || this.#trend !== 0;
    let [level, trend, error, cost] = [this.#level, this.#trend, this.#error, 0];
    const steps = until - this.#at;
    let [inSeason, inLong] = [this.#at % period, this.#at % week];
    for (let at = this.#at; at < until; at += 1) {
      // Each step waits for the one before: without a trend it should not wait for a zero to be worked out.
      if (trending) level += fade * trend;
      let rest = 0;
      if (known[at]) {
        const seasonal = season[inSeason] as number;
        const weekly = long[inLong] as number;
        const surprise = (values[at] as number) - level - seasonal - weekly;
        // The memory explains a part of the surprise; only the rest moves the states.
        rest = surprise - memory * error;
        error = surprise;
        season[inSeason] = seasonal + pace.season * rest;
        long[inLong] = weekly + pace.long * rest;
        level += pace.level * rest;
        cost += rest * rest;
      } else error *= memory;
      if (trending) trend = fade * trend + pace.trend * rest;
      inSeason = inSeason + 1 === period ? 0 : inSeason + 1;
      inLong = inLong + 1 === week ? 0 : inLong + 1;
    }
    [this.#level, this.#trend, this.#error] = [level, trend, error];
    this.#at = until;
    return cost / Math.max(1, steps);
  }

  /** What comes next, on the scale of the values. */
  ahead(pace: Pace, horizon: number): Float64Array {
    const out = new Float64Array(horizon);
    let [drift, fade, memory] = [0, 1, this.#error];
    for (let step = 0; step < horizon; step += 1) {
      fade *= pace.fade;
      drift += fade * this.#trend;
      memory *= pace.memory;
      const seasonal = this.#season[(this.#at + step) % this.#season.length] as number;
      const weekly = this.#long[(this.#at + step) % this.#long.length] as number;
      out[step] = this.#level + drift + seasonal + weekly + memory;
    }
    return out;
  }
}

/** Sets each element to the mean of `value` over the steps of its phase. */
function meansOf(cells: Float64Array, until: number, value: (at: number) => number): void {
  const counts = new Float64Array(cells.length);
  for (let at = 0; at < until; at += 1) {
    const phase = at % cells.length;
    cells[phase] = (cells[phase] as number) + value(at);
    counts[phase] = (counts[phase] as number) + 1;
  }
  for (let phase = 0; phase < cells.length; phase += 1) {
    if (counts[phase]) cells[phase] = (cells[phase] as number) / (counts[phase] as number);
  }
}
