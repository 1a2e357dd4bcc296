/** What was really sent to a platform, looked at with that platform's own eyes. */
import { commands } from '#commands';
import { detectEntities } from '../../src/sandbox/telegram/text/detect.js';
import type { MessageEntity } from '../../src/sandbox/telegram/api.js';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { seen } from '../adapters/discord-markdown.js';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const texts = (...values: unknown[]): string[] =>
  values.filter((one): one is string => typeof one === 'string' && one !== '');

/** Our own words for “something went wrong”, in both languages. */
const RAW =
  /Something went wrong on my side|我这边出了点问题|TypeError|ReferenceError|PrismaClient|at \S+\.ts:\d+|\[object Object\]/;
/** Looks for them in `text`; what somebody typed may come back as it was typed. */
const isRaw = (text: string, typed: string): boolean =>
  RAW.test(typed.includes('[object Object]') ? text.replaceAll('[object Object]', '') : text);
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u;

/** Where links of ours lead. */
function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol, pathname } = new URL(url);
  if (hostname === 't.me') return /^\/(lyceum_demo_bot$|\+|c\/|joinchat\/)/.test(pathname);
  return /^https?:$/.test(protocol) && /^(127\.0\.0\.1|localhost|discord\.com)$/.test(hostname);
}

/** Everything wrong with what went to Discord, in answer to what was typed. */
export function wrongOnDiscord(entries: readonly WireEntry[], typed = ''): string[] {
  return entries
    .filter(({ platform, direction }) => platform === 'discord' && direction === 'in')
    .flatMap(({ method, path, status, body, response }) => {
      const found: string[] = [];
      if ((status ?? 0) >= 400 && method !== 'GET') {
        found.push(`${method} ${path} was refused: ${status} ${JSON.stringify(response).slice(0, 300)}`);
      }
      for (const message of messagesOf(body)) found.push(...wrongMessage(message, typed));
      return found;
    });
}

/** Messages and forms in a request, wherever they stand. */
function messagesOf(body: unknown): Json[] {
  if (!isObject(body)) return [];
  const data = isObject(body['data']) ? body['data'] : body;
  const payload =
    typeof data['payload_json'] === 'string' ? (JSON.parse(data['payload_json']) as Json) : data;
  const inner = isObject(payload['data']) ? payload['data'] : payload;
  return 'embeds' in inner || 'content' in inner || 'components' in inner ? [inner] : [];
}

function wrongMessage(message: Json, typed: string): string[] {
  const found: string[] = [];
  const isForm = 'title' in message && 'custom_id' in message;
  if (!isForm) {
    const allowed = message['allowed_mentions'];
    if (!isObject(allowed) || JSON.stringify(allowed['parse']) !== '[]')
      found.push('mentions are not forbidden');
  }
  for (const embed of objects(message['embeds'])) {
    const fields = objects(embed['fields']).flatMap(({ name, value }) => [name, value]);
    for (const text of texts(embed['title'], embed['description'], ...fields))
      found.push(...wrongMarkup(text, typed));
  }
  for (const text of texts(message['content'])) found.push(...wrongMarkup(text, typed));
  found.push(...components(message['components']).flatMap(wrongComponent));
  return found;
}

function components(value: unknown): Json[] {
  return objects(value).flatMap((one) => [
    one,
    ...components(one['components']),
    ...(isObject(one['component']) ? [one['component']] : []),
  ]);
}

function wrongComponent(one: Json): string[] {
  const options = objects(one['options']);
  const labels = texts(one['label'], one['placeholder'], ...options.flatMap(({ label }) => label));
  const found = labels
    .filter((text) => UNPRINTABLE.test(text))
    .map((text) => `unprintable ${JSON.stringify(text)}`);
  if (typeof one['url'] === 'string' && !isOurs(one['url'])) found.push(`a button leads to ${one['url']}`);
  return found;
}

