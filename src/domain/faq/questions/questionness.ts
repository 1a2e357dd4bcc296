import { chineseCues } from './chinese.js';
import { clean, sentences } from './clean.js';
import { englishCues } from './english.js';
import { english } from './grammar.js';
import { languageOf } from './language.js';
import type { Cue, TextLanguage } from './model.js';

/** What a sentence without any sign is: hardly a question. */
const PRIOR = -1.6;
/** Between these the signs leave it open, and the grammar is asked. */
const OPEN = { from: -1.7, to: 0.2 };
/** What the grammar's word counts. */
const GRAMMAR = 1.6;

/**
 * How likely a message asks something or calls for help, 0 to 1: of its sentences the one that asks most.
 * Works for English, Chinese in both scripts, pinyin and mixtures; any input, in bounded time (a millisecond or
 * two; the first English one that is hard to tell takes a sixth of a second once).
 * @param thorough false: by its signs alone, in hundredths of a millisecond, for those that are only counted
 */
export function questionness(text: string, locale?: TextLanguage, thorough = true): number {
  const parts = sentences(clean(text));
  if (parts.length === 0) return 0;
  return Math.max(...parts.map((one) => logistic(points(one, languageOf(one) ?? locale ?? null, thorough))));
}

function points(sentence: string, language: TextLanguage, thorough: boolean): number {
  const seen = PRIOR + Math.max(sum(englishCues, sentence), sum(chineseCues, sentence));
  const isOpen = thorough && seen > OPEN.from && seen < OPEN.to;
  return language === 'en' && isOpen && english(sentence).questions().length > 0 ? seen + GRAMMAR : seen;
}

/** Signs for a question add less the more there are of them; one against it counts in full. */
function sum(cues: readonly Cue[], sentence: string): number {
  const found = cues.filter(({ sign }) => sign.test(sentence)).map(({ weight }) => weight);
  const pro = found.filter((weight) => weight > 0).sort((one, other) => other - one);
  const contra = found.filter((weight) => weight < 0).sort((one, other) => one - other);
  return pro.reduce((total, weight, index) => total + weight / (1 + index), 0) + (contra[0] ?? 0);
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-1.4 * value));
}
