import type { Model, Task } from './task.js';

export interface ShapePlan {
  /** Long seasons (weeks) after which a value counts half. */
  readonly life: number;
  /** Observations' worth of trust in the product of hour and weekday, against a single cell of the week. */
  readonly trust: number;
  /** How much the steps on either side speak for a cell, the nearest first. */
  readonly near: readonly number[];
}

const USUAL: ShapePlan = { life: 12, trust: 16, near: [0.6] };

/** The same for a weekday against no difference between weekdays, and for an hour. */
const DAY_TRUST = 20;
const HOUR_TRUST = 1;

/** Share of what the last steps had too much or too little that is carried over, and steps until half of it is gone. */
const MEMORY = { share: 0.4, seen: 4, fades: 12 };

/**
 * The usual week times the recent level. Each cell of the long season (an hour of the week) is a weighted mean of
 * its past and its neighbours, drawn towards the product of its step in the short season (hour) and its place in
 * the long one (weekday): few observations are shrunk much (Efron & Morris 1975). Without a long season cells are
 * drawn towards the mean. What the last steps differed from the usual fades out. Missing steps count for nothing.
 * @param levelLife seasons (the long one's where there is one) after which a value counts half for the level
 * @param productOnly hour times weekday alone, where a history is too short to tell single cells from chance
 */
export function profile(levelLife: number, productOnly = false): Model {
  return (task) =>
    task.origins.map((origin) => {
      const season = task.long || task.period;
      const shape = usualShape(task, origin, productOnly ? { ...USUAL, trust: 1e9 } : USUAL);
      const [came, usual] = level(task, origin, shape, levelLife * season);
      const base = usual > 0 ? came / usual : 0;
      const [lately, expected] = level(task, origin, shape, MEMORY.seen);
      // Five events' worth of doubt: in a quiet hour one message more says little.
      const doubt = base > 0 ? 5 / base : 0;
      const recent = expected + doubt > 0 ? (lately + base * doubt) / (expected + doubt) - base : 0;
      return Float64Array.from({ length: task.horizon }, (_, step) => {
        const now = base + MEMORY.share * recent * 0.5 ** (step / MEMORY.fades);
        return Math.max(0, now) * (shape[(origin + step) % season] as number);
      });
    });
}

/** What came and what the shape alone would expect, recent steps counting more: half after `life` steps. */
function level(task: Task, origin: number, shape: Float64Array, life: number): [number, number] {
  const fade = 0.5 ** (1 / life);
  let [came, expected, weight] = [0, 0, 1];
  for (let at = origin - 1; at >= 0 && weight > 1e-4; at -= 1, weight *= fade) {
    if (!task.known[at]) continue;
    came += weight * (task.values[at] as number);
    expected += weight * (shape[at % shape.length] as number);
  }
  return [came, expected];
}

/** How much comes at each step of the season, relative to the mean of all. All ones where nothing ever came. */
export function usualShape(task: Task, origin: number, { life, trust, near } = USUAL): Float64Array {
  const { period, values, known } = task;
  const season = task.long || period;
  const fade = 0.5 ** (1 / (life * season));
  const [sums, weights] = [new Float64Array(season), new Float64Array(season)];
  let [weight, total, all] = [1, 0, 0];
  for (let at = origin - 1; at >= 0; at -= 1, weight *= fade) {
    if (!known[at]) continue;
    const cell = at % season;
    sums[cell] = (sums[cell] as number) + weight * (values[at] as number);
    weights[cell] = (weights[cell] as number) + weight;
    total += weight * (values[at] as number);
    all += weight;
  }
  if (!(total > 0)) return new Float64Array(season).fill(1);
  const mean = total / all;
  const blocks = Math.round(season / period);
  const groups = (count: number, groupOf: (cell: number) => number, trust: number) =>
    relativeMeans({ sums, weights, mean }, count, groupOf, trust);
  const hours = blocks > 1 ? groups(period, (cell) => cell % period, HOUR_TRUST) : undefined;
  const days = blocks > 1 ? groups(blocks, (cell) => Math.floor(cell / period), DAY_TRUST) : undefined;
  const around = (cells: Float64Array, cell: number) => {
    let sum = cells[cell] as number;
    for (let away = 1; hours && away <= near.length; away += 1) {
      const beside =
        (cells[(cell + away) % season] as number) + (cells[(cell + season - away) % season] as number);
      sum += (near[away - 1] as number) * beside;
    }
    return sum;
  };
  return sums.map((_, cell) => {
    const product = (hours?.[cell % period] ?? 1) * (days?.[Math.floor(cell / period)] ?? 1);
    return (around(sums, cell) / mean + trust * product) / (around(weights, cell) + trust);
  });
}

/** Means of groups of cells relative to the mean of all, drawn towards one by so many observations' worth. */
function relativeMeans(
  past: { sums: Float64Array; weights: Float64Array; mean: number },
  count: number,
  groupOf: (cell: number) => number,
  trust: number,
): Float64Array {
  const [came, seen] = [new Float64Array(count), new Float64Array(count)];
  for (let cell = 0; cell < past.sums.length; cell += 1) {
    const group = groupOf(cell);
    came[group] = (came[group] as number) + (past.sums[cell] as number) / past.mean;
    seen[group] = (seen[group] as number) + (past.weights[cell] as number);
  }
  return came.map((value, group) => (value + trust) / ((seen[group] as number) + trust));
}
