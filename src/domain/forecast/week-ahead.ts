import { bestSlots } from './best-slots.js';
import { forecast } from './forecast.js';
import type { Series } from './model.js';

/** The coming 168 hours by expected active members, from which the best are picked. */
export interface WeekAhead {
  readonly expected: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The best first; hours from now. */
  readonly best: readonly { readonly step: number; readonly sure: 'sure' | 'likely' | 'guess' }[];
}

/** Slots that are kept, of which whoever asks gets the first few. */
const KEPT = 12;

/** @param active active members per hour, the oldest first, null where unknown */
export function weekAhead(active: Series): WeekAhead {
  const { mean, lo80, hi80 } = forecast(active, { horizon: 168, period: 24, counts: true });
  const best = bestSlots(active, { count: KEPT, certain: false });
  return {
    expected: [...mean],
    low: [...lo80],
    high: [...hi80],
    best: best.map(({ step, sure }) => ({ step, sure })),
  };
}
