import type { FileValue } from '#contracts';
import { UserFacingError } from '#kernel/errors';

/** An answer as a file: longer than any answer may be. */
export const answerFile = {
  type: 'file',
  maxBytes: 1_048_576,
  summary: 'commands.faq.options.file.summary',
} as const;

/** The answer, typed or as a Markdown file; undefined: neither. Throws UserFacingError `faq_file`. */
export async function answerGiven(
  typed: string | undefined,
  file: FileValue | undefined,
): Promise<string | undefined> {
  if (!file) return typed;
  return textOf(await file.read());
}

/** Throws UserFacingError `faq_file` when it is no text. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\0', '');
  } catch {
    throw new UserFacingError('faq_file');
  }
}

/** Several phrasings in one option: on lines of their own, or with semicolons or bars between them. */
export function phrasingsIn(typed: string | undefined): { text: string }[] {
  return (typed ?? '')
    .split(/[\n;；|｜]+/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text }));
}

/** With commas or blanks before a hash between them. */
export function tagsIn(typed: string): string[] {
  return typed
    .split(/[,，、;；\n]+|\s+(?=#)/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
