import type { MessageEntity } from '../api.js';
import { badRequest } from '../failure.js';
import { webAddress } from './entities.js';
import { sortEntities } from './detect.js';

export interface MarkedText {
  text: string;
  entities: MessageEntity[];
}

const types: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const token = /<(\/?)([a-z-]+)([^<>]*)>|&(?:#(\d+)|#x([0-9a-f]+)|(lt|gt|amp|quot));|[^<&]+|[<&]/giu;

interface OpenTag {
  name: string;
  offset: number;
  attributes: Record<string, string>;
}

const failure = (what: string): Error => badRequest(`can't parse entities: ${what}`);

/**
 * Reads parse_mode HTML.
 * @throws ApiFailure 400 for anything but the few tags Telegram knows, properly nested
 */
export function parseHtml(source: string): MarkedText {
  let text = '';
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  for (const match of source.matchAll(token)) {
    const [whole, slash, rawName, rest, decimal, hex, name] = match;
    const byte = Buffer.byteLength(source.slice(0, match.index));
    if (rawName !== undefined && slash === '') {
      const tag = rawName.toLowerCase();
      const attributes = readAttributes(rest ?? '');
      if (!(tag in types)) throw failure(`Unsupported start tag "${tag}" at byte offset ${byte}`);
      if (tag === 'span' && attributes['class'] !== 'tg-spoiler')
        throw failure(`Tag "span" must have class "tg-spoiler" at byte offset ${byte}`);
      open.push({ name: tag, offset: text.length, attributes });
    } else if (rawName !== undefined) {
      const tag = open.pop();
      if (!tag) throw failure(`Unexpected end tag at byte offset ${byte}`);
      if (tag.name !== rawName.toLowerCase())
        throw failure(
          `Unmatched end tag at byte offset ${byte}, expected "</${tag.name}>", found "${whole}"`,
        );
      const entity = entityOf(tag, text, open.at(-1));
      if (entity) entities.push(entity);
    } else if (decimal !== undefined || hex !== undefined) {
      text += String.fromCodePoint(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal));
    } else if (name !== undefined) {
      text += named[name.toLowerCase()] ?? whole;
    } else if (whole === '<') {
      throw failure(
        `Unsupported start tag "${source.slice(match.index + 1, match.index + 12)}" at byte offset ${byte}`,
      );
    } else {
      text += whole;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw failure(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: sortEntities(mergeCodeLanguage(entities)) };
}

function readAttributes(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/giu)];
  return Object.fromEntries(
    pairs.map(([, key = '', double, single, bare]) => [
      key.toLowerCase(),
      (double ?? single ?? bare ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  );
}

function entityOf(tag: OpenTag, text: string, parent: OpenTag | undefined): MessageEntity | undefined {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  if (place.length === 0) return undefined;
  const { attributes } = tag;
  if (tag.name === 'a') {
    const url = webAddress(attributes['href'] ?? text.slice(tag.offset));
    return url === undefined ? undefined : { type: 'text_link', ...place, url };
  }
  if (tag.name === 'tg-emoji') {
    const id = attributes['emoji-id'];
    return id === undefined ? undefined : { type: 'custom_emoji', ...place, custom_emoji_id: id };
  }
  if (tag.name === 'blockquote' && 'expandable' in attributes)
    return { type: 'expandable_blockquote', ...place };
  const language = /^language-(.+)$/u.exec(attributes['class'] ?? '')?.[1];
  if (tag.name === 'code' && parent?.name === 'pre' && language !== undefined)
    return { type: 'pre', ...place, language };
  return { type: types[tag.name] ?? tag.name, ...place };
}

/** `<pre><code class="language-x">` is one entity, not two over the same text. */
function mergeCodeLanguage(entities: MessageEntity[]): MessageEntity[] {
  return entities.filter(
    (entity) =>
      !(
        entity.type === 'pre' &&
        entity.language === undefined &&
        entities.some((other) => other.language !== undefined && other.offset === entity.offset)
      ),
  );
}
