/** A table in fixed-width letters, in which Chinese ones take the room of two. */
import { flat, type Phrase, type Reader } from '#contracts';
import { cleanLine, codeText, ELLIPSIS } from './markup.js';

/** Wider lines wrap on a narrow window, and nothing is aligned any more. */
const MAX_WIDTH = 56;
const GAP = '  ';
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /\p{Mn}|\p{Me}|[\u200B-\u200D]/u;
const IDEOGRAPHIC_SPACE = '\u3000';

interface Size {
  wide: number;
  narrow: number;
}

function sizeOf(text: string): Size {
  let wide = 0;
  let narrow = 0;
  for (const sign of text) {
    if (WIDE.test(sign)) wide += 1;
    else if (!NO_WIDTH.test(sign)) narrow += 1;
  }
  return { wide, narrow };
}

/** Columns that a text takes. */
export function widthOf(text: string): number {
  const { wide, narrow } = sizeOf(text);
  return wide * 2 + narrow;
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let out = '';
  let used = 0;
  for (const sign of text) {
    const next = used + widthOf(sign);
    if (next > width - 1) break;
    out += sign;
    used = next;
  }
  return `${out}${ELLIPSIS}`;
}

/**
 * The lines of a table: head, rule, rows. Cells are literal; a line is at most 56 columns wide and the
 * whole, line breaks included, at most `limit` UTF-16 units. Rows that have no room are replaced by `…`.
 */
export function tableLines(
  table: { head: readonly Phrase[]; rows: readonly (readonly Phrase[])[] },
  reader: Reader,
  limit: number,
): string[] {
  const cell = (phrase: Phrase): string => codeText(cleanLine(flat(phrase, reader)));
  const grid = [table.head, ...table.rows].map((row) => row.map(cell));
  const widths = columnWidths(grid);
  const kept = grid.map((row) => row.map((text, column) => cut(text, widths[column] ?? 1)));
  const sizes = widths.map((_, column) => columnSize(kept.map((row) => row[column] ?? '')));

  const drawn = kept.map((row) =>
    sizes
      .map((size, column) => padded(row[column] ?? '', size))
      .join(GAP)
      .trimEnd(),
  );
  const rule = sizes.map((size) => '─'.repeat(Math.max(1, size.wide * 2 + size.narrow))).join(GAP);
  const [head = '', ...body] = drawn;
  const out: string[] = [];
  let used = 0;
  for (const line of [head, rule, ...body]) {
    // Room is kept for the sign that something is missing.
    if (used + line.length + 1 > limit - 2) return [...out, ELLIPSIS];
    out.push(line);
    used += line.length + 1;
  }
  return out;
}

/** Natural widths, the widest made narrower until a line fits. */
function columnWidths(grid: readonly string[][]): number[] {
  const columns = Math.max(0, ...grid.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...grid.map((row) => widthOf(row[column] ?? ''))),
  );
  let over = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (columns - 1) - MAX_WIDTH;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= 2) break;
    widths[widths.indexOf(widest)] = widest - 1;
    over -= 1;
  }
  return widths;
}

/**
 * A column holds as many wide and as many narrow letters as its cells need of each. Padded with spaces of
 * both kinds it is straight in any font, also where a Chinese letter is not exactly as wide as two others.
 */
function columnSize(cells: readonly string[]): Size {
  const sizes = cells.map(sizeOf);
  return {
    wide: Math.max(0, ...sizes.map((size) => size.wide)),
    narrow: Math.max(0, ...sizes.map((size) => size.narrow)),
  };
}

function padded(text: string, size: Size): string {
  const { wide, narrow } = sizeOf(text);
  return text + IDEOGRAPHIC_SPACE.repeat(size.wide - wide) + ' '.repeat(size.narrow - narrow);
}
