import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RecommendWish } from '../eval/recommend.js';

export interface RecommendOptions {
  train: string;
  test: string;
  courses?: string;
  model: RecommendWish['model'];
  k: number;
  out?: string;
  cold?: boolean;
  seed: number;
  json?: boolean;
}

/** `lyceum eval recommend`: whether recommendations beat popularity, on data of one's own. */
export function addEvalRecommend(evals: Command): void {
  evals
    .command('recommend')
    .description('recommendations, on files with the columns member,course and, where known, position')
    .requiredOption('--train <file>', 'what members took; positions say in which order')
    .requiredOption('--test <file>', 'what they took next; nothing is chosen by it')
    .option('--courses <file>', 'courses and their texts: a column course, and others; for new courses')
    .addOption(
      new Option('--model <name>', 'auto takes what does best on held-out courses of the training file')
        .choices(['auto', 'ease', 'next', 'als', 'popularity'])
        .default('auto'),
    )
    .option('--k <number>', 'how many courses are recommended', howMany, 10)
    .option('--out <file>', 'where to write the recommendations, a JSON object for each member')
    .option('--cold', 'measure newcomers and, with --courses, new courses too')
    .option('--seed <number>', 'for what is drawn', whole, 7)
    .option('--json', 'one JSON object instead of lines to read')
    .action(async (options: RecommendOptions) =>
      (await import('./eval-recommend-run.js')).evalRecommend(options),
    );
}

function howMany(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000) throw new InvalidArgumentError('1 to 1000');
  return number;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number');
  return number;
}
