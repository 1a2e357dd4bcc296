import type { MessageEntity } from '../api.js';
import { badRequest } from '../failure.js';
import { sortEntities } from './detect.js';
import { webAddress } from './entities.js';
import type { MarkedText } from './html.js';

const reserved = new Set('_*[]()~`>#+-=|{}.!');
const pairs: readonly [mark: string, type: string][] = [
  ['||', 'spoiler'],
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
];

const failure = (what: string): Error => badRequest(`can't parse entities: ${what}`);

/**
 * Reads parse_mode MarkdownV2: bold, italic, underline, strikethrough, spoiler, code, blocks of code and links.
 * Quotes and custom emoji are refused, since this server would show them wrongly.
 * @throws ApiFailure 400, also for every reserved character without a backslash
 */
export function parseMarkdownV2(source: string): MarkedText {
  let text = '';
  let at = 0;
  const entities: MessageEntity[] = [];
  const open: { mark: string; type: string; offset: number; byte: number }[] = [];
  const byteOf = (index: number): number => Buffer.byteLength(source.slice(0, index));

  const close = (type: string, offset: number, more: Partial<MessageEntity> = {}): void => {
    if (text.length > offset) entities.push({ type, offset, length: text.length - offset, ...more });
  };

  while (at < source.length) {
    const char = source.charAt(at);
    const next = source.charAt(at + 1);
    if (char === '\\' && next !== '' && next.charCodeAt(0) <= 126) {
      text += next;
      at += 2;
    } else if (char === '`') {
      at = readCode(at);
    } else if (char === '[') {
      open.push({ mark: '[', type: 'text_link', offset: text.length, byte: byteOf(at) });
      at += 1;
    } else if (char === ']' && open.at(-1)?.mark === '[') {
      at = readAddress(at);
    } else {
      const pair = pairs.find(([mark]) => source.startsWith(mark, at));
      if (pair) {
        const [mark, type] = pair;
        const last = open.at(-1);
        if (last?.mark === mark) {
          open.pop();
          close(type, last.offset);
        } else if (open.some((entry) => entry.mark === mark)) {
          throw failure(`Can't find end of ${title(last?.type)} entity at byte offset ${last?.byte}`);
        } else {
          open.push({ mark, type, offset: text.length, byte: byteOf(at) });
        }
        at += mark.length;
      } else if (char === '>' && (at === 0 || source.charAt(at - 1) === '\n')) {
        throw failure('this server does not read MarkdownV2 quotations, send entities instead');
      } else if (reserved.has(char)) {
        throw failure(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
      } else {
        text += char;
        at += 1;
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed)
    throw failure(`Can't find end of ${title(unclosed.type)} entity at byte offset ${unclosed.byte}`);
  return { text, entities: sortEntities(entities) };

  function readCode(start: number): number {
    const mark = source.startsWith('```', start) ? '```' : '`';
    const end = source.indexOf(mark, start + mark.length);
    const type = mark === '`' ? 'code' : 'pre';
    if (end < 0) throw failure(`Can't find end of ${title(type)} entity at byte offset ${byteOf(start)}`);
    let inner = source.slice(start + mark.length, end).replace(/\\([`\\])/gu, '$1');
    const offset = text.length;
    const language = type === 'pre' ? /^([\w+#-]+)\n/u.exec(inner)?.[1] : undefined;
    if (type === 'pre') inner = inner.slice(language?.length ?? 0).replace(/^\n/u, '');
    text += inner;
    close(type, offset, language === undefined ? {} : { language });
    return end + mark.length;
  }

  function readAddress(bracket: number): number {
    const opened = open.pop();
    const offset = opened?.offset ?? 0;
    if (source.charAt(bracket + 1) !== '(') return bracket + 1;
    const end = /[^\\]\)/u.exec(source.slice(bracket + 1));
    if (!end) throw failure(`Can't find end of a URL at byte offset ${byteOf(bracket + 1)}`);
    const address = source.slice(bracket + 2, bracket + 2 + end.index).replace(/\\(.)/gu, '$1');
    const url = webAddress(address);
    if (url !== undefined) close('text_link', offset, { url });
    return bracket + 1 + end.index + 2;
  }
}

function title(type = ''): string {
  return type === 'text_link' ? 'TextUrl' : type.charAt(0).toUpperCase() + type.slice(1);
}
