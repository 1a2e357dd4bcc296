import { scaledTo, type ScaleName } from '../scale.js';
import type { Model, Task } from './task.js';

/** Seasons' worth of trust in step plus place of the long season, against a single cell of it. */
const TRUST = 0.5;

/**
 * A season that does not change, the level of late, and what is left over fading away: the classical decomposition
 * (Macaulay 1931) with means over all seasons of the distance to a moving average, on the scale given.
 */
export function fixedSeason(scaleName: ScaleName): Model {
  return (task) => {
    const first = task.origins[0] ?? 0;
    const { scale, values } = scaledTo(scaleName, task);
    const season = task.long && first >= 2 * task.long ? task.long : task.period;
    const sums = new Float64Array(values.length + 1);
    for (let at = 0; at < values.length; at += 1)
      sums[at + 1] = (sums[at] as number) + (values[at] as number);
    const past = { task, values, sums, season };
    // How far each of the latest steps lies above the shape.
    const above = new Float64Array(season);
    const settled = new Cells(season);
    return task.origins.map((origin) => {
      const shape = shapeOf(past, origin, settled);
      const back = Math.min(origin, season);
      let level = 0;
      for (let step = 0; step < back; step += 1) {
        const at = origin - back + step;
        above[step] = (values[at] as number) - (shape[at % season] as number);
        level += (above[step] as number) / back;
      }
      let [same, next] = [1e-12, 0];
      let before = 0;
      for (let step = 0; step < back; step += 1) {
        const left = (above[step] as number) - level;
        next += before * left;
        same += left * left;
        before = left;
      }
      const fades = Math.min(0.995, Math.max(0, next / same));
      const out = new Float64Array(task.horizon);
      for (let step = 0; step < task.horizon; step += 1) {
        const usual = shape[(origin + step) % season] as number;
        out[step] = scale.from(level + before * fades ** (step + 1) + usual);
      }
      return out;
    });
  };
}

interface Past {
  readonly task: Task;
  readonly values: Float64Array;
  /** Sums of the values before each step. */
  readonly sums: Float64Array;
  readonly season: number;
}

/** Distances to the moving average, summed and counted by step of the season, up to some step. */
class Cells {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  #at = 0;

  constructor(season: number, from?: Cells) {
    this.sums = from ? from.sums.slice() : new Float64Array(season);
    this.counts = from ? from.counts.slice() : new Float64Array(season);
    if (from) this.#at = from.#at;
  }

  copy(): Cells {
    return new Cells(this.sums.length, this);
  }

  /** Goes on to that step, as seen from an origin: near it the average's window is moved inwards rather than cut. */
  goOn({ task, values, sums, season }: Past, origin: number, until: number): this {
    const half = season >> 1;
    for (; this.#at < until; this.#at += 1) {
      const at = this.#at;
      if (!task.known[at]) continue;
      const from = Math.min(Math.max(0, at - half), Math.max(0, origin - season));
      const to = Math.min(origin, from + season);
      const average = ((sums[to] as number) - (sums[from] as number)) / (to - from);
      const cell = at % season;
      this.sums[cell] = (this.sums[cell] as number) + (values[at] as number) - average;
      this.counts[cell] = (this.counts[cell] as number) + 1;
    }
    return this;
  }
}

/**
 * Mean distance to the moving average at each step of the season, cells of a long one drawn to step plus place.
 * @param settled steps whose window is the same from every later origin; they are gone through once for all of them
 */
function shapeOf(past: Past, origin: number, settled: Cells): Float64Array {
  const { season, task } = past;
  const { period } = task;
  if (origin >= season) settled.goOn(past, origin, origin - season + (season >> 1) + 1);
  const { sums: cells, counts } = settled.copy().goOn(past, origin, origin);
  if (season === period) {
    for (let cell = 0; cell < season; cell += 1) {
      cells[cell] = (cells[cell] as number) / Math.max(1, counts[cell] as number);
    }
    return cells;
  }
  return drawn(cells, counts, period);
}

/** Sums of cells to means, each drawn to the mean of its step in the short season plus that of its place in the long. */
function drawn(sums: Float64Array, counts: Float64Array, period: number): Float64Array {
  const steps = { sums: new Float64Array(period), counts: new Float64Array(period) };
  const places = new Float64Array(sums.length / period);
  for (let place = 0; place < places.length; place += 1) {
    let [sum, count] = [0, 0];
    for (let step = 0; step < period; step += 1) {
      const [here, seen] = [sums[place * period + step] as number, counts[place * period + step] as number];
      sum += here;
      count += seen;
      steps.sums[step] = (steps.sums[step] as number) + here;
      steps.counts[step] = (steps.counts[step] as number) + seen;
    }
    places[place] = sum / Math.max(1, count);
  }
  const means = new Float64Array(sums.length);
  for (let step = 0; step < period; step += 1) {
    const usual = (steps.sums[step] as number) / Math.max(1, steps.counts[step] as number);
    for (let place = 0; place < places.length; place += 1) {
      const cell = place * period + step;
      const both = usual + (places[place] as number);
      means[cell] = ((sums[cell] as number) + TRUST * both) / ((counts[cell] as number) + TRUST);
    }
  }
  return means;
}
