/**
 * Forecasts: what comes next, how sure that is, when to post, and what is out of the ordinary.
 * The sums are pure: numbers in, numbers out, the same for the same input. They work on any series in equal steps of
 * time; hours and days of a community's activity are what they are tuned for. Around them, what is kept of each
 * community's forecasts, and who watches what comes.
 * Not here: what is counted (engagement), what is drawn or said of it (commands, contracts).
 * Tables: ForecastRun, Oddity.
 * Holds: `lo95 ≤ lo80 ≤ mean ≤ hi80 ≤ hi95`; counts are never negative; a missing value is never taken for zero;
 * models and weights are chosen on the past of the series alone, and what judges them was not seen in choosing.
 */
export { bestSlots, type Slot, type SlotOptions } from './best-slots.js';
export { expectation, forecast, type Expectation } from './forecast.js';
export {
  bias,
  coverage,
  intervalScore,
  MAE,
  MASE,
  MSIS,
  overallScore,
  RMSE,
  seasonalNaiveError,
  sMAPE,
  type Judged,
  type OverallScore,
} from './metrics.js';
export type { Forecast, ForecastOptions, Series } from './model.js';
export { naive2, seasonalNaive } from './models/naive.js';
export { quantiles as countQuantiles } from './negative-binomial.js';
export { outlook, type Outlook } from './outlook.js';
export type { Sums } from './ports.js';
export { createForecasts, type ForecastsDeps } from './service.js';
export { skill, type Skill } from './skill.js';
export type { Spread } from './spread.js';
export { sumsHere } from './sums-here.js';
export { isUnusual, type Unusual, type Watched, type WatchOptions } from './unusual.js';
export type { WeekAhead } from './week-ahead.js';
export * from './sheet.js';
