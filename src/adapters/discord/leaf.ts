/** An answer that carries a long text: one page of it, with what stands before it and the buttons that turn it. */
import { ButtonStyle, ComponentType, type APIEmbed } from 'discord.js';
import { withPictures, type Answer, type RenderedDocument } from '#contracts';
import { documentPages } from './document.js';
import type { Row } from './render.js';

const LONGEST_TEXT = 4_096;
/** Of all embeds of a message together. */
const MOST_LETTERS = 6_000;
/** Of those, for the title and whatever stands before the text. */
export const HEAD_AT_MOST = 2_400;
const SPARE = 50;

export interface Leaf {
  embeds: APIEmbed[];
  /** Empty where there is nothing to turn. */
  rows: Row[];
}

/**
 * @param full the title with everything before the text, at most `HEAD_AT_MOST` letters
 * @param title what stands above later pages
 */
export function leafOf(
  { of, page, turn }: RenderedDocument,
  { reply }: Answer,
  full: APIEmbed,
  title: APIEmbed,
): Leaf {
  // As much room on every page, so that the pages stay the same while they are turned.
  const length = Math.min(LONGEST_TEXT, MOST_LETTERS - sizeOf(full) - SPARE);
  const pages = documentPages(
    withPictures(of, () => null),
    { length },
  );
  const at = Math.max(0, Math.min(page, pages.length - 1));
  const text = (pages[at]?.embeds ?? []).map((embed): APIEmbed => ({ color: full.color ?? 0, ...embed }));
  const embeds = under(at === 0 ? full : title, text);
  const rows = turn === undefined || pages.length < 2 ? [] : [turnRow(turn, at, pages.length)];
  return { embeds: reply.picture ? [full, ...text] : embeds, rows };
}

/** What stands before the text stands in its embed, where that has room. */
function under(head: APIEmbed, text: readonly APIEmbed[]): APIEmbed[] {
  const [first, ...rest] = text;
  const { title, description, fields, image } = head;
  const isEmpty = title === undefined && description === undefined && !fields && !image;
  if (!first) return isEmpty ? [] : [head];
  if (isEmpty) return [...text];
  const joined = [description, first.description].filter((each) => each !== undefined).join('\n\n');
  if (fields || image || joined.length > LONGEST_TEXT) return [head, ...text];
  return [
    { ...first, ...(title !== undefined && { title }), ...(joined !== '' && { description: joined }) },
    ...rest,
  ];
}

function sizeOf({ title = '', description = '', fields = [] }: APIEmbed): number {
  return fields.reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    title.length + description.length,
  );
}

/** `‹ 2/5 ›` */
function turnRow(token: string, page: number, of: number): Row {
  const button = (label: string, to: number, disabled: boolean) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: `t:${token}:${to}`,
    disabled,
  });
  return {
    type: ComponentType.ActionRow,
    components: [
      button('‹', page - 1, page === 0),
      button(`${page + 1}/${of}`, page, true),
      button('›', page + 1, page === of - 1),
    ],
  };
}
