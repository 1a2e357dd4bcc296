import type { Definition, Nodes } from 'mdast';
import type { Parsed } from './parse.js';
import type { Block, Problem } from './model.js';
import { assetNamed, safeLink } from './links.js';

export interface DocumentOptions {
  /** The address of an uploaded file that the text links to by name, if it has one. */
  resolve?: (asset: string) => string | null;
}

const MOST_PROBLEMS = 50;
const LONGEST_EXCERPT = 80;
/** All addresses of a text together, in UTF-16 units: a short text can repeat a long one without end. */
const MOST_ADDRESSES = 200_000;

/** What the pieces of one text share while they are read. */
export interface Reading {
  problems: Problem[];
  report(kind: Problem['kind'], line: number, excerpt: string): void;
  /** The address to link to, or null when only the label is shown. */
  linkTo(address: string, line: number): string | null;
  /** The number of a footnote, in the order in which they are first pointed to. */
  noteNumber(id: string): number;
  /** Keeps what a footnote says; the first of an id counts. */
  note(id: string, blocks: () => Block[]): void;
  /** Footnotes that were pointed to. Reading one may point to others. */
  notes(): { number: number; blocks: Block[] }[];
}

export function createReading({ resolve }: DocumentOptions): Reading {
  const problems: Problem[] = [];
  const numbers = new Map<string, number>();
  const bodies = new Map<string, () => Block[]>();
  let addresses = 0;

  function report(kind: Problem['kind'], line: number, excerpt: string): void {
    if (problems.length === MOST_PROBLEMS) return;
    problems.push({ kind, line, excerpt: excerpt.replace(/\s+/g, ' ').trim().slice(0, LONGEST_EXCERPT) });
  }

  return {
    problems,
    report,
    linkTo(address, line) {
      if (address === '' || address.startsWith('#')) return null;
      const asset = assetNamed(address);
      const link = safeLink(asset === null ? address : (resolve?.(asset) ?? ''));
      addresses += link?.length ?? 0;
      if (link !== null && addresses <= MOST_ADDRESSES) return link;
      report('link', line, address);
      return null;
    },
    noteNumber(id) {
      const number = numbers.get(id) ?? numbers.size + 1;
      numbers.set(id, number);
      return number;
    },
    note(id, blocks) {
      if (!bodies.has(id)) bodies.set(id, blocks);
    },
    notes() {
      const out: { number: number; blocks: Block[] }[] = [];
      // A map hands out what is added while it is walked.
      for (const [id, number] of numbers) out.push({ number, blocks: bodies.get(id)?.() ?? [] });
      return out;
    },
  };
}

/** One piece while it is read. */
export interface Piece extends Reading {
  sourceOf(node: Nodes): string;
  /** Line of the whole source, from 1. */
  lineOf(node: Nodes): number;
  definition(id: string): Definition | undefined;
}

export function pieceOf(reading: Reading, parsed: Parsed, firstLine: number): Piece {
  return {
    ...reading,
    sourceOf: parsed.sourceOf,
    lineOf: (node) => firstLine + parsed.lineOf(node),
    definition: (id) => parsed.definitions.get(id),
  };
}
