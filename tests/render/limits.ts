/** What the platforms say they accept, written from their documentation and not from our code. */
import { expect } from 'vitest';
import type { DocumentPage as DiscordPage } from '../../src/adapters/discord/document.js';
import type { DocumentPage as TelegramPage } from '../../src/adapters/telegram/document.js';
import { detectEntities } from '../../src/sandbox/telegram/text/detect.js';
import { seen } from '../adapters/discord-markdown.js';

const LINK = /^(https?:\/\/|mailto:)/;
/** What may be more than text in a message on Discord. */
const ALIVE =
  /^(strong|em|strike|spoiler|code|code block|link https?:\/\/.*|autolink <https?:\/\/.*>|block .*)$/s;

export function expectDiscordAccepts({ embeds, pictures }: DiscordPage): void {
  expect(embeds.length).toBeGreaterThan(0);
  expect(embeds.length).toBeLessThanOrEqual(10);
  let total = 0;
  for (const { description, image, footer, ...rest } of embeds) {
    expect(rest).toEqual({});
    expect(description ?? image).toBeDefined();
    if (description !== undefined) {
      expect(description.trim()).toBe(description);
      expect(description).not.toBe('');
      expect(description.length).toBeLessThanOrEqual(4096);
      expect(description).not.toMatch(/\p{Surrogate}/u);
      for (const living of seen(description).alive) expect(living).toMatch(ALIVE);
    }
    if (footer) {
      expect(footer.text.length).toBeGreaterThan(0);
      expect(footer.text.length).toBeLessThanOrEqual(2048);
    }
    if (image) {
      expect(image.url).toMatch(/^(https?:\/\/\S+|attachment:\/\/[A-Za-z0-9._-]+)$/);
      expect(image.url.length).toBeLessThanOrEqual(2048);
    }
    total += (description?.length ?? 0) + (footer?.text.length ?? 0);
  }
  // The rest is for what the caller adds: a title, a footer, fields.
  expect(total).toBeLessThanOrEqual(4096);
  const used = embeds.flatMap(({ image }) =>
    image?.url.startsWith('attachment://') ? [image.url.slice(13)] : [],
  );
  expect(new Set(used)).toEqual(new Set(pictures.map(({ name }) => name)));
  for (const { alt } of pictures) expect(alt.length).toBeLessThanOrEqual(1024);
}

export function expectTelegramAccepts({ inked, picture }: TelegramPage): void {
  const { text, entities } = inked;
  expect(text.trim()).toBe(text);
  expect(text.length).toBeLessThanOrEqual(picture ? 1024 : 4096);
  if (!picture) expect(text).not.toBe('');
  expect(text).not.toMatch(/\p{Surrogate}|(?!\n)\p{Cc}|[\u2028-\u202E]/u);
  expect(entities.length).toBeLessThanOrEqual(100);
  for (const entity of entities) {
    const [from, to] = [entity.offset, entity.offset + entity.length];
    expect(entity.length).toBeGreaterThan(0);
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(text.length);
    for (const at of [from, to]) expect(isInsideSymbol(text, at)).toBe(false);
    if (entity.type === 'text_link') {
      expect(entity.url).toMatch(/^(https?|tg):\/\//);
      expect(entity.url).not.toMatch(/^tg:\/\/(user|openmessage)/i);
    }
    for (const other of entities) expectNested(entity, other);
  }
  // What Telegram finds by itself: addresses that were links in the source, never a person or a command.
  for (const { type, offset, length } of detectEntities(text, entities)) {
    const found = text.slice(offset, offset + length);
    expect(['mention', 'bot_command', 'hashtag', 'cashtag', 'text_mention']).not.toContain(type);
    if (type === 'url') expect(found).toMatch(LINK);
  }
}

type Entity = TelegramPage['inked']['entities'][number];

/** "If two entities have common characters, one is fully contained inside the other"; code and quotes are pickier. */
function expectNested(a: Entity, b: Entity): void {
  const [aEnd, bEnd] = [a.offset + a.length, b.offset + b.length];
  if (a === b || aEnd <= b.offset || bEnd <= a.offset) return;
  const isNested = (a.offset >= b.offset && aEnd <= bEnd) || (b.offset >= a.offset && bEnd <= aEnd);
  expect(isNested).toBe(true);
  const types = [a.type, b.type];
  const isQuote = (type: string): boolean => type.endsWith('blockquote');
  expect(types.every(isQuote)).toBe(false);
  if (types.some((type) => type === 'code' || type === 'pre')) expect(types.some(isQuote)).toBe(true);
}

function isInsideSymbol(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
}
