import { normalise } from './text/normal.js';
import { syllables } from './text/sounds.js';
import { pieces, type Piece } from './text/words.js';

/** Kinds of features, each weighed as a block of its own. */
export const BLOCKS = { words: 0, letters: 1, dense: 2, sounds: 3 } as const;

/** How often each feature occurs, by its hash. */
export type Counts = ReadonlyMap<number, number>;

/** What is seen of a text before anything is weighed. */
export interface Reading {
  /** As it was written, cut where nobody reads on. */
  raw: string;
  /** The text as it was read: normalised. */
  text: string;
  pieces: readonly Piece[];
  /** By block. */
  counts: readonly [words: Counts, letters: Counts, dense: Counts, sounds: Counts];
  /** Words and characters: how long the text is. */
  length: number;
  /** Share of the text that is written without spaces, 0 to 1. */
  denseShare: number;
}

/** Written mostly with spaces: what an encoder of English may make something of. */
export const isSpaced = ({ denseShare }: Reading): boolean => denseShare < 0.5;

const NUMBER = '#';

/** What is kept of a text as it was written, in UTF-16 units. */
const LONGEST_RAW = 400;

type Stem = (word: string) => string;

/** 32-bit FNV-1a over UTF-16 units, with the block as its beginning (Fowler, Noll, Vo 1991). */
function hashed(block: number, text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5 ^ (block + 1);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function count(counts: Map<number, number>, hash: number): void {
  counts.set(hash, (counts.get(hash) ?? 0) + 1);
}

/**
 * Word 1-2-grams of stems; 2-4-grams of letters inside words with their edges marked (Cavnar & Trenkle 1994), which
 * forgive a typing error; 1-2-grams of characters where no spaces are written, which beat segmenters on short
 * questions, and of their sounds without tones, which forgive a character typed for another that sounds the same.
 */
export function read(raw: string, stem: Stem): Reading {
  const text = normalise(raw);
  return readPieces(raw.slice(0, LONGEST_RAW), text, pieces(text), stem);
}

export function readPieces(raw: string, text: string, found: readonly Piece[], stem: Stem): Reading {
  const words = new Map<number, number>();
  const letters = new Map<number, number>();
  const dense = new Map<number, number>();
  const sounds = new Map<number, number>();
  let before: string | null = null;
  let written = 0;
  let characters = 0;
  for (const piece of found) {
    if (piece.dense) {
      characters += countPairs([...piece.text], BLOCKS.dense, dense);
      countPairs(syllables(piece.text), BLOCKS.sounds, sounds);
      before = null;
      continue;
    }
    const short = stem(piece.text);
    count(words, hashed(BLOCKS.words, short));
    if (before !== null) count(words, hashed(BLOCKS.words, `${before} ${short}`));
    before = short;
    const edged = `<${piece.text}>`;
    for (let size = 2; size <= 4; size += 1) {
      for (let at = 0; at + size <= edged.length; at += 1) {
        count(letters, hashed(BLOCKS.letters, edged, at, at + size));
      }
    }
    written += 1;
  }
  // That a number stands there tells more than which.
  for (const _ of text.matchAll(/[0-9]+/g)) {
    if (characters > 0) count(dense, hashed(BLOCKS.dense, NUMBER));
    else count(words, hashed(BLOCKS.words, NUMBER));
  }
  const length = written + characters;
  return {
    raw,
    text,
    pieces: found,
    counts: [words, letters, dense, sounds],
    length,
    // Two characters are about a word.
    denseShare: characters === 0 ? 0 : characters / (characters + 2 * written),
  };
}

/** Each and each with its neighbour. */
function countPairs(parts: readonly string[], block: number, counts: Map<number, number>): number {
  parts.forEach((part, at) => {
    count(counts, hashed(block, part));
    const next = parts[at + 1];
    if (next !== undefined) count(counts, hashed(block, `${part} ${next}`));
  });
  return parts.length;
}
