import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { EvalInputError } from '../eval/faq-lines.js';
import { evaluateForecast, type ForecastEvaluation } from '../eval/forecast.js';
import { readSeries } from '../eval/forecast-series.js';

interface Options {
  train: string;
  horizon: number;
  period: number;
  period2?: number;
  counts?: boolean;
  test?: string;
  out?: string;
  intervals: boolean;
  json?: boolean;
}

/** `lyceum eval forecast`: the forecasts of series of one's own, and how near they came. */
export function addEvalForecast(evals: Command): void {
  evals
    .command('forecast')
    .description('the forecaster, on files with a series in each line: name,v1,v2,… (empty: missing)')
    .requiredOption('--train <file>', 'series to forecast')
    .requiredOption('--horizon <steps>', 'how many steps ahead', whole(1))
    .requiredOption('--period <steps>', 'steps of a season: 24 for hours, 7 for days, 1 for none', whole(1))
    .option(
      '--period2 <steps>',
      'steps of a longer season, a multiple of the first; 168 by default where the period is 24; 0 for none',
      whole(0),
    )
    .option('--counts', 'events that come in bursts: the mean is forecast, and whole numbers around it')
    .option('--test <file>', 'what came afterwards, same series; only to judge by')
    .option('--out <file>', 'where to write one JSON line per series; without it they are printed')
    .option('--no-intervals', 'the mean alone, to see what it costs')
    .option('--json', 'the figures as one JSON object instead of lines to read')
    .action(evalForecast);
}

async function evalForecast(wish: Options): Promise<void> {
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

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= 100_000) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to 100000.`);
  };
}
