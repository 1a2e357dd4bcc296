/** A document as messages for Telegram: text with entities, and pictures with what stands next to them. */
import { flowOf, pagesOf, type Document, type Line, type Part, type Picture, type Run } from '#contracts';
import type { MessageEntity } from 'grammy/types';
import { slice, tidy, type Inked } from './ink.js';
import { inlineInk } from './inline.js';
import { longestCaption, longestText } from './split.js';

/** One message: a text, or a picture with the text as its caption. */
export interface DocumentPage {
  inked: Inked;
  picture?: Pick<Picture, 'source' | 'alt'>;
  /** The caption stands above the picture, because it comes first. */
  captionAbove?: true;
}

export interface DocumentPagesOptions {
  /** Characters on a page without a picture, at most and usually 4096. */
  length?: number;
  /** Characters below a picture, at most and usually 1024. */
  caption?: number;
  /** Entities on a page, at most and usually 100. */
  marks?: number;
}

const MOST_ENTITIES = 100;
/** Fixed-width letters across a message on a phone. */
const COLUMNS = 36;
/** Longer quotes are folded, in UTF-16 units. */
const LONG_QUOTE = 600;
const RULE = '—'.repeat(8);
const POINTS = ['•', '◦', '▪'];
const INDENT = '   ';
/** Invisible, but no blank: Telegram cuts blanks off where a message begins. */
const NOTHING = '\u2060';

/** The pages of a document, always the same for the same document. One without anything to show has none. */
export function documentPages(
  document: Document,
  { length = longestText, caption = longestCaption, marks = MOST_ENTITIES }: DocumentPagesOptions = {},
): DocumentPage[] {
  const most = { length: Math.min(length, longestText), marks, pictures: 0 };
  const fitsUnder = (picture: Picture, inked: Inked): boolean => {
    const { text, entities } = pictured(picture, inked, caption).inked;
    return text.length <= Math.min(caption, longestCaption) && entities.length <= marks;
  };
  const pages: DocumentPage[] = [];
  let waiting: Picture | undefined;
  for (const { parts, picture } of stretches(flowOf(document, COLUMNS))) {
    const inked = inkOf(parts);
    const isTaken = waiting !== undefined && inked.text !== '' && fitsUnder(waiting, inked);
    if (waiting) pages.push(pictured(waiting, isTaken ? inked : undefined, caption));
    waiting = picture;
    if (isTaken || parts.length === 0) continue;
    const texts = pagesOf(parts, { most, measure }).map(inkOf);
    const last = texts.at(-1);
    if (picture && last && fitsUnder(picture, last)) {
      texts.pop();
      waiting = undefined;
      pages.push(...texts.map((each) => ({ inked: each })), {
        ...pictured(picture, last, caption),
        captionAbove: true,
      });
    } else pages.push(...texts.map((each) => ({ inked: each })));
  }
  if (waiting) pages.push(pictured(waiting, undefined, caption));
  return pages;
}

/** The parts up to each picture, and after the last. */
function stretches(parts: readonly Part[]): { parts: Part[]; picture?: Picture }[] {
  const out: { parts: Part[]; picture?: Picture }[] = [{ parts: [] }];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind !== 'picture') last?.parts.push(part);
    else {
      if (last) last.picture = part.picture;
      out.push({ parts: [] });
    }
  }
  return out;
}

/** @param most characters of a caption */
function pictured(picture: Picture, caption: Inked | undefined, most: number): DocumentPage {
  const { source, alt, title } = picture;
  const own = title ?? (caption ? undefined : alt);
  const line =
    own === undefined
      ? { text: '', entities: [] }
      : slice(inlineInk([{ text: own, italic: true }]), 0, Math.min(512, most));
  const gap = caption && line.text !== '' ? '\n\n' : '';
  const head = `${caption?.text ?? ''}${gap}`;
  const inked = {
    text: head + line.text,
    entities: [...(caption?.entities ?? []), ...moved(line.entities, head.length)],
  };
  return { inked, picture: { source, alt } };
}

function measure(part: Part): { length: number; marks: number; pictures: number } {
  const { text, entities } = drawn(part);
  return { length: text.length + 4, marks: entities.length + (part.quote ? 1 : 0), pictures: 0 };
}

/** Parts below one another. */
function inkOf(parts: readonly Part[]): Inked {
  let text = '';
  const entities: MessageEntity[] = [];
  let quote = null as { id: number; from: number } | null;
  const endQuote = (): void => {
    if (quote && text.length > quote.from) {
      const length = text.length - quote.from;
      const type = length > LONG_QUOTE ? 'expandable_blockquote' : 'blockquote';
      entities.push({ type, offset: quote.from, length });
    }
    quote = null;
  };
  for (const part of parts) {
    const id = part.kind === 'line' || part.kind === 'rule' ? part.quote?.id : undefined;
    if (quote?.id !== id) endQuote();
    const piece = drawn(part);
    if (text !== '') text += part.gap ? '\n\n' : '\n';
    else if (/^\s/.test(piece.text) && part.kind !== 'line') text = `${NOTHING}\n`;
    if (id !== undefined) quote ??= { id, from: text.length };
    entities.push(...moved(piece.entities, text.length));
    text += piece.text;
  }
  endQuote();
  // Outer ones first, as Telegram lists them.
  const rank = ({ type }: MessageEntity): number => (type.endsWith('blockquote') ? 0 : 1);
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
  return slice({ text, entities }, 0, text.length);
}

function moved(entities: readonly MessageEntity[], by: number): MessageEntity[] {
  return entities.map((entity) => ({ ...entity, offset: entity.offset + by }));
}

function drawn(part: Part): Inked {
  switch (part.kind) {
    case 'line':
      return lineInk(part, part.quote?.depth ?? 0);
    case 'rule':
      return { text: RULE, entities: [] };
    case 'code':
      return block(part.text, part.language);
    case 'grid':
      return block([...part.head, ...part.rows].join('\n'), undefined);
    case 'picture':
      return { text: '', entities: [] };
  }
}

function block(code: string, language: string | undefined): Inked {
  const text = tidy(code.replaceAll('\t', '    '));
  return {
    text,
    entities: [{ type: 'pre', offset: 0, length: text.length, ...(language !== undefined && { language }) }],
  };
}

function lineInk(line: Line, quotes: number): Inked {
  const { lists, mark } = line;
  const depth = mark && !('note' in mark) ? lists.length - 1 : lists.length;
  const head = '┃ '.repeat(Math.max(0, quotes - 1)) + INDENT.repeat(Math.max(0, depth)) + signOf(mark, depth);
  const runs: Run[] =
    line.heading === undefined ? line.runs : line.runs.map((run) => ({ ...run, bold: true }));
  const { text, entities } = inlineInk(runs);
  return { text: head + text, entities: moved(entities, head.length) };
}

function signOf(mark: Line['mark'], depth: number): string {
  if (!mark) return '';
  if ('number' in mark) return `${mark.number}. `;
  if ('note' in mark) return `[${mark.note}] `;
  if ('done' in mark) return mark.done ? '✅ ' : '⬜ ';
  return `${POINTS[Math.min(depth, POINTS.length - 1)]} `;
}
