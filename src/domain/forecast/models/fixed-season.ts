import { scaleFor, type ScaleName } from '../scale.js';
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
    const scale = scaleFor(scaleName, task.values.subarray(0, first));
    const values = task.values.map((value) => scale.to(value));
    const season = task.long && first >= 2 * task.long ? task.long : task.period;
    const sums = new Float64Array(values.length + 1);
    for (let at = 0; at < values.length; at += 1)
      sums[at + 1] = (sums[at] as number) + (values[at] as number);
    return task.origins.map((origin) => {
      const shape = shapeOf(task, values, sums, { origin, season });
      const back = Math.min(origin, season);
      let level = 0;
      for (let at = origin - back; at < origin; at += 1) {
        level += ((values[at] as number) - (shape[at % season] as number)) / back;
      }
      let [same, next] = [1e-12, 0];
      let before = 0;
      for (let at = origin - back; at < origin; at += 1) {
        const left = (values[at] as number) - (shape[at % season] as number) - level;
        next += before * left;
        same += left * left;
        before = left;
      }
      const fades = Math.min(0.995, Math.max(0, next / same));
      return Float64Array.from({ length: task.horizon }, (_, step) =>
        scale.from(level + before * fades ** (step + 1) + (shape[(origin + step) % season] as number)),
      );
    });
  };
}

/** Mean distance to the moving average at each step of the season, cells of a long one drawn to step plus place. */
function shapeOf(
  task: Task,
  values: Float64Array,
  sums: Float64Array,
  { origin, season }: { origin: number; season: number },
): Float64Array {
  const { period, known } = task;
  const half = season >> 1;
  const [cells, counts] = [new Float64Array(season), new Float64Array(season)];
  for (let at = 0; at < origin; at += 1) {
    if (!known[at]) continue;
    // Near an end the window is moved inwards rather than cut, so that it always holds whole seasons.
    const from = Math.min(Math.max(0, at - half), Math.max(0, origin - season));
    const to = Math.min(origin, from + season);
    const average = ((sums[to] as number) - (sums[from] as number)) / (to - from);
    const cell = at % season;
    cells[cell] = (cells[cell] as number) + (values[at] as number) - average;
    counts[cell] = (counts[cell] as number) + 1;
  }
  if (season === period) return cells.map((sum, cell) => sum / Math.max(1, counts[cell] as number));
  const steps = groupMeans(cells, counts, period, (cell) => cell % period);
  const places = groupMeans(cells, counts, season / period, (cell) => Math.floor(cell / period));
  return cells.map((sum, cell) => {
    const both = (steps[cell % period] as number) + (places[Math.floor(cell / period)] as number);
    return (sum + TRUST * both) / ((counts[cell] as number) + TRUST);
  });
}

function groupMeans(
  cells: Float64Array,
  counts: Float64Array,
  groups: number,
  groupOf: (cell: number) => number,
): Float64Array {
  const [sums, seen] = [new Float64Array(groups), new Float64Array(groups)];
  for (let cell = 0; cell < cells.length; cell += 1) {
    const group = groupOf(cell);
    sums[group] = (sums[group] as number) + (cells[cell] as number);
    seen[group] = (seen[group] as number) + (counts[cell] as number);
  }
  return sums.map((sum, group) => sum / Math.max(1, seen[group] as number));
}
