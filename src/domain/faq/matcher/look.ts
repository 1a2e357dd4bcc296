import { read, readPieces, type Reading } from './features.js';
import type { Core } from './learn/core.js';
import { weigh, type Weighed } from './terms.js';
import { isFunctionWord } from './text/function-words.js';
import { repair, type Lexicon } from './text/repair.js';

/** A question as the model sees it. */
export interface Look {
  reading: Reading;
  weighed: Weighed;
  /** Share of the words with a meaning that are known, 0 to 1; none: 0. Of a text without spaces, 1. */
  content: number;
  /** With typing errors mended; null: there were none. */
  repaired: string | null;
}

/** What looking needs: the words that people used. */
export interface Eyes {
  lexicon: Lexicon;
  /** Stems of those words, and of words that mean nothing here. */
  stems: ReadonlySet<string>;
  stem: (word: string) => string;
}

export function eyesOf(lexicon: Lexicon, others: Iterable<string>, stem: (word: string) => string): Eyes {
  const stems = new Set<string>();
  for (const word of lexicon.keys()) stems.add(stem(word));
  for (const word of others) stems.add(stem(word));
  return { lexicon, stems, stem };
}

/** Reads a text, mends what was mistyped, and weighs it. */
export function look(text: string, eyes: Eyes, core: Core): Look {
  return lookAt(read(text, eyes.stem), eyes, core);
}

export function lookAt(first: Reading, eyes: Eyes, core: Core): Look {
  const { pieces, changed } = repair(first.pieces, eyes.lexicon, (word) => eyes.stems.has(eyes.stem(word)));
  if (!changed)
    return {
      reading: first,
      weighed: weigh(first, core.terms),
      content: contentOf(first, eyes),
      repaired: null,
    };
  const text = pieces.map((piece) => piece.text).join(' ');
  const reading = readPieces(text, text, pieces, eyes.stem);
  return { reading, weighed: weigh(reading, core.terms), content: contentOf(reading, eyes), repaired: text };
}

function contentOf({ pieces, denseShare }: Reading, eyes: Eyes): number {
  let words = 0;
  let known = 0;
  for (const { text, dense } of pieces) {
    if (dense || isFunctionWord(text)) continue;
    words += 1;
    if (eyes.stems.has(eyes.stem(text))) known += 1;
  }
  return denseShare + (1 - denseShare) * (words > 0 ? known / words : 0);
}
