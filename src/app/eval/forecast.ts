import { forecast, type ForecastOptions } from '#domain/forecast';
import { EvalInputError } from './faq-lines.js';
import { judge, type Figures, type JudgedSeries } from './forecast-figures.js';
import type { NamedSeries } from './forecast-series.js';

export interface ForecastLine {
  series: string;
  mean: number[];
  lo95?: number[];
  hi95?: number[];
  method: string;
  /** Processor time of this series, in milliseconds. */
  ms: number;
}

export interface ForecastEvaluation {
  series: number;
  horizon: number;
  intervals: boolean;
  /** Processor time of the forecasts alone, without reading and writing. */
  cpuSeconds: number;
  cpuMsPerSeries: number;
  figures?: Figures;
}

export interface ForecastWish {
  readonly train: NamedSeries;
  /** What came after each series of `train`; never seen by what forecasts. */
  readonly test?: NamedSeries;
  readonly options: ForecastOptions;
  readonly progress: (line: string) => void;
}

/**
 * Forecasts every series, and judges the forecasts where it is known what came.
 * @throws EvalInputError where a series and the wish do not go together
 */
export function evaluateForecast(wish: ForecastWish): {
  evaluation: ForecastEvaluation;
  lines: ForecastLine[];
} {
  const { train, test, options, progress } = wish;
  check(wish);
  const lines: ForecastLine[] = [];
  const judged: JudgedSeries[] = [];
  const tenth = Math.max(1, Math.ceil(train.size / 10));
  const begun = process.cpuUsage();
  let others = 0;
  for (const [series, history] of train) {
    const before = process.cpuUsage();
    const found = forecast(history, options);
    const spent = cpuMs(before);
    const edges =
      options.intervals === false ? {} : { lo95: Array.from(found.lo95), hi95: Array.from(found.hi95) };
    lines.push({ series, mean: Array.from(found.mean), ...edges, method: found.method, ms: spent });
    const aside = process.cpuUsage();
    const actual = test?.get(series);
    if (actual) judged.push({ history, actual: actual.subarray(0, options.horizon), forecast: found });
    if (lines.length % tenth === 0) progress(`${lines.length} of ${train.size} series`);
    others += cpuMs(aside);
  }
  const cpuSeconds = (cpuMs(begun) - others) / 1_000;
  const season = (options.period2 ?? (options.period === 24 ? 168 : 0)) || options.period;
  const figures = test ? judge(judged, options.period, season, options.counts === true) : undefined;
  const evaluation: ForecastEvaluation = {
    series: train.size,
    horizon: options.horizon,
    intervals: options.intervals !== false,
    cpuSeconds,
    cpuMsPerSeries: (1_000 * cpuSeconds) / train.size,
    ...(figures ? { figures } : {}),
  };
  return { evaluation, lines };
}

function check({ train, test, options }: ForecastWish): void {
  for (const name of test?.keys() ?? []) {
    if (!train.has(name)) {
      throw new EvalInputError(`The test has a series "${name}" that the training file does not have.`);
    }
  }
  if (!options.counts) return;
  for (const [name, values] of train) {
    const at = values.findIndex((value) => value < 0);
    if (at >= 0) {
      throw new EvalInputError(
        `With --counts no value may be negative: value ${at + 1} of "${name}" is ${values[at] ?? ''}.`,
      );
    }
  }
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}
