import type { FaqLine } from './faq-lines.js';

/** Words of names that number instead of naming. */
const EMPTY = /^(intents?|class|label|category|topic|faq|questions?|entry|id|no)$/;

/**
 * Lines with the name of each intent as one more phrasing, as the title of an entry is one: `card_arrival` is learned
 * as "card arrival". A name that says nothing (`intent_12`, `q7`) is left out.
 */
export function withTitles(lines: readonly FaqLine[]): FaqLine[] {
  const intents = new Set(lines.flatMap(({ intent }) => (intent === null ? [] : [intent])));
  const titles = [...intents].flatMap((intent) => {
    const text = titleOf(intent);
    return text === null ? [] : [{ text, intent }];
  });
  return [...lines, ...titles];
}

function titleOf(intent: string): string | null {
  const words = intent
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_\-./:]+/)
    .filter((word) => word !== '');
  const says = words.some((word) => {
    const letters = word.replace(/[^\p{L}]+/gu, '').toLowerCase();
    return (letters.length > 1 || /\p{Script=Han}/u.test(letters)) && !EMPTY.test(letters);
  });
  return says ? words.join(' ') : null;
}
