import { seasonalNaive } from './models/naive.js';
import { profile } from './models/profile.js';
import type { Model } from './models/task.js';

/** Methods that can be asked for by name, where the choice among all has shown no skill or there is little history. */
export type Simple = 'same step last season' | 'usual week' | 'hour times weekday';

const MODELS: Readonly<Record<Simple, Model>> = {
  'same step last season': (task) =>
    task.origins.map((origin) =>
      seasonalNaive(task.values.subarray(0, origin), task.horizon, task.long || task.period),
    ),
  'usual week': profile(3),
  'hour times weekday': profile(3, true),
};

/** The model of that name. */
export function simple(name: Simple): Model {
  return MODELS[name];
}
