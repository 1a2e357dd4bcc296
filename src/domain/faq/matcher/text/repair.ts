import type { Piece } from './words.js';

/** Words that somebody used, with how often. */
export type Lexicon = ReadonlyMap<string, number>;

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A text's words with typing errors mended, and whether any was. */
export interface Repaired {
  pieces: Piece[];
  changed: boolean;
}

/**
 * Mends words that nobody used and that are one edit away from one that was: a letter too many, missing, wrong, or two
 * swapped (Damerau 1964; candidates as in Norvig 2007, "How to Write a Spelling Corrector"); or two words without
 * the space. Of several, the most used. `isKnown` also knows the other forms of a word.
 */
export function repair(
  pieces: readonly Piece[],
  lexicon: Lexicon,
  isKnown: (word: string) => boolean,
): Repaired {
  let changed = false;
  const mended = pieces.flatMap((piece) => {
    if (piece.dense || !/^[a-z]+$/.test(piece.text) || piece.text.length < SHORTEST || isKnown(piece.text)) {
      return [piece];
    }
    const better = nearest(piece.text, lexicon);
    if (!better) return [piece];
    changed = true;
    return better.split(' ').map((text) => ({ text, dense: false }));
  });
  return { pieces: mended, changed };
}

function nearest(word: string, lexicon: Lexicon): string | null {
  let best: string | null = null;
  let most = 0;
  const consider = (candidate: string, weight: number) => {
    const uses = (lexicon.get(candidate) ?? 0) * weight;
    if (uses > most) {
      best = candidate;
      most = uses;
    }
  };
  for (let at = 0; at <= word.length; at += 1) {
    const before = word.slice(0, at);
    const after = word.slice(at + 1);
    if (at < word.length) consider(before + after, 1);
    if (at + 1 < word.length) {
      consider(before + (word[at + 1] as string) + (word[at] as string) + word.slice(at + 2), 2);
    }
    for (const letter of LETTERS) {
      if (at < word.length) consider(before + letter + after, 1);
      consider(before + letter + word.slice(at), 1);
    }
    if (
      at >= 2 &&
      word.length - at >= 2 &&
      lexicon.has(before) &&
      lexicon.has(word.slice(at)) &&
      most === 0
    ) {
      best = `${before} ${word.slice(at)}`;
    }
  }
  return best;
}

/** Words of texts with spaces, with how often each is used. */
export function lexiconOf(texts: readonly (readonly Piece[])[]): Map<string, number> {
  const lexicon = new Map<string, number>();
  for (const pieces of texts) {
    for (const { text, dense } of pieces) if (!dense) lexicon.set(text, (lexicon.get(text) ?? 0) + 1);
  }
  return lexicon;
}
