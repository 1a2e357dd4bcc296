import type { ForecastOptions } from './model.js';
import type { Outlook } from './outlook.js';
import type { WeekAhead } from './week-ahead.js';

/** Does the sums; some tenths of a second each, so that a busy process has them done in a thread of its own. */
export interface Sums {
  outlook(series: readonly (number | null)[], options: ForecastOptions): Promise<Outlook>;
  weekAhead(active: readonly (number | null)[]): Promise<WeekAhead>;
}
