import type { Run } from '../phrase.js';

/** A long text as data: what a creator wrote, cleared of everything that is not to be shown. */
export interface Document {
  blocks: Block[];
  /** What was left out or changed, for whoever wrote it. At most 50. */
  problems: Problem[];
}

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; runs: Run[] }
  | { kind: 'paragraph'; runs: Run[] }
  | List
  | { kind: 'code'; text: string; language?: string }
  | { kind: 'quote'; blocks: Block[] }
  | Table
  | Picture
  | { kind: 'rule' }
  /** Footnotes; the text points to them as [1], [2] … */
  | { kind: 'notes'; notes: { number: number; blocks: Block[] }[] };

export interface List {
  kind: 'list';
  /** Number of the first item; without it a list of points. */
  start?: number;
  /** A blank line between the items. */
  loose?: true;
  items: Item[];
}

export interface Item {
  /** For things to do: whether it is ticked off. */
  done?: boolean;
  blocks: Block[];
}

export interface Table {
  kind: 'table';
  align: ('left' | 'right' | 'center' | null)[];
  head: Run[][];
  rows: Run[][][];
}

export interface Picture {
  kind: 'picture';
  source: PictureSource;
  alt: string;
  /** A line shown below it. */
  title?: string;
}

export type PictureSource =
  /** A file that was uploaded along, named as in the text. A name to look up, never a path to open. */
  | { asset: string }
  /** http or https. */
  | { url: string };

export interface Problem {
  /**
   * html: a tag shown as it was typed, or left out; link: an address that is not opened, its label stays;
   * picture: shown as its description; too_long: the text, or a row of a table, was cut; too_deep: nesting was
   * flattened.
   */
  kind: 'html' | 'link' | 'picture' | 'too_long' | 'too_deep';
  /** Line of the source, from 1. */
  line: number;
  /** What it was about, at most 80 characters. */
  excerpt: string;
}
