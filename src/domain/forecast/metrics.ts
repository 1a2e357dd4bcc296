import { naive2 } from './models/naive.js';

/** Sources: Makridakis, Spiliotis & Assimakopoulos 2020 (M4); Hyndman & Koehler 2006 (MASE); Gneiting & Raftery 2007 (interval score). */

type Numbers = ArrayLike<number>;

/** Mean of `error(actual, predicted)` over the steps whose actual value is known. NaN when none is. */
function meanOver(actual: Numbers, error: (value: number, at: number) => number): number {
  let [sum, known] = [0, 0];
  for (let at = 0; at < actual.length; at += 1) {
    const value = actual[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += error(value, at);
    known += 1;
  }
  return sum / known;
}

/** Symmetric mean absolute percentage error, 0–200. A step where both are zero counts as no error. */
export function sMAPE(actual: Numbers, predicted: Numbers): number {
  return meanOver(actual, (value, at) => {
    const guess = predicted[at] ?? NaN;
    const size = Math.abs(value) + Math.abs(guess);
    return size === 0 ? 0 : (200 * Math.abs(value - guess)) / size;
  });
}

/** Mean absolute error of repeating the value of `period` steps before, inside the history: the unit of MASE. */
export function seasonalNaiveError(history: Numbers, period: number): number {
  let [sum, known] = [0, 0];
  for (let at = period; at < history.length; at += 1) {
    const error = Math.abs((history[at] ?? NaN) - (history[at - period] ?? NaN));
    if (Number.isNaN(error)) continue;
    sum += error;
    known += 1;
  }
  return sum / known;
}

/** Mean absolute error in units of `seasonalNaiveError`. Infinite or NaN where the history never changes. */
export function MASE(actual: Numbers, predicted: Numbers, history: Numbers, period: number): number {
  return MAE(actual, predicted) / seasonalNaiveError(history, period);
}

/** Mean absolute error. */
export function MAE(actual: Numbers, predicted: Numbers): number {
  return meanOver(actual, (value, at) => Math.abs(value - (predicted[at] ?? NaN)));
}

/** Root of the mean squared error. */
export function RMSE(actual: Numbers, predicted: Numbers): number {
  return Math.sqrt(meanOver(actual, (value, at) => (value - (predicted[at] ?? NaN)) ** 2));
}

/** How much more was predicted than came, as a share of what came: 0.03 is three per cent too many. */
export function bias(actual: Numbers, predicted: Numbers): number {
  const came = meanOver(actual, (value) => value);
  return meanOver(actual, (_, at) => predicted[at] ?? NaN) / came - 1;
}

/** Share of the known steps that lie inside the interval, 0–1, its edges included. */
export function coverage(actual: Numbers, low: Numbers, high: Numbers): number {
  return meanOver(actual, (value, at) => (value >= (low[at] ?? NaN) && value <= (high[at] ?? NaN) ? 1 : 0));
}

/**
 * Mean interval score: the width, and for each step outside `2 / outside` times the distance to the edge.
 * @param outside what the interval may miss: 0.05 for an interval of 95 %
 */
export function intervalScore(actual: Numbers, low: Numbers, high: Numbers, outside: number): number {
  return meanOver(actual, (value, at) => {
    const [from, to] = [low[at] ?? NaN, high[at] ?? NaN];
    return to - from + (2 / outside) * (Math.max(0, from - value) + Math.max(0, value - to));
  });
}

/** Mean scaled interval score of M4: the interval score of 95 % in units of `seasonalNaiveError`. */
export function MSIS(
  actual: Numbers,
  interval: { low: Numbers; high: Numbers },
  history: Numbers,
  period: number,
): number {
  return intervalScore(actual, interval.low, interval.high, 0.05) / seasonalNaiveError(history, period);
}

/** One series of a comparison: what was known, what came, what was predicted. */
export interface Judged {
  readonly history: Float64Array;
  readonly actual: Numbers;
  readonly predicted: Numbers;
}

export interface OverallScore {
  readonly sMAPE: number;
  readonly MASE: number;
  /** Overall weighted average of M4: the mean of both, each relative to Naive2 on the same series. */
  readonly OWA: number;
  readonly naive2: { readonly sMAPE: number; readonly MASE: number };
  /** Series left out of MASE (theirs and Naive2's), because their history never changes. */
  readonly unscaled: number;
}

/** The score of the M4 competition: errors are averaged over the series first, and compared afterwards. */
export function overallScore(judged: readonly Judged[], period: number): OverallScore {
  const total = { sMAPE: 0, MASE: 0, base: { sMAPE: 0, MASE: 0 }, scaled: 0 };
  for (const { history, actual, predicted } of judged) {
    const simple = naive2(history, actual.length, period);
    total.sMAPE += sMAPE(actual, predicted);
    total.base.sMAPE += sMAPE(actual, simple);
    const unit = seasonalNaiveError(history, period);
    if (!(unit > 0)) continue;
    total.scaled += 1;
    total.MASE += MAE(actual, predicted) / unit;
    total.base.MASE += MAE(actual, simple) / unit;
  }
  const own = { sMAPE: total.sMAPE / judged.length, MASE: total.MASE / total.scaled };
  const base = { sMAPE: total.base.sMAPE / judged.length, MASE: total.base.MASE / total.scaled };
  const OWA = (own.sMAPE / base.sMAPE + own.MASE / base.MASE) / 2;
  return { ...own, OWA, naive2: base, unscaled: judged.length - total.scaled };
}
