import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EvalInputError } from '../eval/faq-lines.js';
import { joinRecommendData } from '../eval/recommend-data.js';
import { readCourses, readTaken } from '../eval/recommend-files.js';
import { evaluateRecommend, recommendationLines } from '../eval/recommend.js';
import { recommendReport } from '../eval/recommend-report.js';
import type { RecommendOptions } from './eval-recommend.js';

/** Recommends and judges; files that are not as they should be are told of in a sentence. */
export async function evalRecommend(options: RecommendOptions): Promise<void> {
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
