import { cutPart, lengthOf } from './cut.js';
import type { Part } from './parts.js';

/** How much a part takes, or a page holds. */
export interface Measure {
  /** UTF-16 units, with the line breaks before it. */
  length: number;
  /** Entities, where they are counted. */
  marks: number;
  pictures: number;
}

export interface PagesOptions {
  most: Measure;
  /** What a part takes when it stands below others: never less than the length of its text. */
  measure(part: Part): Measure;
}

/** What it costs to cut a part itself, in pages left empty. */
const CUT: Record<Part['kind'], number> = { line: 0.6, code: 0.5, grid: 0.35, picture: 1, rule: 1 };
/** Not worth beginning something for that is then cut. */
const LEAST_ROOM = 0.15;
/** A last page with less than this looks lost; the pages before it are then filled less. */
const LEAST_END = 0.2;
const SHORTER = [0.9, 0.8, 0.7, 0.6];
/** Of more pages than this nobody minds the last. */
const FEW = 20;

/**
 * Parts as pages: each as full as can be without cutting at a worse place than necessary. The same parts
 * always give the same pages. A part that cannot be cut is never larger than a page.
 */
export function pagesOf(parts: readonly Part[], options: PagesOptions): Part[][] {
  const pages = filled(parts, options);
  const fill = fillOf(pages.at(-1) ?? [], options);
  if (pages.length < 2 || pages.length > FEW || fill >= LEAST_END) return pages;
  for (const share of SHORTER) {
    const most = { ...options.most, length: Math.floor(options.most.length * share) };
    const evener = filled(parts, { ...options, most });
    if (evener.length > pages.length) break;
    if (fillOf(evener.at(-1) ?? [], options) >= LEAST_END) return evener;
  }
  return pages;
}

function filled(parts: readonly Part[], options: PagesOptions): Part[][] {
  const pages: Part[][] = [];
  let rest = [...parts];
  while (rest.length > 0) {
    const [page, left] = takePage(rest, options);
    pages.push(page);
    rest = left;
  }
  return pages;
}

function takePage(parts: Part[], options: PagesOptions): [page: Part[], rest: Part[]] {
  const { most, measure } = options;
  /** What the parts before each take together. */
  const sums: Measure[] = [{ length: 0, marks: 0, pictures: 0 }];
  for (const part of parts) {
    // What is too long however it is drawn need not be drawn to see it.
    if (lengthOf(part) > most.length) break;
    const next = added(sums.at(-1), measure(part));
    if (!hasRoom(next, most)) break;
    sums.push(next);
  }
  const count = sums.length - 1;
  if (count === parts.length) return [parts, []];

  let best = { at: 0, worth: -Infinity };
  for (let at = 1; at <= count; at += 1) {
    const worth = fullness(sums[at], most) - (parts[at]?.cost ?? 0);
    if (worth >= best.worth) best = { at, worth };
  }
  const used = sums[count];
  const over = parts[count];
  if (over && (count === 0 || isWorthCutting(over, used, best.worth, most))) {
    const room = most.length - (used?.length ?? 0);
    const halves = cutPart(over, room, (part) => hasRoom(added(used, measure(part)), most));
    if (halves)
      return [
        [...parts.slice(0, count), halves[0]],
        [halves[1], ...parts.slice(count + 1)],
      ];
  }
  const at = Math.max(1, best.at);
  return [parts.slice(0, at), parts.slice(at)];
}

function isWorthCutting(part: Part, used: Measure | undefined, worth: number, most: Measure): boolean {
  const room = 1 - fullness(used, most);
  const isHeading = part.kind === 'line' && part.heading !== undefined;
  return room >= LEAST_ROOM && !isHeading && 1 - CUT[part.kind] > worth;
}

function fillOf(parts: readonly Part[], { most, measure }: PagesOptions): number {
  return fullness(
    parts.reduce((sum, part) => added(sum, measure(part)), { length: 0, marks: 0, pictures: 0 }),
    most,
  );
}

function added(a: Measure | undefined, b: Measure): Measure {
  return {
    length: (a?.length ?? 0) + b.length,
    marks: (a?.marks ?? 0) + b.marks,
    pictures: (a?.pictures ?? 0) + b.pictures,
  };
}

function hasRoom(size: Measure, most: Measure): boolean {
  return size.length <= most.length && size.marks <= most.marks && size.pictures <= most.pictures;
}

function fullness(size: Measure | undefined, most: Measure): number {
  if (!size) return 0;
  const share = (used: number, all: number): number => (all > 0 ? used / all : 0);
  return Math.max(
    share(size.length, most.length),
    share(size.marks, most.marks),
    share(size.pictures, most.pictures),
  );
}
