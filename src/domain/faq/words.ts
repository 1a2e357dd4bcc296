import { languageOf } from './questions/index.js';
import type { Locale } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { legible } from '#kernel/legible';
import { MAX_ANSWER, MAX_PHRASING, MAX_TAG, MAX_TAGS, MAX_TITLE } from './limits.js';
import type { FaqText } from './model.js';

/** Whether a text has at most so many characters, as people count them. */
const fits = (text: string, max: number): boolean => text.length <= max || [...text].length <= max;

/** On one line, without blanks around it. */
export const oneLine = (text: string): string => legible(text).replaceAll(/\s+/g, ' ').trim();

/** What two texts have in common that differ in capitals, widths and blanks only. */
export const folded = (text: string): string =>
  oneLine(text.normalize('NFKC').toLowerCase()).replaceAll(/[?？!！.。]+$/g, '');

/** Throws UserFacingError `faq_title_missing`, `faq_answer_missing`, `words_too_long`. */
export function checkedText({ locale, title, answer }: FaqText): FaqText {
  const named = oneLine(title);
  if (named === '') throw new UserFacingError('faq_title_missing');
  if (!fits(named, MAX_TITLE)) throw new UserFacingError('words_too_long', { max: MAX_TITLE });
  const said = legible(answer).replaceAll(/\r\n?/g, '\n').trim();
  if (said === '') throw new UserFacingError('faq_answer_missing', { title: named });
  if (!fits(said, MAX_ANSWER)) throw new UserFacingError('words_too_long', { max: MAX_ANSWER });
  return { locale, title: named, answer: said };
}

/** Throws UserFacingError `faq_phrasing_missing`, `words_too_long`. */
export function checkedPhrasing(
  given: { text: string; locale?: Locale },
  otherwise: Locale,
): { text: string; locale: Locale } {
  const text = oneLine(given.text);
  if (text === '') throw new UserFacingError('faq_phrasing_missing');
  if (!fits(text, MAX_PHRASING)) throw new UserFacingError('words_too_long', { max: MAX_PHRASING });
  return { text, locale: given.locale ?? languageOf(text) ?? otherwise };
}

/** Without doubles, in order. Throws UserFacingError `faq_tags`. */
export function checkedTags(tags: readonly string[]): string[] {
  const named = tags.map((tag) => oneLine(tag).replace(/^#/, '')).filter((tag) => tag !== '');
  const distinct = [...new Map(named.map((tag) => [folded(tag), tag])).values()];
  if (distinct.length > MAX_TAGS || distinct.some((tag) => !fits(tag, MAX_TAG) || /[,;，；\n]/.test(tag))) {
    throw new UserFacingError('faq_tags', { max: MAX_TAGS, letters: MAX_TAG });
  }
  return distinct;
}
