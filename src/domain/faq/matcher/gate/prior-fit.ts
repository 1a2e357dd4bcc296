import { createStemmer } from '../text/words.js';
import { read } from '../features.js';
import { embedded } from '../embedding.js';
import { learn } from '../learn/core.js';
import { NOTHING } from '../learn/problem.js';
import { eyesOf } from '../look.js';
import type { Encoder, LabelledText } from '../model.js';
import { lexiconOf } from '../text/repair.js';
import { examplesOf, USUAL_HEAT, weighted } from './fit.js';
import { tried, type Trial } from './folds.js';
import { fitLogistic } from './logistic.js';
import { SIGNALS } from './signals.js';

/** A community made up to learn from: what it knows, and what is asked there. */
export interface PriorCommunity {
  phrasings: readonly LabelledText[];
  asked: readonly { text: string; intent: string | null }[];
}

/** Share of questions about nothing known that a community is reckoned to have before it has shown any. */
const UNKNOWN_SHARE = 0.35;
const STRENGTH = 1;
/** No made-up community has chat that it left unanswered, or thumbs down. */
const SET_BY_HAND: Readonly<Record<string, number>> = { nothing: -2, against: -3 };

/** Coefficients for a gate that has seen nothing of a community yet, from many communities that were made up. */
export async function fitPrior(
  communities: readonly PriorCommunity[],
  encoder: Encoder,
): Promise<{ lexical: number[]; deep: number[] }> {
  const stem = createStemmer();
  const trials: Trial[] = [];
  for (const { phrasings, asked } of communities) {
    const intents = [...new Set(phrasings.map(({ intent }) => intent))].sort();
    const readings = phrasings.map(({ text, intent }) => ({
      reading: read(text, stem),
      label: intents.indexOf(intent),
    }));
    const vectors = await embedded(
      readings.map(({ reading }) => reading),
      encoder,
    );
    const core = learn(
      readings.map((one, at) => ({ ...one, vector: vectors?.[at] ?? null })),
      intents.length,
    );
    const eyes = eyesOf(lexiconOf(readings.map(({ reading }) => reading.pieces)), [], stem);
    const questions = asked.map(({ text, intent }) => ({
      reading: read(text, stem),
      label: intent === null ? NOTHING : intents.indexOf(intent),
    }));
    const answers = await embedded(
      questions.map(({ reading }) => reading),
      encoder,
    );
    questions.forEach((one, at) => trials.push(tried({ ...one, vector: answers?.[at] ?? null }, core, eyes)));
  }
  const fit = (deep: boolean) => {
    const examples = weighted(examplesOf(trials, USUAL_HEAT, deep), UNKNOWN_SHARE);
    const coefficients = fitLogistic(examples, new Float64Array(SIGNALS.length + 1), STRENGTH);
    return Array.from(coefficients, (value, at) => {
      const known = SET_BY_HAND[SIGNALS[at - 1] ?? ''];
      return known ?? Math.round(value * 1000) / 1000;
    });
  };
  return { lexical: fit(false), deep: fit(true) };
}
