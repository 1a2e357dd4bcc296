import { writeFile } from 'node:fs/promises';
import { EvalInputError } from '../eval/faq-lines.js';
import { evaluateForecast, type ForecastEvaluation } from '../eval/forecast.js';
import { readSeries } from '../eval/forecast-series.js';
import type { ForecastWish } from './eval-forecast.js';

/** Forecasts and judges; files that are not as they should be are told of in a sentence. */
export async function evalForecast(wish: ForecastWish): Promise<void> {
  try {
    if (wish.period2 !== undefined && wish.period2 % wish.period !== 0) {
      throw new EvalInputError(`--period2 ${wish.period2} is not a multiple of --period ${wish.period}.`);
    }
    const train = await readSeries(wish.train);
    const test = wish.test === undefined ? undefined : await readSeries(wish.test);
    const { evaluation, lines } = evaluateForecast({
      train,
      ...(test ? { test } : {}),
      options: {
        horizon: wish.horizon,
        period: wish.period,
        ...(wish.period2 === undefined ? {} : { period2: wish.period2 }),
        counts: wish.counts === true,
        intervals: wish.intervals,
      },
      progress: (line) => console.error(line),
    });
    const written = lines.map((one) => `${JSON.stringify(one)}\n`);
    if (wish.out !== undefined) await write(wish.out, written.join(''));
    const printed = wish.out === undefined && !test;
    if (wish.json) console.log(JSON.stringify(printed ? { ...evaluation, forecasts: lines } : evaluation));
    else {
      if (printed) process.stdout.write(written.join(''));
      // Beside forecasts on the same screen, figures must not get into what is piped on.
      for (const line of rows(evaluation)) (printed ? console.error : console.log)(line);
    }
  } catch (error) {
    if (!(error instanceof EvalInputError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function write(file: string, content: string): Promise<void> {
  await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
    throw new EvalInputError(`${file}: cannot be written (${error.code ?? 'unknown reason'})`);
  });
}

function rows(found: ForecastEvaluation): string[] {
  const percent = (value: number | null) => (value === null ? 'not known' : `${(100 * value).toFixed(1)} %`);
  const number = (value: number | null) => (value === null ? 'not known' : value.toFixed(3));
  const all: [string, string][] = [
    ['series, steps ahead', `${found.series}, ${found.horizon}`],
    [
      found.intervals ? 'processor time, intervals included' : 'processor time, without intervals',
      `${found.cpuSeconds.toFixed(2)} s, ${found.cpuMsPerSeries.toFixed(2)} ms a series`,
    ],
  ];
  const { figures } = found;
  if (figures) {
    all.push(
      ['series judged', String(figures.judged)],
      ['OWA (1: as good as Naive2)', number(figures.OWA)],
      ['sMAPE, MASE', `${number(figures.sMAPE)}, ${number(figures.MASE)}`],
      ['the same of Naive2', `${number(figures.naive2.sMAPE)}, ${number(figures.naive2.MASE)}`],
      ['RMSE to the season before, all steps', number(figures.relativeRMSE)],
      ['the same, mean over the series', number(figures.relativeRMSEPerSeries)],
      ['bias', percent(figures.bias)],
    );
  }
  if (figures && found.intervals) {
    all.push(
      ['MSIS', number(figures.MSIS)],
      ['95 % interval covers', percent(figures.coverage95)],
      ['80 % interval covers', percent(figures.coverage80)],
      ['interval score (95 %)', number(figures.intervalScore95)],
    );
    if (figures.scoreToPoisson !== null) {
      all.push(
        ['the same, to that of Poisson intervals', percent(figures.scoreToPoisson)],
        ['which cover', percent(figures.poissonCoverage95)],
      );
    }
  }
  const widest = Math.max(...all.map(([name]) => name.length));
  return all.map(([name, value]) => `${name.padEnd(widest)}  ${value}`);
}
