import type { ForecastOptions, Series } from './model.js';
import { usualShape } from './models/profile.js';
import type { Prepared } from './prepare.js';

/** Holiday steps' worth of trust in a holiday being like any other day. */
const TRUST = 12;

/**
 * By what holidays ahead differ from the usual: what came on those of the past against what the usual week would
 * have given, drawn towards no difference. The models themselves never see a holiday. Undefined where none is ahead.
 */
export function holidayRatio(
  series: Series,
  { task, unit, cut }: Prepared,
  { holidays, horizon }: ForecastOptions,
): ((step: number) => number) | undefined {
  const ahead = (step: number) => holidays?.has(series.length + step) === true;
  if (!holidays || !Array.from({ length: horizon }, (_, step) => step).some(ahead)) return undefined;
  const shape = usualShape(task, task.values.length);
  let [sum, known] = [0, 0];
  task.values.forEach((value, at) => {
    if (!task.known[at]) return;
    sum += value;
    known += 1;
  });
  const level = sum / Math.max(1, known);
  let [came, expected] = [TRUST * level, TRUST * level];
  for (const step of holidays) {
    const value = series[step];
    if (step < cut || typeof value !== 'number' || !Number.isFinite(value)) continue;
    came += value / unit;
    expected += level * (shape[(step - cut) % shape.length] as number);
  }
  const ratio = expected > 0 ? Math.max(0, came / expected) : 1;
  return (step) => (ahead(step) ? ratio : 1);
}
