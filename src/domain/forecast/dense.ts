import { combine } from './combine.js';
import { seasonalLags } from './lags.js';
import { analogues } from './models/analogues.js';
import { autoregression } from './models/autoregression.js';
import { fixedSeason } from './models/fixed-season.js';
import { smoothing } from './models/smoothing.js';
import { theta, simpleSmoothing } from './models/theta.js';
import { seasonalNaive } from './models/naive.js';
import type { Model, Task } from './models/task.js';

/** Models for series with enough seasons to learn from; chosen on the training part of M4 Hourly alone. */
const SEASONAL: Readonly<Record<string, Model>> = {
  'ar-log': autoregression({
    scale: 'log',
    difference: () => 0,
    lags: (task) => seasonalLags(task),
    penalty: 1e-6,
  }),
  'ar-log-season': autoregression({
    scale: 'log',
    difference: ({ period }) => period,
    lags: (task) => seasonalLags(task, true),
    penalty: 1e-3,
  }),
  'ar-root-season': autoregression({
    scale: 'root',
    difference: ({ period }) => period,
    lags: (task) => seasonalLags(task),
    penalty: 1e-2,
  }),
  'ar-root-long': autoregression({
    scale: 'root',
    difference: ({ period, long }) => long || period,
    lags: (task) => seasonalLags(task),
    penalty: 1e-2,
  }),
  'double-season': smoothing({ scale: 'log', trend: false, long: true, memory: true }),
  analogues: analogues('log'),
  'fixed-season': fixedSeason('log'),
};

/** Models for series without seasons, or with too few of them. */
const PLAIN: Readonly<Record<string, Model>> = {
  naive: (task) =>
    task.origins.map((origin) => seasonalNaive(task.values.subarray(0, origin), task.horizon, task.period)),
  simple: simpleSmoothing,
  theta,
  damped: smoothing({ scale: 'plain', trend: true, long: false, memory: false }),
  'damped-log': smoothing({ scale: 'log', trend: true, long: false, memory: false }),
  'ar-root-step': autoregression({
    scale: 'root',
    difference: () => 1,
    lags: (task) => seasonalLags(task).slice(0, 6),
    penalty: 1e-1,
  }),
};

/** Forecasts of all models that suit the history together; for values that are seldom zero. */
export function denseMixture(task: Task): { paths: Float64Array[]; method: string } {
  const first = task.origins[0] ?? 0;
  const seasons = task.period > 1 ? task.values.length / task.period : 0;
  const models = {
    ...(first >= 8 * task.period && task.period > 1 ? SEASONAL : {}),
    ...(seasons >= 20 ? {} : PLAIN),
  };
  const names = Object.keys(models);
  const { paths, weights } = combine(
    task,
    Object.values(models).map((model) => model(task)),
  );
  const used = names
    .map((name, at) => ({ name, weight: weights[at] ?? 0 }))
    .filter(({ weight }) => weight >= 0.005)
    .sort((a, b) => b.weight - a.weight);
  return {
    paths,
    method: used.map(({ name, weight }) => `${name} ${Math.round(100 * weight)} %`).join(', '),
  };
}
