import { slotsOf } from './best-slots.js';
import { expectedWeek } from './expected-week.js';
import type { Series } from './model.js';
import { countIntervals } from './spread.js';

/** The coming 168 hours by expected active members, from which the best are picked. */
export interface WeekAhead {
  readonly expected: readonly number[];
  /** Between these lie four of five. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The best first; hours from now. */
  readonly best: readonly { readonly step: number; readonly sure: 'sure' | 'likely' | 'guess' }[];
}

/** Slots that are kept, of which whoever asks gets the first few. */
const KEPT = 12;

/** @param active active members per hour, the oldest first, null where unknown */
export function weekAhead(active: Series): WeekAhead {
  const { mean, spread } = expectedWeek(active);
  const { lo80, hi80 } = countIntervals(mean, spread);
  const best = slotsOf(active, mean, { count: KEPT, apart: 2, allowed: () => true, certain: false });
  return {
    expected: [...mean],
    // Whole counts may round past the mean.
    low: Array.from(mean, (value, at) => Math.min(value, lo80[at] ?? 0)),
    high: Array.from(mean, (value, at) => Math.max(value, hi80[at] ?? 0)),
    best: best.map(({ step, sure }) => ({ step, sure })),
  };
}
