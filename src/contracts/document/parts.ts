/** A document laid out one below the other, as a chat shows it: lines, code, tables and pictures. */
import type { Run } from '../phrase.js';
import type { Picture } from './model.js';

export type Part = Standing & (Line | CodePart | GridPart | PicturePart | { kind: 'rule' });

/** How a part stands below the one before it. */
interface Standing {
  /** A blank line lies between. */
  gap: boolean;
  /** What it costs to begin a page here, in pages left empty: 0 where a chapter begins, 1 and more: never. */
  cost: number;
  /** The quote it stands in: neighbours with one id are one quote. */
  quote?: { id: number; depth: number };
}

/** One line of text, however often it wraps. */
export interface Line {
  kind: 'line';
  /** Empty only behind a number. */
  runs: Run[];
  heading?: number;
  /** Beside the text itself: a footnote. */
  small?: true;
  /** The lists it stands in, outermost first. */
  lists: ('points' | 'numbers')[];
  /** Its sign, when it begins an item. */
  mark?: Mark;
}

export type Mark = { point: true } | { number: number } | { done: boolean } | { note: number };

export interface CodePart {
  kind: 'code';
  text: string;
  language?: string;
}

/** A table in fixed-width letters: every line is as it is to be shown. */
export interface GridPart {
  kind: 'grid';
  head: string[];
  rows: string[];
}

export interface PicturePart {
  kind: 'picture';
  picture: Picture;
}
