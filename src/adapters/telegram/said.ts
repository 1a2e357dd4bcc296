/** What somebody said, before any command is looked up. */
import { isGroup, type Command } from '#contracts';
import type { Vocabulary } from './vocabulary.js';

export interface SaidCommand {
  /** Without slash. */
  word: string;
  /** `@somebot` behind it. */
  addressee?: string;
  /** Where the rest begins. */
  from: number;
}

/** Reads `/plans`, `/plans@lyceum_bot`, `/会员` (which Telegram itself does not take for a command). */
export function readCommand(text: string): SaidCommand | undefined {
  const found = /^[/／]([\p{L}\p{N}_-]{1,64})(?:@(\w{3,32}))?(?=\s|$)/u.exec(text);
  if (!found) return undefined;
  const [whole, word = '', addressee] = found;
  return { word, from: whole.length, ...(addressee !== undefined && { addressee }) };
}

/** A command path and the words for its options, from the payload of a start link. */
export interface Start {
  path: string;
  /** For the command's first option. */
  argument?: string;
}

const sayPrefix = 'say_';
const partMark = '__';

/** The payload of a link that says a command, `say_plan__create`; undefined when Telegram would not carry it. */
export function startPayload(path: string): string | undefined {
  const payload = sayPrefix + path.replaceAll(' ', partMark);
  return /^[\w-]{1,64}$/.test(payload) ? payload : undefined;
}

const pressPrefix = 'b-';

/** The payload of a link that presses a button, for places where it cannot be pressed. */
export function pressPayload(token: string): string {
  return pressPrefix + token;
}

/** The token that a start payload presses; undefined: it presses nothing. */
export function pressedBy(payload: string): string | undefined {
  return /^b-[\w-]{1,62}$/.test(payload) ? payload.slice(pressPrefix.length) : undefined;
}

/**
 * What a start payload says: `say_plans` says /plans, `link_ABCD` says /link with that code, and everything
 * else, nothing included, is a welcome.
 */
export function readStart(payload: string, vocabulary: Vocabulary): Start {
  const welcome: Start = { path: 'help' };
  if (!/^[\w-]{1,64}$/.test(payload)) return welcome;
  if (payload.startsWith(sayPrefix)) {
    const path = payload.slice(sayPrefix.length).replaceAll(partMark, ' ');
    return vocabulary.leaf(path) ? { path } : welcome;
  }
  const [word = '', ...rest] = payload.split('_');
  const command: Command | undefined = vocabulary.command(word);
  if (!command || isGroup(command) || command.name !== word) return welcome;
  if (rest.length === 0) return { path: command.name };
  return { path: command.name, argument: rest.join('_') };
}
