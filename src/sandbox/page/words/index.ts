import { en } from './en.js';
import { zh } from './zh.js';

/** The languages of the page; what the bot says follows the person instead. */
export type Language = 'en' | 'zh-CN';

export type Words = typeof en;

export function wordsOf(language: Language): Words {
  return language === 'en' ? en : zh;
}

/** What was chosen before, or what the browser prefers. */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  const known = preferred.find((one) => /^(zh|en)\b/i.test(one));
  return known && /^zh/i.test(known) ? 'zh-CN' : 'en';
}
