/** A typed line as words: quotes of every kind keep words together, `name=value` names one. */
import type { MessageEntity } from 'grammy/types';
import type { NamedPerson } from './people.js';
import { personOf } from './people.js';

export interface Word {
  /** Where it stands in the text, name and quotes included. */
  start: number;
  end: number;
  /** Set by `name=` in front, as typed. */
  name?: string;
  /** Without name and quotes. */
  value: string;
  quoted: boolean;
  /** A person without a username whom the speaker picked from Telegram's list. */
  person?: NamedPerson;
}

const closers: Readonly<Record<string, string>> = {
  '"': '"“”＂',
  '“': '”“"',
  '”': '”“"',
  '„': '“”"',
  '＂': '＂"',
  "'": "'’",
  '‘': '’',
  '「': '」',
  '『': '』',
  '«': '»',
};
const naming = /^([\p{L}][\p{L}\p{N}_-]*)[=＝]/u;

/**
 * @param isName whether a word before `=` names something; otherwise the whole is one plain word
 * @param entities of the whole text, for mentions of people without a username
 */
export function readWords(
  text: string,
  from: number,
  entities: readonly MessageEntity[],
  isName: (name: string) => boolean,
): Word[] {
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    if (/\s/u.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const named = naming.exec(text.slice(at, at + 64));
    const name = named?.[1] !== undefined && isName(named[1]) ? named[1] : undefined;
    const begin = name === undefined ? at : at + (named?.[0].length ?? 0);
    const word = readValue(text, begin, entities);
    words.push({ ...word, start: at, ...(name !== undefined && { name }) });
    at = word.end;
  }
  return words;
}

function readValue(
  text: string,
  at: number,
  entities: readonly MessageEntity[],
): Omit<Word, 'start' | 'name'> {
  const mention = entities.find((entity) => entity.type === 'text_mention' && entity.offset === at);
  if (mention?.type === 'text_mention') {
    const end = at + mention.length;
    const person = { personId: String(mention.user.id), name: personOf(mention.user).name };
    return { end, value: text.slice(at, end), quoted: false, person };
  }
  const quoted = readQuoted(text, at);
  if (quoted) return quoted;
  let end = at;
  while (end < text.length && !/\s/u.test(text.charAt(end))) end += 1;
  return { end, value: text.slice(at, end), quoted: false };
}

/** A quoted value; a quotation mark that is never closed, or closed in the middle of a word, is just a character. */
function readQuoted(text: string, at: number): Omit<Word, 'start' | 'name'> | undefined {
  const ends = closers[text.charAt(at)];
  if (ends === undefined) return undefined;
  for (let end = at + 1; end < text.length; end += 1) {
    if (!ends.includes(text.charAt(end))) continue;
    const next = text.charAt(end + 1);
    if (next === '' || /\s/u.test(next))
      return { end: end + 1, value: text.slice(at + 1, end), quoted: true };
  }
  return undefined;
}
