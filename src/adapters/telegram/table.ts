import { columns, type Phrase, type Reader, type Reply } from '#contracts';
import { flatText, type Ink } from './ink.js';

/** Columns of a monospaced block that fit a phone's screen without wrapping. */
const widest = 36;
const gap = '  ';

type Table = NonNullable<Reply['table']>;

/** Draws a table: as an aligned block when it is narrow, else one line per row. */
export function drawTable(ink: Ink, table: Table, reader: Reader): void {
  const cells = [table.head, ...table.rows].map((row) => row.map((cell) => flatText(cell, reader)));
  const widths = table.head.map((_, column) => Math.max(...cells.map((row) => columns(row[column] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1));
  if (total <= widest && !table.rows.flat().some(hasLink)) {
    const lines = cells.map((row) =>
      widths
        .map((width, column) => padded(row[column] ?? '', width))
        .join(gap)
        .trimEnd(),
    );
    ink.plain(lines.join('\n'), 'pre');
    return;
  }
  table.rows.forEach((row, index) => {
    if (index > 0) ink.plain('\n');
    drawRow(ink, table.head, row, reader);
  });
}

function drawRow(ink: Ink, head: Phrase[], row: Phrase[], reader: Reader): void {
  ink.plain('• ');
  row.forEach((cell, column) => {
    const name = head[column];
    if (column === 0) ink.phrase(cell, 'bold');
    else {
      ink.plain(column === 1 ? ' — ' : ' · ');
      if (name) ink.phrase(name).plain(colon(reader));
      ink.phrase(cell);
    }
  });
}

export function colon(reader: Reader): string {
  return reader.locale === 'zh-CN' ? '：' : ': ';
}

function hasLink(phrase: Phrase): boolean {
  return Object.values(phrase.values ?? {}).some(
    (value) => typeof value === 'object' && ('link' in value || ('key' in value && hasLink(value))),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}
