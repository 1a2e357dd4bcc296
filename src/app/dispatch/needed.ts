import type { LeafCommand } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import type { Checked } from './options.js';

/**
 * An option that only turned out to be needed while the command ran: a room says so with the error
 * `<option>_needed`. It is asked for like one that is required.
 * @returns its name; null: the error is about something else, or the option was given
 */
export function neededOption(error: unknown, leaf: LeafCommand, checked: Checked): string | null {
  if (!(error instanceof UserFacingError)) return null;
  const name = /^(\w+)_needed$/.exec(error.key)?.[1];
  return name !== undefined && Object.hasOwn(leaf.options, name) && checked[name] === undefined ? name : null;
}
