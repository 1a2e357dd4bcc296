import { blocksOf, codeOf } from './blocks.js';
import { chunksOf, type Chunk } from './chunks.js';
import type { Block, Document } from './model.js';
import { parse } from './parse.js';
import { prepared, shallow } from './prepare.js';
import { createReading, pieceOf, type DocumentOptions, type Reading } from './reading.js';
import { borrowed, definitionsIn } from './references.js';
import { extend } from './runs.js';

/**
 * Reads Markdown (CommonMark and GFM, `||spoilers||`, and emphasis as Chinese needs it) as a document.
 * Never throws; what cannot be shown is named in `problems`. Takes time in proportion to the text, of which
 * at most 100,000 UTF-16 units are read. Links are http, https, tg or mailto, never to a person.
 */
export function documentOf(markdown: string, options: DocumentOptions = {}): Document {
  const reading = createReading(options);
  const { text, isCut } = prepared(markdown);
  const lines = text.split('\n').map(shallow);
  if (isCut) reading.report('too_long', lines.length, lines.at(-1) ?? '');
  const chunks = chunksOf(lines);
  const definitions = definitionsIn(chunks.length > 1 ? lines : []);
  const blocks: Block[] = [];
  for (const chunk of chunks) {
    const read = chunk.code
      ? codeOf(chunk.text, chunk.code.language)
      : blocksIn(chunk, borrowed(chunk.text, definitions), reading);
    append(blocks, read, chunk.joined);
  }
  const notes = reading.notes().filter((note) => note.blocks.length > 0);
  if (notes.length > 0) blocks.push({ kind: 'notes', notes });
  return { blocks, problems: reading.problems };
}

function blocksIn(chunk: Chunk, before: string, reading: Reading): Block[] {
  const parsed = parse(chunk.text, before);
  return blocksOf(parsed.nodes, pieceOf(reading, parsed, chunk.line));
}

/** Adds what was read of a chunk; what our cut divided grows together again. */
function append(blocks: Block[], read: Block[], joined: Chunk['joined']): void {
  const [first, ...rest] = read;
  if (!first) return;
  const last = blocks.at(-1);
  const isOne = joined !== undefined && last !== undefined && grew(last, first, joined);
  blocks.push(...(isOne ? rest : read));
}

/** Adds `more` to the end of `block` if both are parts of one thing. */
function grew(block: Block, more: Block, joined: NonNullable<Chunk['joined']>): boolean {
  if (block.kind === 'list' && more.kind === 'list') {
    if ((block.start === undefined) !== (more.start === undefined)) return false;
    block.items.push(...more.items);
    return true;
  }
  if (joined === 'list') return false;
  if (block.kind === 'table' && more.kind === 'table') {
    const isSame = JSON.stringify(block.head) === JSON.stringify(more.head);
    if (isSame) block.rows.push(...more.rows);
    return isSame;
  }
  if (block.kind === 'quote' && more.kind === 'quote') {
    block.blocks.push(...more.blocks);
    return true;
  }
  if (more.kind !== 'paragraph') return false;
  if (block.kind === 'paragraph' || (block.kind === 'heading' && joined === 'line')) {
    const isSpaced = joined === 'lines' && !/[\u2E80-\uFFEF]$/.test(block.runs.at(-1)?.text ?? '');
    if (isSpaced) extend(block.runs, { text: ' ' });
    for (const run of more.runs) extend(block.runs, run);
    return true;
  }
  const inside = block.kind === 'list' ? block.items.at(-1)?.blocks.at(-1) : block.kind === 'quote' ? block.blocks.at(-1) : undefined; // prettier-ignore
  return joined === 'line' && inside !== undefined && grew(inside, more, joined);
}
