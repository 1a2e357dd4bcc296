import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { createEncoder } from '#adapters/encoder';
import { evaluateFaq, type FaqEvaluation } from '../eval/faq.js';
import { EvalInputError, readFaqLines } from '../eval/faq-lines.js';
import { withTitles } from '../eval/faq-titles.js';

interface Options {
  train: string;
  valid?: string;
  test: string;
  predictions?: string;
  lexical?: boolean;
  titles: boolean;
  json?: boolean;
}

/** `lyceum eval faq`: how often the FAQ matcher is right, and silent where it should be, on questions of one's own. */
export function addEvalFaq(evals: Command): void {
  evals
    .command('faq')
    .description(
      'the FAQ matcher, on files with {"text","intent"} in each line; intent null: about nothing known',
    )
    .requiredOption('--train <file>', 'phrasings to learn from')
    .option('--valid <file>', 'questions to choose thresholds by; without it, parts of the training file are')
    .requiredOption('--test <file>', 'questions to measure on; nothing is chosen by them')
    .option('--predictions <file>', 'where to write what was said to each question of the test')
    .option('--lexical', 'by letters alone, without the sentence encoder')
    .option(
      '--no-titles',
      "the intents' names are no phrasings; otherwise each is one, as an entry's title is",
    )
    .option('--json', 'one JSON object instead of lines to read')
    .action(evalFaq);
}

async function evalFaq(options: Options): Promise<void> {
  try {
    const [train, valid, test] = await Promise.all([
      readFaqLines(options.train),
      options.valid === undefined ? undefined : readFaqLines(options.valid),
      readFaqLines(options.test),
    ]);
    const encoder = options.lexical ? undefined : createEncoder();
    const { evaluation, predictions } = await evaluateFaq({
      train: options.titles ? withTitles(train) : train,
      test,
      ...(valid ? { valid } : {}),
      ...(encoder ? { encoder } : {}),
      progress: (line) => console.error(line),
    });
    if (options.predictions !== undefined) {
      await writeFile(options.predictions, predictions.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
    if (options.json) console.log(JSON.stringify(evaluation));
    else for (const line of written(evaluation)) console.log(line);
  } catch (error) {
    if (!(error instanceof EvalInputError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function written(found: FaqEvaluation): string[] {
  const percent = (value: number | null) =>
    value === null ? 'none in the test' : `${(100 * value).toFixed(1)} %`;
  const rows: [string, string][] = [
    ['phrasings, intents', `${found.phrasings}, ${found.intents}`],
    ['questions about something known', String(found.inScope)],
    ['questions about nothing known', String(found.outOfScope)],
    ['accuracy (best candidate, said or not)', percent(found.accuracy)],
    ['threshold', found.threshold.toFixed(3)],
    ['in-scope accuracy (right and said)', percent(found.inScopeAccuracy)],
    ['out-of-scope recall (silent)', percent(found.outOfScopeRecall)],
    ['wrong of what is said', percent(found.wrongOfAnswered)],
    ['AUROC', found.auroc === null ? 'none out of scope in the test' : found.auroc.toFixed(3)],
    ['calibration error (ECE)', found.ece.toFixed(3)],
    ['latency p50, p99', `${found.latency.p50.toFixed(2)} ms, ${found.latency.p99.toFixed(2)} ms`],
    ['training', `${found.trainingSeconds.toFixed(1)} s`],
    [
      'model, whole process',
      `${found.memory.modelMb.toFixed(1)} MB, ${found.memory.residentMb.toFixed(0)} MB`,
    ],
    ['sentence encoder', found.encoder ? 'used where letters leave it open' : 'not used'],
  ];
  return rows.map(([what, measured]) => `${what.padEnd(42)} ${measured}`);
}
