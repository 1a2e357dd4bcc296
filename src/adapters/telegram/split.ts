import { slice, type Inked } from './ink.js';

/** Telegram's limits, in characters; counting UTF-16 units keeps us on the safe side. */
export const longestText = 4096;
export const longestCaption = 1024;

/**
 * Cuts a long text into messages at natural places.
 * @param limit characters a message may have
 * @param most messages at most; what is left over is cut off, visibly
 * @param shortened what stands where something was cut off
 */
export function split(inked: Inked, limit: number, most: number, shortened: string): Inked[] {
  const parts: Inked[] = [];
  let rest = inked;
  while (rest.text.length > limit && parts.length < most - 1) {
    const at = placeToCut(rest.text, limit);
    parts.push(slice(rest, 0, at));
    rest = slice(rest, at, rest.text.length);
  }
  if (rest.text.length > limit) rest = cut(rest, limit, shortened);
  if (rest.text !== '') parts.push(rest);
  return parts;
}

function cut(inked: Inked, limit: number, shortened: string): Inked {
  const at = placeToCut(inked.text, limit - shortened.length - 1);
  const kept = slice(inked, 0, at);
  return { text: `${kept.text}\n${shortened}`, entities: kept.entities };
}

/** The last good place before `limit`: a paragraph, a line, a sentence or word, at worst between two symbols. */
function placeToCut(text: string, limit: number): number {
  const window = text.slice(0, limit);
  const least = Math.floor(limit / 2);
  for (const mark of ['\n\n', '\n']) {
    const found = window.lastIndexOf(mark);
    if (found >= least) return found;
  }
  for (let at = window.length - 1; at >= least; at -= 1) {
    if (/[\s。！？；，、]/u.test(window.charAt(at))) return at + 1;
  }
  return betweenSymbols(text, limit);
}

/** No emoji, flag or accented letter is cut in two. */
function betweenSymbols(text: string, limit: number): number {
  const from = Math.max(0, limit - 64);
  const start = from + (isLowSurrogate(text, from) ? 1 : 0);
  let last = start;
  for (const { index } of new Intl.Segmenter().segment(text.slice(start, limit + 64))) {
    if (start + index > limit) break;
    last = start + index;
  }
  if (last > start) return last;
  return isLowSurrogate(text, limit) ? limit - 1 : limit;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