function wrongMarkup(text: string, typed: string): string[] {
  const found: string[] = [];
  if (isRaw(text, typed)) found.push(`a raw error: ${text.slice(0, 200)}`);
  if (UNPRINTABLE.test(text)) found.push(`unprintable: ${JSON.stringify(text).slice(0, 200)}`);
  for (const mark of seen(text).alive) {
    const link = /^link (.*)$/s.exec(mark)?.[1];
    // Bold at the beginning of a line is taken for a list by eyes more careful than Discord's.
    if (/^block "\*\*[^*]/.test(mark)) continue;
    const fine =
      link === undefined
        ? /^(strong|code|code block|time <t:\d{10}:[tTdDfFR]>)$/.test(mark) && !/<t:1792355600:R>/.test(mark)
        : isOurs(link);
    if (!fine) found.push(`alive: ${mark.slice(0, 100)} in ${JSON.stringify(text).slice(0, 300)}`);
  }
  return found;
}

const ENTITIES = new Set(['bold', 'code', 'pre', 'text_link', 'bot_command']);
const ourWords = new Set(commands.map(({ name }) => name).concat(['start', 'cancel']));

/** Everything wrong with what went to Telegram, in answer to what was typed. */
export function wrongOnTelegram(entries: readonly WireEntry[], typed = ''): string[] {
  return entries
    .filter(({ platform, direction }) => platform === 'telegram' && direction === 'in')
    .flatMap(({ path, status, body, response }) => {
      const found: string[] = [];
      const isOk = (status ?? 0) < 400;
      if (!isOk && /send|edit|answer/.test(path)) {
        found.push(`${path} was refused: ${JSON.stringify(response).slice(0, 300)}`);
      }
      if (!isObject(body) || !/send(Message|Photo|Document)|edit/.test(path)) return found;
      if ('parse_mode' in body) found.push('markup is parsed');
      const [text = ''] = texts(body['text'], body['caption']);
      const given = parsed(body['entities'] ?? body['caption_entities']) as MessageEntity[];
      found.push(...wrongInk(text, given, typed), ...wrongKeyboard(parsed(body['reply_markup'])));
      return found;
    });
}

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : (value ?? []));

function wrongInk(text: string, given: readonly MessageEntity[], typed: string): string[] {
  const found: string[] = [];
  if (isRaw(text, typed)) found.push(`a raw error: ${text.slice(0, 200)}`);
  if (UNPRINTABLE.test(text)) found.push(`unprintable: ${JSON.stringify(text).slice(0, 200)}`);
  for (const entity of detectEntities(text, given)) {
    const { type, offset, length } = entity;
    const said = text.slice(offset, offset + length);
    if (offset < 0 || length < 1 || offset + length > text.length)
      found.push(`${type} lies outside of its text`);
    else if (!ENTITIES.has(type)) found.push(`alive: ${type} ${said}`);
    else if (type === 'text_link' && !('url' in entity && isOurs(entity.url))) found.push(`a link: ${said}`);
    else if (type === 'bot_command' && !ourWords.has(said.slice(1).replaceAll('_', '-').split('@')[0] ?? ''))
      found.push(`a command: ${said}`);
  }
  return found;
}

function wrongKeyboard(markup: unknown): string[] {
  if (!isObject(markup)) return [];
  const rows = Array.isArray(markup['inline_keyboard'])
    ? (markup['inline_keyboard'] as unknown[]).flat()
    : [];
  return objects(rows).flatMap(({ text, url, callback_data }) => [
    ...texts(text)
      .filter((one) => UNPRINTABLE.test(one))
      .map((one) => `unprintable ${JSON.stringify(one)}`),
    ...texts(url)
      .filter((one) => !isOurs(one))
      .map((one) => `a button leads to ${one}`),
    ...texts(callback_data)
      .filter((one) => Buffer.byteLength(one) > 64)
      .map((one) => `too long for a button: ${one}`),
  ]);
}
