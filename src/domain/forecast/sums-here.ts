import { outlook } from './outlook.js';
import type { Sums } from './ports.js';
import { weekAhead } from './week-ahead.js';

/** Does the sums where they are asked for. */
export const sumsHere: Sums = {
  outlook: (series, options) => Promise.resolve(outlook(series, options)),
  weekAhead: (active) => Promise.resolve(weekAhead(active)),
};
