/** Text with entities, never markup: nothing a person typed can become a style, a link or a mention. */
import { runs, type Phrase, type Reader, type Run, type Value } from '#contracts';
import type { MessageEntity } from 'grammy/types';

export interface Inked {
  text: string;
  /** Offsets and lengths count UTF-16 units, as Telegram does. */
  entities: MessageEntity[];
}

export type Look = 'bold' | 'pre';

export interface Ink {
  phrase(phrase: Phrase, look?: 'bold'): Ink;
  /** Our own words, as they are. */
  plain(text: string, look?: Look): Ink;
  done(): Inked;
}

// A value travels between these through `runs`, so that afterwards it can be told from our own words.
const open = '\uE002';
const close = '\uE003';
const joiner = '\u2060';
/** A lone command of our own words; its name may be a value. */
const tappable = /^\/\uE002?[a-z0-9_]{1,32}\uE003?$/;

export function createInk(reader: Reader): Ink {
  let text = '';
  const entities: MessageEntity[] = [];

  function write(piece: string, marks: (place: { offset: number; length: number }) => MessageEntity[]): void {
    if (piece === '') return;
    entities.push(...marks({ offset: text.length, length: piece.length }));
    text += piece;
  }

  const ink: Ink = {
    phrase(phrase, look) {
      for (const run of runs(fenced(phrase), reader)) {
        const url = linkOf(run);
        const literal = run.code === true || url !== undefined;
        write(unfenced(run.text, literal), (place) => marksOf(place, run, url, look));
      }
      return ink;
    },
    plain(piece, look) {
      write(tidy(piece), (place) => (look === undefined ? [] : [{ type: look, ...place }]));
      return ink;
    },
    done: () => slice({ text, entities }, 0, text.length),
  };
  return ink;
}

/** A phrase as one clean line of text, for buttons and table cells. */
export function flatText(phrase: Phrase, reader: Reader): string {
  const text = runs(fenced(phrase), reader)
    .map((run) => unfenced(run.text, true))
    .join('');
  return text.replace(/\s+/gu, ' ').trim();
}

/** Characters `from` to `to` with the entities that lie there, without blank ends. */
export function slice(inked: Inked, from: number, to: number): Inked {
  const piece = inked.text.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  const text = piece.trim();
  const end = start + text.length;
  const entities = inked.entities.flatMap((entity) => {
    const first = Math.max(entity.offset, start);
    const last = Math.min(entity.offset + entity.length, end);
    return last > first ? [{ ...entity, offset: first - start, length: last - first }] : [];
  });
  // Telegram keeps the first hundred and drops the rest.
  return { text, entities: entities.slice(0, 100) };
}

/** Texts below one another, those that say something. */
export function below(parts: readonly Inked[], gap = '\n\n'): Inked {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    if (text !== '') text += gap;
    const by = text.length;
    entities.push(...part.entities.map((entity) => ({ ...entity, offset: entity.offset + by })));
    text += part.text;
  }
  return slice({ text, entities }, 0, text.length);
}

/** A text on one line, at most `limit` UTF-16 units of it. */
export function short(text: string, limit: number): string {
  const line = tidy(text).replace(/\s+/gu, ' ').trim();
  if (line.length <= limit) return line;
  let out = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (out.length + segment.length > limit - 1) break;
    out += segment;
  }
  return `${out}…`;
}

function marksOf(
  place: { offset: number; length: number },
  run: Run,
  url: string | undefined,
  look: 'bold' | undefined,
): MessageEntity[] {
  // Telegram finds a command by itself and sends it when tapped; as code it would only be copied.
  if (run.code && tappable.test(run.text)) return [];
  // Telegram lets nothing overlap with code.
  if (run.code) return [{ type: 'code', ...place }];
  const marks: MessageEntity[] = [];
  if (run.bold || look === 'bold') marks.push({ type: 'bold', ...place });
  if (url !== undefined) marks.push({ type: 'text_link', ...place, url });
  return marks;
}

function linkOf(run: Run): string | undefined {
  return run.link !== undefined && !run.code ? openableUrl(run.link) : undefined;
}

/** The address if Telegram opens such (http, https, tg), else undefined. */
export function openableUrl(url: string): string | undefined {
  if (!/^(https?|tg):\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).href;
}

function fenced(phrase: Phrase): Phrase {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(phrase.values ?? {})) values[name] = fencedValue(value);
  return { key: phrase.key, values };
}

function fencedValue(value: Value): Value {
  if (typeof value === 'string') return fence(value);
  if (typeof value === 'number') return value;
  if ('key' in value) return fenced(value);
  if ('person' in value) return { person: fence(value.person) };
  if ('link' in value) return { link: value.link, label: fence(value.label) };
  return value;
}

function fence(value: string): string {
  return open + tidy(value) + close;
}

function unfenced(text: string, literal: boolean): string {
  return text
    .split(/(\uE002[^\uE003]*\uE003)/)
    .map((part) => {
      if (!part.startsWith(open)) {
        const own = tidy(part);
        // Our own sign in front of a value would make a mention, a tag or a command of it.
        return !literal && part !== text && /[@#/$]$/.test(own) ? `${own}${joiner}` : own;
      }
      const value = part.slice(1, -1);
      return literal ? value : defused(value);
    })
    .join('');
}

/** What mentions, commands, tags, addresses and domains are recognised by. */
const RECOGNISED =
  /[@#](?=[\p{L}\p{N}_])|(?<![\w/<>])\/(?=\w)|\$(?=[A-Z])|:(?=\/\/)|(?<=[\p{L}\p{N}])\.(?=\p{L})/gu;

/**
 * Telegram looks for mentions, commands, tags and addresses by itself. In a value they are split by an
 * invisible word joiner, so that a name can neither ping anybody nor be a link.
 * @param before what stands before it, and `after` behind it: a mention can begin in one stretch and end in
 * the next
 */
export function defused(value: string, before = '', after = ''): string {
  const from = before.length;
  let out = '';
  let done = from;
  for (const { index } of (before + value + after).matchAll(RECOGNISED)) {
    if (index < from || index >= from + value.length) continue;
    out += value.slice(done - from, index + 1 - from) + joiner;
    done = index + 1;
  }
  return out + value.slice(done - from);
}

/**
 * Without what Telegram removes itself (which would shift every entity behind it), refuses (half an emoji),
 * or lets reverse the rest of the line (direction overrides).
 */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)\p{Cc}|[\u2028-\u202E\u2066-\u2069\uE000-\uE003]/gu, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
