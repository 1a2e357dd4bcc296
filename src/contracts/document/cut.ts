/** Dividing what is longer than a page at natural places. */
import type { Run } from '../phrase.js';
import type { Part } from './parts.js';
import { textOf, trimmed } from './runs.js';

/** The first part has room, the second is what is left. */
type Halves<T> = [first: T, rest: T];

/** Ends of sentences, then of clauses, then any blank or Chinese letter; each with what closes behind it. */
const PLACES = [
  /[。！？；…]["'”’」』）)\]]*|[.!?]["'”’)\]]*(?=\s)/gu,
  /[，、：,;:](?=\s|[\u2E80-\uFFEF])|\s/gu,
  /[\u2E80-\u9FFF\uF900-\uFFEF]/gu,
];
const FIRST_STEP = 64;
/** A cut may leave this much of the room empty to be natural. */
const LEAST = 0.5;

/** UTF-16 units of a part's own text, which every platform needs at least. */
export function lengthOf(part: Part): number {
  if (part.kind === 'line') return part.runs.reduce((sum, { text }) => sum + text.length, 0);
  return part.kind === 'code' ? part.text.length : 0;
}

/**
 * Divides a part so that the first half has room, or returns null when nothing of it has.
 * @param room UTF-16 units that are left
 * @param fits whether a part has room; what is shorter than something that fits, fits
 */
export function cutPart(part: Part, room: number, fits: (part: Part) => boolean): Halves<Part> | null {
  switch (part.kind) {
    case 'line':
      return cutLine(part, room, fits);
    case 'code':
      return cutCode(part, room, fits);
    case 'grid': {
      const count = most(part.rows.length - 1, (rows) => fits({ ...part, rows: part.rows.slice(0, rows) }));
      if (count === 0) return null;
      return [
        { ...part, rows: part.rows.slice(0, count) },
        { ...part, rows: part.rows.slice(count) },
      ];
    }
    case 'picture':
    case 'rule':
      return null;
  }
}

function cutLine(
  part: Extract<Part, { kind: 'line' }>,
  room: number,
  fits: (part: Part) => boolean,
): Halves<Part> | null {
  const text = textOf(part.runs);
  const near = firstRuns(part.runs, room);
  const end = most(Math.min(text.length - 1, room), (length) =>
    fits({ ...part, runs: firstRuns(near, length) }),
  );
  const at = placeIn(text, end, closedIn(part.runs));
  const [first, rest] = cutRuns(part.runs, at);
  if (first.length === 0 || rest.length === 0) return null;
  const { mark: _mark, ...unmarked } = part;
  return [
    { ...part, runs: first },
    { ...unmarked, runs: rest, gap: false },
  ];
}

/** Code is cut between its lines; only a line longer than the page is cut itself. */
function cutCode(
  part: Extract<Part, { kind: 'code' }>,
  room: number,
  fits: (part: Part) => boolean,
): Halves<Part> | null {
  const limit = Math.min(part.text.length - 1, room);
  const end = most(limit, (length) => fits({ ...part, text: part.text.slice(0, length) }));
  if (end === 0) return null;
  const window = part.text.slice(0, end + 1);
  const blank = window.lastIndexOf('\n\n');
  const line = window.lastIndexOf('\n');
  const sign = Math.max(window.lastIndexOf(' '), window.lastIndexOf(','), window.lastIndexOf(';'));
  const at =
    blank > end * LEAST
      ? blank + 1
      : line > 0
        ? line + 1
        : sign > end * LEAST && sign < end
          ? sign + 1
          : wholeLetters(part.text, end);
  const [first, rest] = [part.text.slice(0, at).trimEnd(), part.text.slice(at).replace(/^\n+/, '')];
  if (first === '' || rest === '') return null;
  return [
    { ...part, text: first },
    { ...part, text: rest },
  ];
}

/**
 * The largest number up to `limit` for which `holds` is true, given that it is true for all below. Asks about
 * small numbers first: they are the cheap ones.
 */
function most(limit: number, holds: (value: number) => boolean): number {
  let low = 0;
  let step = FIRST_STEP;
  while (low + step < limit && holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(limit, low + step);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The last natural place up to `end` that is not within one of `closed`. */
function placeIn(text: string, end: number, closed: readonly { from: number; to: number }[]): number {
  const window = text.slice(0, end);
  const least = end * LEAST;
  for (const pattern of PLACES) {
    const found = [...window.matchAll(pattern)]
      .map((match) => match.index + match[0].length)
      .filter((at) => at >= least && !closed.some(({ from, to }) => at > from && at < to));
    const last = found.at(-1);
    if (last !== undefined) return last;
  }
  return wholeLetters(text, end);
}

/** Where links and code stand: they are not cut while there is another way. */
function closedIn(runs: readonly Run[]): { from: number; to: number }[] {
  let from = 0;
  return runs.flatMap((run) => {
    const place = { from, to: from + run.text.length };
    from = place.to;
    return run.code || run.link !== undefined ? [place] : [];
  });
}

/** No emoji, flag or accented letter is cut in two, unless it alone is longer than the page. */
function wholeLetters(text: string, end: number): number {
  const isHalf = (at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));
  const from = Math.max(0, end - 64);
  const start = from + (isHalf(from) ? 1 : 0);
  let last = start;
  for (const { index } of new Intl.Segmenter().segment(text.slice(start, end + 64))) {
    if (start + index > end) break;
    last = start + index;
  }
  if (last > start) return last;
  return isHalf(end) ? end - 1 : end;
}

function cutRuns(runs: readonly Run[], at: number): Halves<Run[]> {
  const first = firstRuns(runs, at);
  const last = first.at(-1);
  const whole = last && runs[first.length - 1];
  const left = last && whole ? whole.text.slice(last.text.length) : '';
  const rest = runs.slice(first.length);
  if (left !== '' && whole) rest.unshift({ ...whole, text: left });
  return [trimmed(first), trimmed(rest)];
}

function firstRuns(runs: readonly Run[], length: number): Run[] {
  const out: Run[] = [];
  let left = length;
  for (const run of runs) {
    if (left <= 0) break;
    out.push(run.text.length > left ? { ...run, text: run.text.slice(0, left) } : run);
    left -= run.text.length;
  }
  return out;
}
