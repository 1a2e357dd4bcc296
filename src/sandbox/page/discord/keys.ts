/** What a key means while a message or a command is written. Pure. */

export type Intent = 'up' | 'down' | 'pick' | 'send' | 'clear' | 'undo' | 'begin';

export interface Typing {
  key: string;
  shift: boolean;
  /** How much the open list shows. */
  count: number;
  /** A command is being built. */
  drafting: boolean;
  /** The field belongs to an option of the command. */
  inOption: boolean;
  /** The option has a picked value. */
  picked: boolean;
  /** What stands in the field. */
  text: string;
}

export function intentOf({ key, shift, count, drafting, inOption, picked, text }: Typing): Intent | null {
  if (key === 'ArrowDown') return count > 0 ? 'down' : null;
  if (key === 'ArrowUp') return count > 0 ? 'up' : null;
  if (key === 'Tab') return !shift && count > 0 && !picked ? 'pick' : null;
  if (key === 'Escape') return drafting || text !== '' ? 'clear' : null;
  if (key === 'Backspace') return drafting && text === '' ? 'undo' : null;
  if (key === ' ') return !drafting && text.startsWith('/') ? 'begin' : null;
  if (key !== 'Enter') return null;
  // Behind the last option Enter sends: what could still be added waits for Tab.
  const behind = drafting && !inOption && text === '';
  return count > 0 && !picked && !behind ? 'pick' : 'send';
}
