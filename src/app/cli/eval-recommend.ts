import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EvalInputError } from '../eval/faq-lines.js';
import { joinRecommendData } from '../eval/recommend-data.js';
import { readCourses, readTaken } from '../eval/recommend-files.js';
import { evaluateRecommend, recommendationLines, type RecommendWish } from '../eval/recommend.js';
import { recommendReport } from '../eval/recommend-report.js';

interface Options {
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
    .action(evalRecommend);
}

async function evalRecommend(options: Options): Promise<void> {
  try {
    const train = await readTaken(options.train);
    const test = await readTaken(options.test);
    const courses = options.courses === undefined ? null : await readCourses(options.courses);
    const data = joinRecommendData(train, test, courses);
    if (options.model === 'next' && !data.histories.ordered) {
      throw new EvalInputError(`${options.train}: the model next needs a column position; ease does without`);
    }
    const { evaluation, ranking } = evaluateRecommend(data, {
      model: options.model,
      k: options.k,
      cold: options.cold === true,
      seed: options.seed,
      progress: (line) => console.error(line),
    });
    if (options.out !== undefined) await write(options.out, recommendationLines(data, ranking));
    if (options.json) console.log(JSON.stringify(evaluation));
    else for (const line of recommendReport(evaluation)) console.log(line);
  } catch (error) {
    if (!(error instanceof EvalInputError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function write(file: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), createWriteStream(file)).catch((error: NodeJS.ErrnoException) => {
    throw new EvalInputError(`${file}: cannot be written (${error.code ?? 'unknown reason'})`);
  });
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
