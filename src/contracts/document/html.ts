/** HTML in Markdown. Nothing of it comes alive: a few tags have a meaning in chat, the rest is text. */
import type { Run } from '../phrase.js';

type Look = Pick<Run, 'bold' | 'italic' | 'strike' | 'code'>;

/** Tags around text that say how it looks. */
const LOOKS: Readonly<Record<string, Look>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  s: { strike: true },
  del: { strike: true },
  strike: { strike: true },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  u: {},
  ins: {},
  mark: {},
  small: {},
  sub: {},
  sup: {},
  span: {},
  font: {},
};

/** Tags of a page's layout, which mean nothing in a chat. */
const LAYOUT =
  /<\/?(?:div|p|center|section|article|details|summary|figure|figcaption|span|br|hr)(?:\s[^<>]*)?\/?>/gi;

export type Tag = { opens: string; look: Look } | { closes: string } | 'break' | 'comment' | null;

/** What an inline tag means, or null when it is to be shown as it was typed. */
export function tagOf(html: string): Tag {
  if (/^<!--[^]*-->$/.test(html)) return 'comment';
  if (/^<br\s*\/?>$/i.test(html)) return 'break';
  const [, slash, name = ''] = /^<(\/?)([a-z]+)(?:\s[^<>]*)?>$/i.exec(html) ?? [];
  const key = name.toLowerCase();
  const look = Object.hasOwn(LOOKS, key) ? LOOKS[key] : undefined;
  if (!look) return null;
  return slash ? { closes: key } : { opens: key, look };
}

/** What is left to be read of a block of HTML: nothing of comments and layout, other tags as they were typed. */
export function legibleHtml(html: string): string {
  const text = html.replace(/<!--[^]*?(?:-->|$)/g, '').trim();
  const bare = text.replace(LAYOUT, '').trim();
  return bare.includes('<') ? text : bare;
}

/** Whether a block of HTML says more than a comment does. */
export function isMoreThanComment(html: string): boolean {
  return html.replace(/<!--[^]*?(?:-->|$)/g, '').trim() !== '';
}
