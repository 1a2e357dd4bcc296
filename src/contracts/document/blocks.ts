import type { List as ListNode, ListItem, PhrasingContent, RootContent, Table as TableNode } from 'mdast';
import type { Run } from '../phrase.js';
import { isMoreThanComment, legibleHtml } from './html.js';
import { bitsOf, runsOf } from './inline.js';
import type { Block, Item, Table } from './model.js';
import { unfenced } from './prepare.js';
import type { Piece } from './reading.js';
import { isVisible, isWrapped, settled, unbroken } from './runs.js';

/** Quotes and lists within one another; deeper ones are read as if they were not nested. */
const DEEPEST = 8;
const MOST_COLUMNS = 20;

export function blocksOf(nodes: readonly RootContent[], piece: Piece, depth = 0): Block[] {
  return nodes.flatMap((node) => blockOf(node, piece, depth));
}

function blockOf(node: RootContent, piece: Piece, depth: number): Block[] {
  switch (node.type) {
    case 'heading':
      return textBlocks(node.children, piece, true, (runs) => ({
        kind: 'heading',
        level: node.depth,
        runs: unbroken(runs),
      }));
    case 'paragraph':
      return textBlocks(node.children, piece, isWrapped(piece.sourceOf(node)), (runs) => ({
        kind: 'paragraph',
        runs,
      }));
    case 'blockquote': {
      const blocks = blocksOf(node.children, piece, depth + 1);
      if (blocks.length === 0) return [];
      return isTooDeep(node, piece, depth) ? blocks : [{ kind: 'quote', blocks }];
    }
    case 'list':
      return listOf(node, piece, depth);
    case 'code':
      return codeOf(node.value, node.lang ?? '');
    case 'html':
      return htmlOf(node.value, piece.lineOf(node), piece);
    case 'table':
      return tableOf(node, piece);
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'footnoteDefinition':
      piece.note(node.identifier, () => blocksOf(node.children, piece, depth + 1));
      return [];
    default:
      return [];
  }
}

/** A block of code; one without anything in it is none. */
export function codeOf(text: string, language: string): Block[] {
  const kept = unfenced(text)
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  if (!isVisible(kept)) return [];
  const name = /^[a-z0-9_+.#-]{1,20}$/i.exec(unfenced(language))?.[0];
  return [{ kind: 'code', text: kept, ...(name !== undefined && { language: name }) }];
}

/** Text with the pictures that stand in it as blocks of their own. */
function textBlocks(
  nodes: readonly PhrasingContent[],
  piece: Piece,
  wrapped: boolean,
  make: (runs: Run[]) => Block,
): Block[] {
  const out: Block[] = [];
  let runs: Run[] = [];
  const flush = (): void => {
    const text = settled(runs, wrapped);
    if (text.length > 0) out.push(make(text));
    runs = [];
  };
  for (const bit of bitsOf(nodes, piece)) {
    if (!('kind' in bit)) {
      runs.push(bit);
      continue;
    }
    flush();
    out.push(bit);
  }
  flush();
  return out;
}

function listOf(node: ListNode, piece: Piece, depth: number): Block[] {
  const items = node.children
    .map((item) => itemOf(item, piece, depth))
    .filter(({ blocks }) => blocks.length > 0);
  if (items.length === 0) return [];
  if (isTooDeep(node, piece, depth)) return items.flatMap(({ blocks }) => blocks);
  const isLoose = node.spread === true || node.children.some(({ spread }) => spread === true);
  return [
    {
      kind: 'list',
      ...(node.ordered === true && { start: node.start ?? 1 }),
      ...(isLoose && { loose: true }),
      items,
    },
  ];
}

function itemOf(node: ListItem, piece: Piece, depth: number): Item {
  const blocks = blocksOf(node.children, piece, depth + 1);
  return { ...(typeof node.checked === 'boolean' && { done: node.checked }), blocks };
}

function isTooDeep(node: RootContent, piece: Piece, depth: number): boolean {
  if (depth < DEEPEST) return false;
  if (depth === DEEPEST) piece.report('too_deep', piece.lineOf(node), piece.sourceOf(node));
  return true;
}

function htmlOf(html: string, line: number, piece: Piece): Block[] {
  if (isMoreThanComment(html)) piece.report('html', line, html);
  const text = unfenced(legibleHtml(html));
  return text === '' ? [] : [{ kind: 'paragraph', runs: settled([{ text }], false) }];
}

function tableOf(node: TableNode, piece: Piece): Table[] {
  const [head, ...rows] = node.children.map((row) =>
    row.children.slice(0, MOST_COLUMNS).map((cell) => unbroken(settled(runsOf(cell.children, piece), true))),
  );
  if (!head) return [];
  if (node.children.some(({ children }) => children.length > MOST_COLUMNS)) {
    piece.report('too_long', piece.lineOf(node), piece.sourceOf(node));
  }
  const align = (node.align ?? []).slice(0, MOST_COLUMNS);
  return [{ kind: 'table', align, head, rows }];
}
