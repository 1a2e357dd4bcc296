/** An answer that carries a long text: one page of it, with what stands before it and the buttons that turn it. */
import { withPictures, type Answer, type Reader, type RenderedDocument } from '#contracts';
import { documentPages } from './document.js';
import { below, type Inked } from './ink.js';
import { dataButton, keyboardOf, type Keyboard } from './keyboard.js';
import { letterOf, type Letter } from './letters.js';
import type { Drawn } from './render.js';
import { longestCaption, longestText, split } from './split.js';
import { wordsIn } from './words.js';

/** Of a message, for what stands before the text. */
const LONGEST_HEAD = 1_500;
const LONGEST_TITLE = 300;
const MOST_HEAD_MARKS = 50;
const GAP = 2;

type Above = Omit<Answer['reply'], 'buttons' | 'document'>;

/** @param draw everything of an answer but its text and its buttons */
export function leafOf(
  { reply, locale, timeZone }: Answer,
  { of, page, turn, protected: isProtected }: RenderedDocument,
  draw: (reply: Above, reader: Reader) => Inked,
): Drawn {
  const reader: Reader = { locale, timeZone };
  const { shortened } = wordsIn(locale);
  const headOf = (above: Above, longest: number): Inked => {
    const [cut = { text: '', entities: [] }] = split(draw(above, reader), longest, 1, shortened);
    return { text: cut.text, entities: cut.entities.slice(0, MOST_HEAD_MARKS) };
  };
  const { tone, title } = reply;
  const full = headOf(reply, LONGEST_HEAD);
  const short = headOf({ ...(tone && { tone }), ...(title && { title }) }, LONGEST_TITLE);
  // As much room on every page, so that the pages stay the same while they are turned.
  const marks = Math.max(full.entities.length, short.entities.length);
  const pages = documentPages(
    withPictures(of, () => null),
    {
      length: longestText - Math.max(full.text.length, short.text.length) - GAP,
      caption: longestCaption - short.text.length - GAP,
      marks: 100 - marks,
    },
  );
  const at = Math.max(0, Math.min(page, pages.length - 1));
  const shown = pages[at] ?? { inked: { text: '', entities: [] } };
  const head = at === 0 ? full : short;
  const together = below([head, shown.inked]);
  const fits = shown.picture === undefined || together.text.length <= longestCaption;
  const letters: Letter[] = fits
    ? [letterOf({ ...shown, inked: together }, locale)]
    : [{ kind: 'text', inked: head }, letterOf(shown, locale)];
  const turning = turn === undefined || pages.length < 2 ? [] : [turnRow(turn, at, pages.length)];
  return {
    letters: letters.map(spoken),
    keyboard: [...turning, ...keyboardOf(reply.buttons, reader)],
    turned: true,
    ...(isProtected && { protected: true }),
  };
}

/** Telegram takes no message without a text. */
function spoken(letter: Letter): Letter {
  return letter.kind === 'text' && letter.inked.text === ''
    ? { kind: 'text', inked: { text: '…', entities: [] } }
    : letter;
}

/** `‹ 2/5 ›`, of which the number shows the page anew. */
function turnRow(token: string, page: number, of: number): Keyboard[number] {
  const to = (label: string, target: number) => dataButton(label, `t:${token}:${target}`) ?? [];
  return [
    page > 0 ? to('‹', page - 1) : [],
    to(`${page + 1}/${of}`, page),
    page < of - 1 ? to('›', page + 1) : [],
  ].flat();
}
