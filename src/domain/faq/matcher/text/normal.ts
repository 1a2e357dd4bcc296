import { simplified } from './simplify.js';

/** Of a text, so much is looked at, in UTF-16 units: whoever writes more is telling a story. */
const LONGEST = 500;
/** Marks stacked on letters may be many times the letters: so much is read to find `LONGEST`. */
const LONGEST_RAW = 4_000;

/** Marks that go on letters of any script; not those that make か a が. */
const MARKS = /(?:(?=\p{Script=Inherited})(?![\u3099\u309a])\p{M})+/gu;
const INVISIBLE = /\p{Cf}+/gu;
/** Addresses, mentions and emoji of a server's own say nothing about what is asked. */
const REFERENCES = /https?:\/\/\S+|<[@#:a][^<>\s]{0,80}>/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u0060\u00b4]/g;
const HAN = /\p{Script=Han}/u;

const WHOLE: Readonly<Record<string, string>> = {
  "can't": 'can not',
  cannot: 'can not',
  cant: 'can not',
  "won't": 'will not',
  wont: 'will not',
  dont: 'do not',
  didnt: 'did not',
  doesnt: 'does not',
  isnt: 'is not',
  wasnt: 'was not',
  hasnt: 'has not',
  havent: 'have not',
  couldnt: 'could not',
  im: 'i am',
  ive: 'i have',
  whats: 'what is',
  wheres: 'where is',
  hows: 'how is',
  "let's": 'let us',
};
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/n't$/, ' not'],
  [/'re$/, ' are'],
  [/'m$/, ' am'],
  [/'ll$/, ' will'],
  [/'ve$/, ' have'],
  [/'d$/, ' would'],
];
const IS = /^(what|it|that|where|who|how|there|he|she|when|why|here)'s$/;

/**
 * Small letters in their compatible form (NFKC), without stacked marks, invisible signs, addresses and mentions,
 * traditional Chinese as simplified, English contractions written out; cut at 500 characters. Any input is fine.
 */
export function normalise(text: string): string {
  const plain = text
    .slice(0, LONGEST_RAW)
    .replace(REFERENCES, ' ')
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    .replace(APOSTROPHES, "'");
  const han = HAN.test(plain) ? simplified(plain) : plain;
  return han.replace(/[a-z']{2,24}/g, writtenOut);
}

function writtenOut(word: string): string {
  const whole = Object.hasOwn(WHOLE, word) ? WHOLE[word] : undefined;
  if (whole !== undefined) return whole;
  if (!word.includes("'")) return word;
  const is = IS.exec(word);
  if (is) return `${is[1]} is`;
  for (const [ending, written] of ENDINGS) {
    if (ending.test(word)) return word.replace(ending, written);
  }
  return word.replace(/'s?$/, '').replace(/^'+/, '');
}
