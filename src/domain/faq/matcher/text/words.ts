import stem from 'wink-porter2-stemmer';

/** A piece of text: a word between other signs, or characters of a script that writes without spaces. */
export interface Piece {
  text: string;
  /** Written without spaces: taken character by character. */
  dense: boolean;
}

/**
 * Signs between characters belong to them: without spaces they say where something begins, and 《》 holds a title.
 * (NFKC made the wide forms of most of them narrow.)
 */
const PIECES =
  /([。?!,.、《》“”]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}。?!,.、《》“”]*)|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;

/** What is longer is no word, and would make the stemmer's patterns slow. */
const LONGEST_WORD = 32;

/** Words and runs of characters in their order; `text` as `normalise` leaves it. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(PIECES)) {
    const dense = match[1] !== undefined;
    found.push({ text: dense ? match[0] : match[0].slice(0, LONGEST_WORD), dense });
  }
  return found;
}

/** How many words are remembered at a time. */
const MANY = 20_000;

/**
 * A function that takes the endings off English words (Porter 2001, "Snowball") and leaves other words as they are;
 * it remembers what it met.
 */
export function createStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= MANY) known.clear();
    const short = /^[a-z]{3,}$/.test(word) ? stem(word) : word;
    known.set(word, short);
    return short;
  };
}
