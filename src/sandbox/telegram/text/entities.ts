import { z } from 'zod';
import type { MessageEntity, User } from '../api.js';
import { badRequest } from '../failure.js';

const entitySchema = z.object({
  type: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  url: z.string().optional(),
  user: z.object({ id: z.number().int() }).optional(),
  language: z.string().optional(),
  custom_emoji_id: z.string().optional(),
});

/** What a sender may mark; the rest (mentions, commands, addresses) Telegram finds by itself. */
const senderTypes: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
]);
const foundByTelegram: ReadonlySet<string> = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
]);
const mostEntities = 100;

/**
 * Reads the entities a caller sent along with a text, as Telegram does: those without length are dropped, those
 * that do not fit the text are an error. Offsets and lengths count UTF-16 units.
 * @throws ApiFailure 400
 */
export function readEntities(
  input: unknown,
  text: string,
  userById: (id: number) => User | undefined,
): MessageEntity[] {
  if (input === undefined) return [];
  const parsed = z.array(entitySchema).safeParse(input);
  if (!parsed.success) throw badRequest("can't parse message entities: expected an Array of MessageEntity");
  const found: MessageEntity[] = [];
  for (const entity of parsed.data) {
    const { type, offset, length, url, language, custom_emoji_id } = entity;
    if (foundByTelegram.has(type) || length <= 0 || offset < 0) continue;
    if (!senderTypes.has(type)) throw badRequest(`can't parse MessageEntity: unsupported type specified`);
    checkBoundaries(text, offset, length);
    const place = { type, offset, length };
    if (type === 'text_link') {
      const address = url === undefined ? undefined : webAddress(url);
      if (address !== undefined) found.push({ ...place, url: address });
    } else if (type === 'text_mention') {
      const user = entity.user && userById(entity.user.id);
      if (user) found.push({ ...place, user });
    } else if (type === 'pre' && language !== undefined && language !== '') {
      found.push({ ...place, language });
    } else if (type === 'custom_emoji') {
      if (custom_emoji_id !== undefined) found.push({ ...place, custom_emoji_id });
    } else {
      found.push(place);
    }
  }
  return found.slice(0, mostEntities);
}

function checkBoundaries(text: string, offset: number, length: number): void {
  const isInsideSymbol = (at: number): boolean =>
    /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  const entity = `entity beginning at UTF-16 offset ${offset}`;
  if (offset >= text.length)
    throw badRequest(
      `entity begins after the end of the text at UTF-16 offset ${offset}, text length is ${text.length}`,
    );
  if (offset + length > text.length)
    throw badRequest(`${entity} ends after the end of the text at UTF-16 offset ${offset + length}`);
  if (isInsideSymbol(offset))
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${offset}`);
  if (isInsideSymbol(offset + length))
    throw badRequest(`${entity} ends in a middle of a UTF-16 symbol at UTF-16 offset ${offset + length}`);
}

/**
 * The address when Telegram would take it for a link: http(s), ton or tg, and a host with a dot in it.
 * That is why http://localhost does not work as a link, while http://127.0.0.1 does.
 */
export function webAddress(input: string): string | undefined {
  const text = /^[a-z][a-z0-9+.-]*:/i.test(input) ? input : `http://${input}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol === 'tg:' || url.protocol === 'ton:') return text;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return url.hostname.includes('.') || url.hostname.startsWith('[') ? url.href : undefined;
}
