/** Text and its entities as a tree. Offsets count UTF-16 units, as Telegram and JavaScript both do. Pure. */
import type { MessageEntity } from '../state/views.js';

export type Span = { text: string } | { entity: MessageEntity; text: string; of: Span[] };

/** Entities that overlap without nesting are cut where the outer one ends. */
export function spansOf(text: string, entities: readonly MessageEntity[]): Span[] {
  const sorted = entities
    .filter(({ offset, length }) => offset >= 0 && length > 0 && offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, sorted);
}

function within(text: string, from: number, to: number, sorted: readonly MessageEntity[]): Span[] {
  const found: Span[] = [];
  let at = from;
  const plain = (until: number): void => {
    if (until > at) found.push({ text: text.slice(at, until) });
    at = Math.max(at, until);
  };
  for (let index = 0; index < sorted.length; index += 1) {
    const entity = sorted[index];
    if (!entity || entity.offset < at) continue;
    plain(entity.offset);
    const end = Math.min(to, entity.offset + entity.length);
    const inside = sorted.slice(index + 1).filter((other) => other.offset < end);
    found.push({ entity, text: text.slice(at, end), of: within(text, at, end, inside) });
    at = end;
  }
  plain(to);
  return found;
}

/** The address behind a link, if a browser may open it. */
export function addressOf(entity: MessageEntity, text: string): string | undefined {
  const given = entity.type === 'text_link' ? (entity.url ?? '') : text;
  if (entity.type === 'email') return `mailto:${text}`;
  if (entity.type === 'phone_number') return `tel:${text.replace(/[^\d+]/g, '')}`;
  const url = /^[a-z][\w+.-]*:/i.test(given) ? given : `https://${given}`;
  return /^https?:/i.test(url) && URL.canParse(url) ? url : undefined;
}

/** Whether a link is Telegram's own, which opens here instead of in a browser. */
export function isTelegramLink(url: string): boolean {
  return URL.canParse(url) && ['t.me', 'telegram.me'].includes(new URL(url).hostname);
}

export const isInvitation = (url: string): boolean =>
  isTelegramLink(url) && /^\/(\+|joinchat\/)/.test(new URL(url).pathname);
