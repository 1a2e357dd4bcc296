import type { Run } from '../phrase.js';
import { gridOf, rowsOf } from './grid.js';
import type { Block, Document, Item, List } from './model.js';
import type { Line, Mark, Part } from './parts.js';
import { isVisible, linesOf, textOf } from './runs.js';

/** What it costs to begin a page before a part: chapters and sections are best (see pages.ts). */
const COST = { chapter: 0, section: 0.08, block: 0.3, item: 0.38, inner: 0.5, line: 0.55, bound: 0.75, heading: 1.2 }; // prettier-ignore
/** Lists within one another that a phone has room for. */
const MOST_LISTS = 6;

interface Flow {
  parts: Part[];
  quotes: number;
  columns: number;
}

interface Place {
  lists: Line['lists'];
  quote?: { id: number; depth: number };
  small?: true;
}

/**
 * Lays a document out; the same document always gives the same parts.
 * @param columns of fixed-width letters that fit on a phone; wider tables become lists
 */
export function flowOf({ blocks }: Document, columns: number): Part[] {
  const flow: Flow = { parts: [], quotes: 0, columns };
  putAll(flow, blocks, { lists: [] }, true);
  return flow.parts;
}

function putAll(flow: Flow, blocks: readonly Block[], place: Place, gap: boolean): void {
  blocks.forEach((block, index) => putBlock(flow, block, place, index > 0 || gap));
}

function putBlock(flow: Flow, block: Block, place: Place, gap: boolean): void {
  const isInside = place.lists.length > 0 || place.quote !== undefined;
  const cost = isInside ? COST.inner : COST.block;
  switch (block.kind) {
    case 'heading': {
      const own = isInside ? COST.inner : block.level <= 2 ? COST.chapter : COST.section;
      return putLines(flow, block.runs, place, { heading: block.level, cost: own, gap });
    }
    case 'paragraph':
      return putLines(flow, block.runs, place, { cost, gap });
    case 'list':
      return putList(flow, block, place, gap && place.lists.length === 0);
    case 'code': {
      const { text, language } = block;
      return put(flow, { kind: 'code', text, ...(language !== undefined && { language }), gap, cost });
    }
    case 'quote': {
      const depth = (place.quote?.depth ?? 0) + 1;
      const id = place.quote?.id ?? (flow.quotes += 1);
      const first = flow.parts.length;
      // Quotes begin at the margin, also those in lists.
      putAll(flow, block.blocks, { ...place, lists: [], quote: { id, depth } }, gap);
      return began(flow, first, cost);
    }
    case 'table': {
      const grid = gridOf(block, flow.columns);
      return grid
        ? put(flow, { kind: 'grid', ...grid, gap, cost })
        : putList(flow, rowsOf(block), place, gap);
    }
    case 'picture':
      return put(flow, { kind: 'picture', picture: block, gap, cost: COST.inner });
    case 'rule':
      return put(flow, { kind: 'rule', gap, cost: COST.section });
    case 'notes':
      for (const [index, { number, blocks }] of block.notes.entries()) {
        const first = flow.parts.length;
        const isApart = index === 0 || (block.notes[index - 1]?.blocks.length ?? 0) > 1;
        putAll(flow, blocks, { lists: [], small: true }, isApart);
        const head = flow.parts[first];
        if (head?.kind === 'line') head.mark = { note: number };
      }
  }
}

function putLines(
  flow: Flow,
  runs: readonly Run[],
  place: Place,
  { mark, heading, cost, gap }: { mark?: Mark; heading?: number; cost: number; gap: boolean },
): void {
  linesOf(runs)
    .filter((line) => isVisible(textOf(line)))
    .forEach((line, index) => {
      put(flow, {
        kind: 'line',
        runs: line,
        ...place,
        ...(heading !== undefined && { heading }),
        ...(index === 0 && mark && { mark }),
        cost: index === 0 ? cost : COST.line,
        gap: index === 0 && gap,
      });
    });
}

function putList(flow: Flow, { start, loose, items }: List, place: Place, gap: boolean): void {
  const kind = start === undefined ? 'points' : 'numbers';
  const within: Place = { ...place, lists: [...place.lists, kind].slice(0, MOST_LISTS) as Line['lists'] };
  const cost = place.lists.length > 0 || place.quote ? COST.inner : COST.item;
  items.forEach((item, index) => {
    const mark = markOf(item, start === undefined ? undefined : start + index);
    const [first, ...rest] = item.blocks;
    const isText = first?.kind === 'paragraph' || first?.kind === 'heading';
    const at = { mark, cost, gap: index > 0 ? loose === true : gap };
    if (isText) putLines(flow, first.runs, within, at);
    // A number is referred to, so it is shown even when the item begins with something that is no text.
    else if (start !== undefined) put(flow, { kind: 'line', runs: [], ...within, ...at });
    for (const block of isText ? rest : item.blocks) putBlock(flow, block, within, loose === true && isText);
  });
}

function markOf({ done }: Item, number: number | undefined): Mark {
  if (done !== undefined) return { done };
  return number === undefined ? { point: true } : { number };
}

function put({ parts }: Flow, part: Part): void {
  const before = parts.at(-1);
  parts.push(before ? { ...part, cost: costAfter(before, part.cost) } : part);
}

/** What a quote begins with is as good a place for a new page as the quote itself. */
function began({ parts }: Flow, first: number, cost: number): void {
  const [before, part] = [parts[first - 1], parts[first]];
  if (part) part.cost = before ? costAfter(before, cost) : cost;
}

/** A heading stays with its text, a line that announces something with what it announces. */
function costAfter(before: Part, cost: number): number {
  if (before.kind === 'rule') return Math.min(cost, COST.section);
  if (before.kind !== 'line') return cost;
  if (before.heading !== undefined) return Math.max(cost, COST.heading);
  const isOpen = before.runs.length === 0 || /[:：]\s*$/.test(textOf(before.runs));
  return isOpen ? Math.max(cost, COST.bound) : cost;
}
