import { InvalidArgumentError, type Command } from 'commander';

export interface ForecastWish {
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
    .action(async (wish: ForecastWish) => (await import('./eval-forecast-run.js')).evalForecast(wish));
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= 100_000) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to 100000.`);
  };
}
