import type { Run } from '../phrase.js';
import type { List, Table } from './model.js';
import { textOf, unbroken } from './runs.js';
import { sizeOf, type Size } from './width.js';

const GAP = '  ';
const IDEOGRAPHIC_SPACE = '\u3000';
/** It is said again in every row. */
const LONGEST_LABEL = 40;

/**
 * A table as lines in fixed-width letters, or null when it is wider than `most` columns or a cell has a link,
 * which such letters cannot show. A column holds as many wide and as many narrow letters as its cells need of
 * each, so that it is straight also where a Chinese letter is not exactly as wide as two others.
 */
export function gridOf(table: Table, most: number): { head: string[]; rows: string[] } | null {
  if ([table.head, ...table.rows].flat(2).some(({ link }) => link !== undefined)) return null;
  const cells = [table.head, ...table.rows].map((row) => row.map(cellText));
  const count = Math.max(...cells.map((row) => row.length));
  const sizes: Size[] = Array.from({ length: count }, () => ({ wide: 0, narrow: 0 }));
  for (const row of cells) {
    for (const [column, text] of row.entries()) {
      const size = sizes[column];
      if (!size || text.length > most) return null;
      const { wide, narrow } = sizeOf(text);
      size.wide = Math.max(size.wide, wide);
      size.narrow = Math.max(size.narrow, narrow);
    }
  }
  const widths = sizes.map(({ wide, narrow }) => Math.max(1, wide * 2 + narrow));
  if (widths.reduce((sum, width) => sum + width, GAP.length * (count - 1)) > most) return null;
  const [head = '', ...rows] = cells.map((row) =>
    sizes
      .map((size, column) => padded(row[column] ?? '', size, table.align[column] ?? null))
      .join(GAP)
      .trimEnd(),
  );
  return { head: [head, widths.map((width) => '-'.repeat(width)).join(GAP)], rows };
}

function cellText(runs: Run[]): string {
  return textOf(unbroken(runs)).replace(/\s+/g, ' ').trim();
}

function padded(text: string, size: Size, align: Table['align'][number]): string {
  const { wide, narrow } = sizeOf(text);
  const space = IDEOGRAPHIC_SPACE.repeat(size.wide - wide) + ' '.repeat(Math.max(0, size.narrow - narrow));
  if (align === 'right') return space + text;
  if (align !== 'center') return text + space;
  const half = Math.floor(space.length / 2);
  return space.slice(0, half) + text + space.slice(half);
}

/** A table as a list: a point for each row, under it what the other columns say, with their heads. */
export function rowsOf({ head, rows }: Table): List {
  const labels = head.map(labelOf);
  const items = rows.map(([name = [], ...values]) => {
    const title = (name.length > 0 ? name : [{ text: '—' }]).map((run) => ({ ...run, bold: true as const }));
    const said = values
      .map((runs, index) => ({ label: labels[index + 1] ?? '', runs }))
      .filter(({ runs }) => runs.length > 0)
      .map(({ label, runs }) => (label === '' ? runs : [{ text: label }, ...runs]));
    const [only] = said;
    if (head.length <= 2 && only) {
      return { blocks: [{ kind: 'paragraph' as const, runs: [...title, { text: ' — ' }, ...only] }] };
    }
    const inner = said.map((runs) => ({ blocks: [{ kind: 'paragraph' as const, runs }] }));
    const below = inner.length > 0 ? [{ kind: 'list' as const, items: inner }] : [];
    return { blocks: [{ kind: 'paragraph' as const, runs: title }, ...below] };
  });
  return { kind: 'list', items };
}

/** What stands before the value of a cell: the head of its column. */
function labelOf(head: Run[]): string {
  const text = cellText(head);
  if (text === '') return '';
  const letters = [...text];
  const short = letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : text;
  return /[\u2E80-\uFFEF]/.test(short) ? `${short}：` : `${short}: `;
}
