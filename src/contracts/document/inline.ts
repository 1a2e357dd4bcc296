import type { Definition, Image, ImageReference, PhrasingContent } from 'mdast';
import type { Run } from '../phrase.js';
import { tagOf } from './html.js';
import { assetNamed, safeLink } from './links.js';
import type { Picture } from './model.js';
import { SOFT, unfenced } from './prepare.js';
import type { Piece } from './reading.js';
import { textOf } from './runs.js';

type Look = Omit<Run, 'text' | 'at'>;
type Bit = Run | Picture;

/** Text within blocks, with pictures where they stand in it. Soft line breaks are still marked. */
export function bitsOf(nodes: readonly PhrasingContent[], piece: Piece): Bit[] {
  const out: Bit[] = [];
  walk(nodes, {}, piece, out);
  return out;
}

/** The same where no picture can stand: their descriptions take their place. */
export function runsOf(nodes: readonly PhrasingContent[], piece: Piece): Run[] {
  return bitsOf(nodes, piece).map((bit) => ('kind' in bit ? described(bit) : bit));
}

function described({ alt, source }: Picture): Run {
  const url = 'url' in source ? source.url : null;
  return { text: alt || (url === null ? '' : new URL(url).host), ...(url !== null && { link: url }) };
}

function walk(nodes: readonly PhrasingContent[], look: Look, piece: Piece, out: Bit[]): void {
  const closings = closingsIn(nodes);
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (node?.type === 'html') at = walkTag(nodes, at, closings, look, piece, out);
    else if (node) walkNode(node, look, piece, out);
  }
}

function walkNode(node: PhrasingContent, look: Look, piece: Piece, out: Bit[]): void {
  switch (node.type) {
    case 'text':
      out.push({ text: node.value.replaceAll('\n', SOFT), ...look });
      return;
    case 'inlineCode':
      out.push({ text: unfenced(node.value), ...look, code: true });
      return;
    case 'break':
      out.push({ text: '\n' });
      return;
    case 'strong':
      return walk(node.children, { ...look, bold: true }, piece, out);
    case 'emphasis':
      return walk(node.children, { ...look, italic: true }, piece, out);
    case 'delete': {
      const isHidden = piece.sourceOf(node).startsWith('|');
      return walk(
        node.children,
        { ...look, ...(isHidden ? { spoiler: true } : { strike: true }) },
        piece,
        out,
      );
    }
    case 'link':
      return walkLink(node.url, node, look, piece, out);
    case 'linkReference':
      return walkLink(piece.definition(node.identifier)?.url ?? '', node, look, piece, out);
    case 'image':
      out.push(pictureOf(node, node, piece) ?? { text: node.alt ?? '', ...look });
      return;
    case 'imageReference':
      out.push(
        pictureOf(node, piece.definition(node.identifier), piece) ?? { text: node.alt ?? '', ...look },
      );
      return;
    case 'footnoteReference':
      out.push({ text: `[${piece.noteNumber(node.identifier)}]`, ...look });
      return;
    case 'html':
      return;
  }
}

function walkLink(
  url: string,
  node: Extract<PhrasingContent, { type: 'link' | 'linkReference' }>,
  look: Look,
  piece: Piece,
  out: Bit[],
): void {
  const link = piece.linkTo(unfenced(url), piece.lineOf(node));
  const inside: Bit[] = [];
  walk(node.children, link === null ? look : { ...look, link }, piece, inside);
  out.push(...inside);
  if (link === null || textOf(inside.filter((bit): bit is Run => 'text' in bit)).trim() !== '') return;
  // A picture cannot be a link in a chat, so its description becomes one.
  const alt = inside.find((bit): bit is Picture => 'kind' in bit)?.alt;
  out.push({ text: alt || new URL(link).host || link, ...look, link });
}

/** Reads a tag and, when it is closed here, what stands in it. Returns the number of the last node read. */
function walkTag(
  nodes: readonly PhrasingContent[],
  at: number,
  closings: ReadonlyMap<string, number[]>,
  look: Look,
  piece: Piece,
  out: Bit[],
): number {
  const node = nodes[at];
  if (node?.type !== 'html') return at;
  const tag = tagOf(node.value);
  if (tag === 'comment') return at;
  if (tag === 'break') {
    out.push({ text: '\n' });
    return at;
  }
  if (tag && 'opens' in tag) {
    const close = closings.get(tag.opens)?.find((index) => index > at) ?? -1;
    if (close > at) {
      walk(nodes.slice(at + 1, close), { ...look, ...tag.look }, piece, out);
      return close;
    }
  }
  piece.report('html', piece.lineOf(node), node.value);
  out.push({ text: unfenced(node.value).replaceAll('\n', SOFT), ...look });
  return at;
}

/** Where tags are closed, by name. */
function closingsIn(nodes: readonly PhrasingContent[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, node] of nodes.entries()) {
    const tag = node.type === 'html' ? tagOf(node.value) : null;
    if (tag === null || typeof tag !== 'object' || !('closes' in tag)) continue;
    found.set(tag.closes, [...(found.get(tag.closes) ?? []), index]);
  }
  return found;
}

function pictureOf(
  node: Image | ImageReference,
  target: Image | Definition | undefined,
  piece: Piece,
): Picture | null {
  const address = unfenced(target?.url ?? '');
  const asset = assetNamed(address);
  const url = asset === null && /^https?:/i.test(address) ? safeLink(address) : null;
  const source = asset !== null ? { asset } : url !== null ? { url } : null;
  if (source === null) {
    piece.report('picture', piece.lineOf(node), address || (node.alt ?? ''));
    return null;
  }
  const title = target?.title?.replace(/\s+/g, ' ').trim();
  const alt = unfenced(node.alt ?? '').replace(/\s+/g, ' ').trim(); // prettier-ignore
  return { kind: 'picture', source, alt, ...(title && { title: unfenced(title) }) };
}
