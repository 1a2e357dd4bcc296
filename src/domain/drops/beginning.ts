/** Letters of a lesson that are shown where not all of it is. */
const ENOUGH = 700;

/**
 * The beginning of a Markdown text, cut between paragraphs, never within a code block or a table; a first paragraph
 * that is longer than all that is cut after a sentence.
 */
export function beginningOf(markdown: string): string {
  const blocks: string[] = [];
  let length = 0;
  for (const block of blocksOf(markdown)) {
    if (blocks.length > 0 && length + block.length > ENOUGH) break;
    blocks.push(block);
    length += block.length;
  }
  const text = blocks.join('\n\n');
  return text.length > 2 * ENOUGH ? shortened(text) : text;
}

function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence = '';
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    if (line.trim() === '' && fence === '') {
      if (lines.length > 0) blocks.push(lines.join('\n'));
      lines = [];
    } else lines.push(line);
  }
  if (lines.length > 0) blocks.push(lines.join('\n'));
  return blocks;
}

function shortened(text: string): string {
  // What opens and closes may not be cut apart: then nothing but its words would be left of it.
  if (/^ {0,3}(```|~~~|\|)/m.test(text)) return '';
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
    if (end > 0 && index + segment.length > ENOUGH) break;
    end = index + segment.length;
  }
  return `${text.slice(0, Math.min(end, 2 * ENOUGH)).trimEnd()} …`;
}
