import type { Task } from './models/task.js';

/** Lags around whole seasons: a step before, the same, a step after. */
const around = (lag: number): number[] => [lag - 1, lag, lag + 1];

/** Earlier steps that tell the next: the last six, and those around one, two and more seasons before. */
export function seasonalLags(task: Task, far = false): number[] {
  const { period, long } = task;
  const lags = [1, 2, 3, 4, 5, 6];
  if (period > 1) {
    lags.push(...around(period), ...around(2 * period), 3 * period, 4 * period);
    if (!long) lags.push(5 * period);
  }
  if (long) {
    lags.push(5 * period, ...around(long - period), ...around(long), long + period);
    if (far) lags.push(2 * long);
  }
  return [...new Set(lags.filter((lag) => lag > 0))].sort((a, b) => a - b);
}
