import { UserFacingError, type TextParams } from '#kernel/errors';
import { printable } from '#kernel/legible';

/** Names in messages: whole characters, one line, and not longer than a message bears. */
export function shownName(name: string): string {
  const clean = printable(name).replace(/\s+/g, ' ').trim();
  const letters = [...clean];
  return letters.length <= 80 ? clean : `…${letters.slice(-79).join('')}`;
}

/** An upload is refused because of this file. */
export function refused(key: string, file: string, params: TextParams = {}): UserFacingError {
  return new UserFacingError(key, { file: shownName(file), ...params });
}
