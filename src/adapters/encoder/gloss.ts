import type { Dictionary } from './dictionary.js';

/** What an encoder of English is given to read. */
export interface Gloss {
  text: string;
  /** Of its words, the share that went through the dictionary, 0 to 1. */
  translated: number;
}

const HAN = /\p{Script=Han}/u;
/** Scripts without spaces for which there is no dictionary. */
const OTHER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a text must be glossed to be read. */
export const isForeign = (text: string): boolean => HAN.test(text) || OTHER.test(text);

/**
 * A Chinese text word by word in English, in the order in which it stands there: no translation, but it says what it
 * is about, and that is what sentence vectors are compared by. Words are found as ICU finds them; one that is not in
 * the dictionary is taken apart into the longest that are. An empty text: nothing can be made of it.
 */
export function gloss(text: string, dictionary: Dictionary): Gloss {
  if (OTHER.test(text)) return { text: '', translated: 0 };
  const parts: string[] = [];
  let translated = 0;
  for (const { segment, isWordLike } of segmenter().segment(text)) {
    if (!isWordLike) continue;
    if (!HAN.test(segment)) {
      parts.push(segment);
      continue;
    }
    const found = [...apart(segment, dictionary)];
    translated += found.length;
    parts.push(...found);
  }
  return { text: parts.join(' '), translated: parts.length > 0 ? translated / parts.length : 0 };
}

function* apart(word: string, dictionary: Dictionary): Generator<string> {
  for (let at = 0; at < word.length;) {
    let size = word.length - at;
    let english = dictionary(word.slice(at));
    while (english === null && size > 1) {
      size -= 1;
      english = dictionary(word.slice(at, at + size));
    }
    if (english) yield english;
    at += size;
  }
}

let made: Intl.Segmenter | undefined;
/** Made at first use: it loads tables that an English community never needs. */
const segmenter = () => (made ??= new Intl.Segmenter('zh', { granularity: 'word' }));
