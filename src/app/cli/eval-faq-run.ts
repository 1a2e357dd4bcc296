import { writeFile } from 'node:fs/promises';
import { createEncoder } from '#adapters/encoder';
import { evaluateFaq, type FaqEvaluation } from '../eval/faq.js';
import { EvalInputError, readFaqLines } from '../eval/faq-lines.js';
import { withTitles } from '../eval/faq-titles.js';
import type { FaqWish } from './eval-faq.js';

/** Measures, and says what it found; the wish's files that are not as they should be are told of in a sentence. */
export async function evalFaq(options: FaqWish): Promise<void> {
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
