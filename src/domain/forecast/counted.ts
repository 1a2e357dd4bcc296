import { denseMixture } from './dense.js';
import { seasonalLags } from './lags.js';
import { autoregression } from './models/autoregression.js';
import { profile } from './models/profile.js';
import { smoothing } from './models/smoothing.js';
import type { Model, Task } from './models/task.js';

/** Under so many events a step there is too little for anything but the usual week. */
const ENOUGH_PER_STEP = 2;

/** Seasons of history (the long one's) from which models beside the usual week are asked. */
const ENOUGH_SEASONS = 4;

/** How much more the usual week is trusted than any other model before either is tried. */
const PRIOR = 3;

/** Forecasts of several models together, one per origin of the task. */
export interface Mixed {
  readonly paths: Float64Array[];
  /** Who had a part in them, and how large. */
  readonly method: string;
}

interface Candidate {
  readonly name: string;
  readonly model: Model;
  /** Works on a scale of roots or logarithms and so forecasts the middle, below the mean. */
  readonly bent?: true;
}

const usualWeek: Candidate = { name: 'profile', model: profile(3) };

/** Others: of the least squared error, as messages come in bursts and the middle of them is near zero. */
const OTHERS: readonly Candidate[] = [
  {
    name: 'ar-root',
    bent: true,
    model: autoregression({
      scale: 'root',
      difference: () => 0,
      lags: (task) => seasonalLags(task),
      penalty: 1,
    }),
  },
  {
    name: 'ar',
    model: autoregression({
      scale: 'plain',
      difference: () => 0,
      lags: (task) => seasonalLags(task),
      penalty: 1,
    }),
  },
  { name: 'double-season', model: smoothing({ scale: 'plain', trend: false, long: true, memory: true }) },
];

const dense: Candidate = { name: 'dense', bent: true, model: (task) => denseMixture(task).paths };

/** Expected counts: what comes on average, not what comes most often. Never negative. */
export function countedMixture(task: Task): Mixed {
  const candidates = [usualWeek, ...othersFor(task)];
  const all = candidates.map(({ model, bent }) => {
    const paths = model(task).map((path) => path.map((value) => Math.max(0, value)));
    return bent ? unbiased(task, paths) : paths;
  });
  const errors = all.map((paths) => squaredError(task, paths));
  const best = Math.min(...errors.filter((error) => error >= 0));
  const raw = errors.map((error, at) => (at === 0 ? PRIOR : 1) / ((error + 1e-9) / (best + 1e-9)) ** 2);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight, at) =>
    Number.isFinite(total) && total > 0 ? weight / total : at === 0 ? 1 : 0,
  );
  const paths = task.origins.map((_, index) =>
    Float64Array.from({ length: task.horizon }, (_, step) =>
      all.reduce((sum, own, at) => sum + (weights[at] as number) * (own[index]?.[step] ?? 0), 0),
    ),
  );
  const said = candidates.map(({ name }, at) => ({ name, share: Math.round(100 * (weights[at] as number)) }));
  const used = said.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return { paths, method: used.map(({ name, share }) => `${name} ${share} %`).join(', ') };
}

function othersFor(task: Task): readonly Candidate[] {
  const season = task.long || task.period;
  const size = task.values.length;
  let [sum, known, zeros] = [0, 0, 0];
  for (let at = 0; at < size; at += 1) {
    if (!task.known[at]) continue;
    sum += task.values[at] as number;
    known += 1;
    if (task.values[at] === 0) zeros += 1;
  }
  if (task.period < 2 || size < ENOUGH_SEASONS * season || !(sum / known >= ENOUGH_PER_STEP)) {
    // Without seasons there is no usual week to lean on: levels and trends are asked instead.
    return task.period < 2 ? [dense] : [];
  }
  return zeros < 0.05 * known ? [...OTHERS, dense] : OTHERS;
}

/**
 * Forecasts scaled so that over the earlier origins as much was forecast as came: a model of roots or logarithms
 * forecasts the middle, and the mean lies above it.
 */
function unbiased(task: Task, paths: Float64Array[]): Float64Array[] {
  let [came, forecast] = [0, 0];
  eachKnown(task, paths, (value, guess) => {
    came += value;
    forecast += guess;
  });
  // Some events' worth of doubt, and never more than double or half.
  const doubt = 50;
  const ratio = Math.min(2, Math.max(0.5, (came + doubt) / (forecast + doubt)));
  return paths.map((path) => path.map((value) => value * ratio));
}

/** Mean squared error over the origins whose future is known. NaN without any. */
function squaredError(task: Task, paths: Float64Array[]): number {
  let [sum, steps] = [0, 0];
  eachKnown(task, paths, (value, guess) => {
    sum += (value - guess) ** 2;
    steps += 1;
  });
  return sum / steps;
}

/** Every known value after an earlier origin, with what was forecast for it from there. */
export function eachKnown(
  task: Task,
  paths: readonly Float64Array[],
  tell: (value: number, guess: number, step: number) => void,
): void {
  task.origins.forEach((origin, index) => {
    const path = paths[index];
    for (let step = 0; step < task.horizon && origin + step < task.values.length; step += 1) {
      if (task.known[origin + step]) tell(task.values[origin + step] as number, path?.[step] ?? 0, step);
    }
  });
}
