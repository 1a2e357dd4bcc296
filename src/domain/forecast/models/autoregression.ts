import { GrowingRidge } from '../linear.js';
import { scaledTo, type ScaleName } from '../scale.js';
import type { Model, Task } from './task.js';

export interface AutoregressionPlan {
  readonly scale: ScaleName;
  /** Steps between the values of which the differences are modelled; 0 models the values themselves. */
  readonly difference: (task: Task) => number;
  readonly lags: (task: Task) => readonly number[];
  /** Penalty on the weights, as a share of the mean square of the features. */
  readonly penalty: number;
}

/**
 * The next step as a weighted sum of earlier ones: those just before, and those around whole seasons before.
 * Weights by penalised least squares, forecasts fed back one step at a time. Sources: Box & Jenkins 1970 for
 * seasonal differences and autoregression, Hoerl & Kennard 1970 for the penalty.
 */
export function autoregression(plan: AutoregressionPlan): Model {
  return (task) => {
    const { scale, values } = scaledTo(plan.scale, task);
    const wanted = plan.difference(task);
    const first = task.origins[0] ?? 0;
    const gap = first > 2 * wanted ? wanted : 0;
    const level = values.slice();
    const mean = centre(level, first);
    const moves = new Float64Array(level.length);
    for (let at = gap; at < level.length; at += 1) {
      moves[at] = gap ? (level[at] as number) - (level[at - gap] as number) : (level[at] as number);
    }
    const lags = affordable(plan.lags(task), first - gap);
    const start = gap + Math.max(1, ...lags);
    const ridge = new GrowingRidge(lags.length + 1);
    const recent = [...lags];
    const seen = new Range(level);
    // Written over from each origin.
    const window = new Float64Array(Math.max(gap, 1, ...lags) + task.horizon);
    let next = start;
    return task.origins.map((origin) => {
      for (; next < origin; next += 1) {
        if (!task.known[next]) continue;
        ridge.add(moves, next, recent);
      }
      const weights = ridge.solve(plan.penalty);
      const believable = seen.until(origin);
      const fitted = { moves, level, gap, lags: recent, weights, origin, believable, window };
      return path(task, fitted, (value) => scale.from(value + mean));
    });
  };
}

/** Moves values so that the mean of the first `count` is zero, lest the penalty fall on the level; returns the mean. */
function centre(level: Float64Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += level[at] as number;
  const mean = count > 0 ? sum / count : 0;
  for (let at = 0; at < level.length; at += 1) level[at] = (level[at] as number) - mean;
  return mean;
}

/** The lags, without the longest ones where too few rows would remain to learn the others from. */
function affordable(wanted: readonly number[], steps: number): number[] {
  const lags = [...wanted].sort((a, b) => a - b);
  while (lags.length > 1 && steps - (lags.at(-1) ?? 0) < Math.max(2 * lags.length, lags.at(-1) ?? 0))
    lags.pop();
  return lags;
}

interface Fitted {
  readonly moves: Float64Array;
  readonly level: Float64Array;
  readonly gap: number;
  readonly lags: readonly number[];
  readonly weights: Float64Array;
  readonly origin: number;
  /** The lowest and the highest level that is taken seriously. */
  readonly believable: readonly [number, number];
  /** Room for the moves that the lags reach back to, and those ahead. */
  readonly window: Float64Array;
}

/** Feeds forecasts back step by step, held within what the history makes believable. */
function path(task: Task, fitted: Fitted, back: (value: number) => number): Float64Array {
  const { moves, level, gap, lags, weights, origin, window } = fitted;
  const [least, most] = fitted.believable;
  const from = Math.max(0, origin - window.length + task.horizon);
  window.set(moves.subarray(from, origin));
  const ahead = new Float64Array(task.horizon);
  const out = new Float64Array(task.horizon);
  for (let step = 0; step < task.horizon; step += 1) {
    const here = origin - from + step;
    let value = weights[0] as number;
    for (let at = 0; at < lags.length; at += 1) {
      value += (weights[at + 1] as number) * (window[here - (lags[at] as number)] ?? 0);
    }
    const base =
      gap === 0 ? 0 : step >= gap ? (ahead[step - gap] as number) : (level[origin + step - gap] as number);
    const held = Math.min(most, Math.max(least, value + base));
    window[here] = held - base;
    ahead[step] = held;
    out[step] = back(held);
  }
  return out;
}

/** The range of what was seen, half as wide again on both sides: a sum fed back must not run away. */
class Range {
  readonly #level: Float64Array;
  #least = Infinity;
  #most = -Infinity;
  #at = 0;

  constructor(level: Float64Array) {
    this.#level = level;
  }

  /** Goes on to an origin, which none asked for later may precede. */
  until(origin: number): [number, number] {
    for (; this.#at < origin; this.#at += 1) {
      const value = this.#level[this.#at] as number;
      if (value < this.#least) this.#least = value;
      if (value > this.#most) this.#most = value;
    }
    const room = (this.#most - this.#least) / 2;
    return [this.#least - room, this.#most + room];
  }
}
