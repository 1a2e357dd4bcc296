import { trainMatcher, type Encoder, type Matcher } from '#domain/faq';
import { faqFigures, type FaqFigures, type FaqOutcome } from './faq-figures.js';
import type { FaqLine } from './faq-lines.js';
import { thresholdFor } from './faq-threshold.js';

export interface FaqEvalInput {
  train: readonly FaqLine[];
  valid?: readonly FaqLine[];
  test: readonly FaqLine[];
  /** Absent: by letters alone. */
  encoder?: Encoder;
  /** How far it is, for whoever waits. */
  progress(line: string): void;
}

export interface FaqPrediction {
  text: string;
  best: string | null;
  probability: number;
  /** What is said; null: nothing. */
  decision: string | null;
}

export interface FaqEvaluation extends FaqFigures {
  threshold: number;
  encoder: boolean;
  intents: number;
  phrasings: number;
  trainingSeconds: number;
  /** For one question, in milliseconds. */
  latency: { p50: number; p99: number };
  memory: { modelMb: number; residentMb: number };
}

/** Trains, chooses a threshold without looking at the test, and asks every question of the test once. */
export async function evaluateFaq(
  input: FaqEvalInput,
): Promise<{ evaluation: FaqEvaluation; predictions: FaqPrediction[] }> {
  const { train, valid, test, encoder, progress } = input;
  const phrasings = train.flatMap(({ text, intent }) => (intent === null ? [] : [{ text, intent }]));
  const background = train.flatMap(({ text, intent }) => (intent === null ? [text] : []));
  const intents = new Set(phrasings.map(({ intent }) => intent)).size;
  progress(`training on ${phrasings.length} phrasings of ${intents} intents`);
  const started = performance.now();
  const matcher = await trainMatcher({
    phrasings,
    background,
    ...(valid ? { validation: valid } : {}),
    ...(encoder ? { encoder } : {}),
  });
  const trainingSeconds = (performance.now() - started) / 1000;
  progress(`trained in ${trainingSeconds.toFixed(1)} s`);
  const ask = asking(matcher, encoder, progress);
  const threshold = thresholdFor(valid);
  const { outcomes, took } = await ask(test, 'test');
  took.sort((a, b) => a - b);
  const at = (quantile: number) => took[Math.min(took.length - 1, Math.floor(took.length * quantile))] ?? 0;
  const evaluation: FaqEvaluation = {
    ...faqFigures(outcomes, threshold),
    threshold,
    encoder: encoder !== undefined,
    intents,
    phrasings: phrasings.length,
    trainingSeconds,
    latency: { p50: at(0.5), p99: at(0.99) },
    memory: {
      modelMb: matcher.save().length / 2 ** 20,
      residentMb: process.memoryUsage.rss() / 2 ** 20,
    },
  };
  const predictions = outcomes.map(({ best, probability }, index) => ({
    text: test[index]?.text ?? '',
    best,
    probability,
    decision: probability >= threshold ? best : null,
  }));
  return { evaluation, predictions };
}

function asking(matcher: Matcher, encoder: Encoder | undefined, progress: (line: string) => void) {
  return async (lines: readonly FaqLine[], what: string) => {
    const outcomes: FaqOutcome[] = [];
    const took: number[] = [];
    for (const { text, intent } of lines) {
      const started = performance.now();
      const { candidates, probability } = encoder
        ? await matcher.matchWell(text, encoder)
        : matcher.match(text);
      took.push(performance.now() - started);
      outcomes.push({ intent, best: candidates[0]?.intent ?? null, probability });
      if (outcomes.length % 1000 === 0) progress(`${what}: ${outcomes.length} of ${lines.length} asked`);
    }
    return { outcomes, took };
  };
}
