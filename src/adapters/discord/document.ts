/** A document as messages for Discord: embeds, because they ping nobody and keep pictures in their place. */
import type { APIEmbed } from 'discord.js';
import { flowOf, pagesOf, type Document, type Line, type Part, type Picture, type Run } from '#contracts';
import { inlineMarkup } from './inline.js';
import { cleanCode, label, SEAM } from './markup.js';

/** One message. The whole leaves at least 1,900 characters for a title, a footer and fields. */
export interface DocumentPage {
  /** At most 5; may be given a colour, the first a title, the last a footer. */
  embeds: APIEmbed[];
  /** Uploaded pictures that must be attached under these names. */
  pictures: { name: string; asset: string; alt: string }[];
}

export interface DocumentPagesOptions {
  /** UTF-16 units of markup on a page, at most and usually 4096. */
  length?: number;
}

const LONGEST = 4_096;
const MOST_PICTURES = 4;
/** Fixed-width letters across an embed on a phone. */
const COLUMNS = 36;
const LONGEST_TITLE = 256;
const LONGEST_ALT = 1_024;
const RULE = '─'.repeat(12);

/** The pages of a document, always the same for the same document. One without anything to show has none. */
export function documentPages(
  document: Document,
  { length = LONGEST }: DocumentPagesOptions = {},
): DocumentPage[] {
  return pagesOf(flowOf(document, COLUMNS), {
    most: { length: Math.min(length, LONGEST), marks: Infinity, pictures: MOST_PICTURES },
    measure: (part) => ({
      length: part.kind === 'picture' ? footerOf(part.picture).length : textOf(part).length + 8,
      marks: 0,
      pictures: part.kind === 'picture' ? 1 : 0,
    }),
  }).map(pageOf);
}

function pageOf(parts: Part[]): DocumentPage {
  const page: DocumentPage = { embeds: [], pictures: [] };
  let text: Part[] = [];
  const flush = (extra: Partial<APIEmbed>): void => {
    const description = joined(text).trim();
    text = [];
    const embed = { ...(description !== '' && { description }), ...extra };
    if (Object.keys(embed).length > 0) page.embeds.push(embed);
  };
  for (const part of parts) {
    if (part.kind === 'picture') flush(pictured(part.picture, page));
    else text.push(part);
  }
  flush({});
  return page;
}

function pictured(picture: Picture, { pictures }: DocumentPage): Partial<APIEmbed> {
  const { source, alt } = picture;
  const title = footerOf(picture);
  const footer = title === '' ? {} : { footer: { text: title } };
  if ('url' in source) return { image: { url: source.url }, ...footer };
  const same = pictures.find(({ asset }) => asset === source.asset);
  const ending = /\.(png|jpe?g|gif|webp)$/i.exec(source.asset)?.[0].toLowerCase() ?? '.png';
  const name = same?.name ?? `picture-${pictures.length + 1}${ending}`;
  if (!same) pictures.push({ name, asset: source.asset, alt: label(alt, LONGEST_ALT) });
  return { image: { url: `attachment://${name}` }, ...footer };
}

function footerOf({ title }: Picture): string {
  return title === undefined ? '' : label(title, LONGEST_TITLE);
}

/** Parts below one another; a blank line within a quote belongs to the quote. */
function joined(parts: readonly Part[]): string {
  return parts.reduce((out, part, index) => {
    if (index === 0) return textOf(part);
    const isOneQuote = part.quote !== undefined && part.quote.id === parts[index - 1]?.quote?.id;
    const gap = part.gap ? `\n${isOneQuote && isQuotable(part) ? '> ' : ''}` : '';
    return `${out}${gap}\n${textOf(part)}`;
  }, '');
}

function isQuotable(part: Part): boolean {
  return part.kind === 'line' || part.kind === 'rule';
}

function textOf(part: Part): string {
  switch (part.kind) {
    case 'line':
      return quoted(part, lineOf(part, (part.quote?.depth ?? 0) <= 1));
    case 'rule':
      return quoted(part, RULE);
    case 'code':
      return fence(part.text, part.language ?? '');
    case 'grid':
      return fence([...part.head, ...part.rows].join('\n'), '');
    case 'picture':
      return '';
  }
}

/** Discord knows quotes, but none within quotes. */
function quoted({ quote }: Part, text: string): string {
  return quote ? `> ${'┃ '.repeat(quote.depth - 1)}${text}` : text;
}

/** Code has no escapes: three signs in a row would end the block. */
function fence(text: string, language: string): string {
  return `\`\`\`${language}\n${cleanCode(text).replace(/`(?=``)/g, `\`${SEAM}`)}\n\`\`\``;
}

/** @param isBlock whether marks at the start of the line are read as lists and headings */
function lineOf(line: Line, isBlock: boolean): string {
  const { lists, mark, small } = line;
  const above = mark && !('note' in mark) ? lists.slice(0, -1) : lists;
  const indent = ' '.repeat(above.reduce((sum, kind) => sum + (kind === 'points' ? 2 : 3), 0));
  const heading = lists.length === 0 && isBlock ? (line.heading ?? 0) : 0;
  const isTitle = heading >= 1 && heading <= 3;
  const runs = line.heading !== undefined && !isTitle ? line.runs.map(boldly) : line.runs;
  const start = isTitle ? `${'#'.repeat(heading)} ` : small && lists.length === 0 && isBlock ? '-# ' : '';
  return `${indent}${start}${signOf(mark, isBlock)}${inlineMarkup(runs)}`.trimEnd();
}

function boldly(run: Run): Run {
  return { ...run, bold: true };
}

function signOf(mark: Line['mark'], isBlock: boolean): string {
  if (!mark) return '';
  const point = isBlock ? '- ' : '• ';
  if ('number' in mark) return `${mark.number}. `;
  if ('note' in mark) return `\\[${mark.note}\\] `;
  return 'done' in mark ? `${point}${mark.done ? '✅' : '⬜'} ` : point;
}
