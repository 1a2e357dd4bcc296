import { questionness } from '#domain/faq';

/** From here on a text is taken for a question, 0 to 1. */
export const ASKS = 0.5;

/** More of a message does not make it more of a question, and looking costs time. */
const LOOKED_AT = 500;

/** Whether a message that is only counted asks something, by its signs: in a busy place there are many a second. */
export function isQuestion(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  return start.trim() !== '' && questionness(start, undefined, false) >= ASKS;
}
