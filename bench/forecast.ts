import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initSync, MSTL } from '@bsull/augurs/mstl';
import ARIMA from 'arima';
import { forecast, overallScore, seasonalNaive, type Judged } from '#domain/forecast';
import { chatRolling, readRows } from './forecast-chat.js';
import { chatHours, smoothHours } from './made-series.js';
import { line } from './measure.js';

const HORIZON = 48;
const PERIOD = 24;

/** Milliseconds of processor time that a forecaster works at least, before it is timed and while it is. */
const WARM = 2_000;
const TIMED = 500;

interface Pair {
  readonly history: Float64Array;
  readonly actual: Float64Array;
}

type Forecaster = (history: Float64Array) => ArrayLike<number>;

/**
 * The forecaster beside two others from npm, in one run on the same series, and what a thousand series cost.
 * @param wish how many series for the side by side; a folder with M4 Hourly and chat counts, where there is one
 */
export function forecasts(wish: { series: number; data: string | undefined }): void {
  const require = createRequire(import.meta.url);
  initSync({ module: readFileSync(require.resolve('@bsull/augurs/mstl').replace(/\.js$/, '_bg.wasm')) });

  sideBySide('made series', made(wish.series));
  const [train, test] = ['m4-hourly.train.csv', 'm4-hourly.test.csv'].map((name) =>
    join(wish.data ?? '', name),
  );
  if (wish.data !== undefined && train && test && existsSync(train) && existsSync(test)) {
    const actual = new Map(readRows(test));
    const pairs = readRows(train).map(([name, history]) => ({
      history,
      actual: actual.get(name) ?? new Float64Array(0),
    }));
    const apart = Math.max(1, Math.floor(pairs.length / wish.series));
    sideBySide('M4 Hourly', pairs.filter((_, at) => at % apart === 0).slice(0, wish.series));
    show(`M4 Hourly, all ${pairs.length} series, ours`, measure(own, pairs));
  }
  thousand();
  if (wish.data !== undefined) chatRolling(wish.data);
}

const own: Forecaster = (history) => forecast(history, { horizon: HORIZON, period: PERIOD }).mean;

const others: Record<string, Forecaster> = {
  '@bsull/augurs MSTL 24': (history) => augurs(history, [24]),
  '@bsull/augurs MSTL 24 and 168': (history) => augurs(history, [24, 168]),
  'arima (1,1,1)(0,1,1)24': (history) => arima(history, { p: 1, d: 1, q: 1, P: 0, D: 1, Q: 1 }),
  'arima auto, up to (2,1,2)(1,1,1)24': (history) =>
    arima(history, { auto: true, p: 2, d: 1, q: 2, P: 1, D: 1, Q: 1 }),
};

function augurs(history: Float64Array, periods: number[]): ArrayLike<number> {
  const model = MSTL.ets(periods);
  model.fit(history);
  const { point } = model.predict(HORIZON);
  model.free();
  return point;
}

function arima(history: Float64Array, orders: Record<string, number | boolean>): ArrayLike<number> {
  const model = new ARIMA({ ...orders, s: PERIOD, verbose: false });
  model.train([...history]);
  const [mean] = model.predict(HORIZON);
  model.destroy();
  // Now and then its search leaves the ground. The season before is a kinder answer than its own.
  const most = 100 * history.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const sane = mean.every((value) => Math.abs(value) <= most);
  return sane ? mean : seasonalNaive(history, HORIZON, PERIOD);
}

function made(count: number): Pair[] {
  return Array.from({ length: count }, (_, at) => {
    const all = smoothHours(at + 1, 960 + HORIZON);
    return { history: all.subarray(0, 960), actual: all.subarray(960) };
  });
}

/**
 * Series after series, each forecaster in its turn: what else the machine does meanwhile slows all of them alike.
 * Engines go on compiling what runs for a second or two, so each has worked for a while before it is timed.
 */
function sideBySide(what: string, pairs: readonly Pair[]): void {
  const all = Object.entries({ 'ours, intervals included': own, ...others }).map(([name, forecaster]) => ({
    name,
    forecaster,
    judged: [] as Judged[],
    ms: 0,
  }));
  for (const { forecaster } of all) {
    for (const { history } of pairs.slice(0, 3)) timed(forecaster, history, WARM / 3);
  }
  for (const pair of pairs) {
    for (const one of all) {
      const { predicted, ms } = timed(one.forecaster, pair.history, TIMED / pairs.length);
      one.judged.push({ ...pair, predicted });
      one.ms += ms / pairs.length;
    }
  }
  const ours = all[0]?.ms ?? NaN;
  for (const { name, judged, ms } of all) {
    const times = ms === ours ? '' : `; ${(ms / ours).toFixed(1)} × our processor time`;
    show(`${what}, ${pairs.length}: ${name}`, { OWA: overallScore(judged, PERIOD).OWA, ms }, times);
  }
}

function measure(forecaster: Forecaster, pairs: readonly Pair[]): { OWA: number; ms: number } {
  let total = 0;
  const judged = pairs.map((pair) => {
    const { predicted, ms } = timed(forecaster, pair.history, TIMED / pairs.length);
    total += ms;
    return { ...pair, predicted };
  });
  return { OWA: overallScore(judged, PERIOD).OWA, ms: total / pairs.length };
}

/**
 * A forecast, and the processor time that one takes. What takes no time is done again: a few milliseconds measured
 * once say more of the machine than of the work.
 * @param least milliseconds of processor time to spend
 */
function timed(
  forecaster: Forecaster,
  history: Float64Array,
  least: number,
): { predicted: ArrayLike<number>; ms: number } {
  const begun = process.cpuUsage();
  for (let rounds = 1; ; rounds += 1) {
    const predicted = forecaster(history);
    const { user, system } = process.cpuUsage(begun);
    const ms = (user + system) / 1_000;
    if (ms >= least) return { predicted, ms: ms / rounds };
  }
}

function show(what: string, { OWA, ms }: { OWA: number; ms: number }, more = ''): void {
  line(what, `OWA ${OWA.toFixed(3)}, ${ms.toFixed(1)} ms of processor a series${more}`);
}

/** Eight weeks of hours and a week ahead, a thousand times. */
function thousand(): void {
  for (const [what, make, counts] of [
    ['chat counts', chatHours, true],
    ['smooth series', smoothHours, false],
  ] as const) {
    const all = Array.from({ length: 1_000 }, (_, at) => make(at + 1, 1_344));
    for (const intervals of [false, true]) {
      const begun = process.cpuUsage();
      for (const history of all)
        forecast(history, { horizon: 168, period: 24, period2: 168, counts, intervals });
      const { user, system } = process.cpuUsage(begun);
      const how = intervals ? 'intervals included' : 'without intervals';
      line(
        `1,000 × 8 weeks of hours, a week ahead, ${what}, ${how}`,
        `${((user + system) / 1e6).toFixed(1)} s`,
      );
    }
  }
}
