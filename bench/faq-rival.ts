import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangZh } from '@nlpjs/lang-zh';
import { Nlp } from '@nlpjs/nlp';
import type { FaqLine } from '#app/eval/faq-lines';
import type { FaqOutcome } from '#app/eval/faq-figures';

/** The part of nlp.js that is compared with. */
export interface Rival {
  settings: { autoSave?: boolean; log?: boolean };
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(locale: string, text: string): Promise<{ intent: string; score: number }>;
}

/** What nlp.js says to the test after learning the same phrasings; its word for knowing nothing counts as silence. */
export async function askRival(
  train: readonly FaqLine[],
  test: readonly FaqLine[],
  locale: 'en' | 'zh',
): Promise<FaqOutcome[]> {
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(locale === 'en' ? LangEn : LangZh);
  const nlp = container.get('nlp') as Rival;
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage(locale);
  for (const { text, intent } of train) if (intent !== null) nlp.addDocument(locale, text, intent);
  await nlp.train();
  const outcomes: FaqOutcome[] = [];
  for (const { text, intent } of test) {
    const found = await nlp.process(locale, text);
    const silent = found.intent === 'None';
    outcomes.push({ intent, best: silent ? null : found.intent, probability: silent ? 0 : found.score });
  }
  return outcomes;
}
