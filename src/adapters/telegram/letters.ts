/** What a message can be, and what takes the place of a picture that cannot be had. */
import { plain } from '#contracts';
import type { Locale } from '#domain/members';
import type { DocumentPage } from './document.js';
import { below, openableUrl, short, type Inked } from './ink.js';

export type Letter =
  | { kind: 'text'; inked: Inked }
  /** `protected`: nobody forwards or saves it, whatever is said beside it. */
  | { kind: 'photo' | 'document'; name: string; data: Uint8Array; caption: Inked; protected?: true }
  /** A picture that Telegram fetches; `instead` is for when it cannot. */
  | { kind: 'picture'; url: string; caption: Inked; above: boolean; instead: Inked };

const LONGEST_ALT = 300;

/** A page of a document as a message. A picture without an address is its description. */
export function letterOf({ inked, picture, captionAbove }: DocumentPage, locale: Locale): Letter {
  if (!picture) return { kind: 'text', inked };
  const url = 'url' in picture.source ? openableUrl(picture.source.url) : undefined;
  const alt = `🖼 ${short(picture.alt, LONGEST_ALT) || plain(locale, 'posts.picture')}`;
  const link: Inked = {
    text: alt,
    entities: url === undefined ? [] : [{ type: 'text_link', offset: 0, length: alt.length, url }],
  };
  const instead = below(captionAbove ? [inked, link] : [link, inked]);
  if (url === undefined) return { kind: 'text', inked: instead };
  return { kind: 'picture', url, caption: inked, above: captionAbove === true, instead };
}

/** The text of a message, or the caption of its picture. */
export function inkIn(letter: Letter): Inked {
  return letter.kind === 'text' ? letter.inked : letter.caption;
}
