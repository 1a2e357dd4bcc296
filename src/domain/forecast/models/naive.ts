/** The benchmarks that a forecast has to beat. Source: Makridakis et al. 2020, and the code of M4's organisers. */

/** Repeats the last known value of the same step of the season. Zero where a step was never seen. */
export function seasonalNaive(history: Float64Array, horizon: number, period: number): Float64Array {
  const season = Math.max(1, Math.round(period));
  const out = new Float64Array(horizon);
  for (let step = 0; step < horizon; step += 1) {
    let at = history.length + (step % season) - season;
    while (at >= 0 && Number.isNaN(history[at])) at -= season;
    out[step] = at >= 0 ? (history[at] ?? 0) : (lastKnown(history) ?? 0);
  }
  return out;
}

/** The last value, repeated, after taking out a multiplicative season where M4's test finds one. */
export function naive2(history: Float64Array, horizon: number, period: number): Float64Array {
  const factors = seasonalFactors(history, period);
  const out = new Float64Array(horizon);
  const size = history.length;
  let at = size - 1;
  while (at >= 0 && Number.isNaN(history[at])) at -= 1;
  const level = (history[at] ?? 0) / (factors[at % factors.length] ?? 1);
  for (let step = 0; step < horizon; step += 1) {
    out[step] = level * (factors[(size + step) % factors.length] ?? 1);
  }
  return out;
}

/**
 * The multiplicative season of a series by classical decomposition, or `[1]` where there is none: no period, a
 * history under three seasons, values that are not positive, or an autocorrelation that M4's test calls chance.
 * Element `i` belongs to the steps whose number leaves the remainder `i`.
 */
export function seasonalFactors(history: Float64Array, period: number): Float64Array {
  const none = Float64Array.of(1);
  if (period < 2 || history.length < 3 * period || !isSeasonal(history, period)) return none;
  if (history.some((value) => value <= 0)) return none;
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  const trend = centredMean(history, period);
  for (let at = 0; at < history.length; at += 1) {
    const ratio = (history[at] ?? NaN) / (trend[at] ?? NaN);
    if (Number.isNaN(ratio)) continue;
    sums[at % period] = (sums[at % period] ?? 0) + ratio;
    counts[at % period] = (counts[at % period] ?? 0) + 1;
  }
  const factors = sums.map((sum, phase) => sum / (counts[phase] ?? 0));
  const mean = factors.reduce((all, factor) => all + factor, 0) / period;
  return factors.every((factor) => factor > 0) ? factors.map((factor) => factor / mean) : none;
}

/** Whether the autocorrelation at the period lies outside what chance gives at 90 %, as M4 tested it. */
function isSeasonal(history: Float64Array, period: number): boolean {
  let [sum, known] = [0, 0];
  for (const value of history) if (!Number.isNaN(value)) [sum, known] = [sum + value, known + 1];
  const centred = history.map((value) => (Number.isNaN(value) ? 0 : value - sum / known));
  const correlation = (lag: number) => {
    let product = 0;
    for (let at = lag; at < centred.length; at += 1) product += (centred[at] ?? 0) * (centred[at - lag] ?? 0);
    return product;
  };
  const variance = correlation(0);
  if (!(variance > 0)) return false;
  let squares = 1;
  for (let lag = 1; lag < period; lag += 1) squares += 2 * (correlation(lag) / variance) ** 2;
  return Math.abs(correlation(period) / variance) > (1.645 / Math.sqrt(known)) * Math.sqrt(squares);
}

/** Mean over one season around each step; both ends count half where the period is even. NaN near the ends. */
function centredMean(history: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  return history.map((_, at) => {
    if (at < half || at + half >= history.length) return NaN;
    let sum = 0;
    for (let near = at - half; near <= at + half; near += 1) {
      const weight = even && Math.abs(near - at) === half ? 0.5 : 1;
      sum += weight * (history[near] ?? NaN);
    }
    return sum / period;
  });
}

function lastKnown(history: Float64Array): number | undefined {
  return history.findLast((value) => !Number.isNaN(value));
}
