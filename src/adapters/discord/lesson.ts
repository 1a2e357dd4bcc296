/** An announced lesson as messages: one for its beginning, or one for each page of the whole. */
import { ButtonStyle, ComponentType, type APIEmbed } from 'discord.js';
import { plain, postDocument, say, type Reader, type RenderedButton } from '#contracts';
import type { PostContent } from '#domain/drops';
import { documentPages } from './document.js';
import { fit, label, labelOf, literal } from './markup.js';
import { buttonsOf, COLOUR, limits, type Drawn, type Row } from './render.js';

/** Embeds of each message, none of which is empty. The same content always gives the same. */
export function lessonPages(content: PostContent): APIEmbed[][] {
  const all = documentPages(postDocument(content));
  const pages = content.whole ? all : all.slice(0, 1);
  const shown = pages.length > 0 ? pages : [{ embeds: [{}], pictures: [] }];
  return shown.map(({ embeds }, part) => framed(embeds, content, part, shown.length));
}

/** The first page says what it is, the last how long it takes. */
function framed(embeds: readonly APIEmbed[], content: PostContent, part: number, of: number): APIEmbed[] {
  const reader: Reader = content;
  const out = embeds.map((embed): APIEmbed => ({ color: COLOUR.plain, ...embed }));
  const first = out[0];
  if (part === 0 && first) {
    const course = label(content.courseTitle, limits.title);
    if (course !== '') first.author = { name: course };
    const titled = [content.lessonTitle, content.courseTitle, BLANK];
    const [title = BLANK] = titled.map((text) => fit([literal(text)], limits.title).trim()).filter(Boolean);
    first.title = title;
  }
  const last = out.at(-1);
  if (part === of - 1 && last) {
    const time = labelOf(say('posts.minutes', { count: content.minutes }), reader, limits.title);
    // The line below a picture stands where the time would.
    const below = last.footer ? `${last.footer.text}\n` : '';
    last.footer = { text: `${below}⏱ ${time}` };
  }
  return out;
}

const BLANK = '\u200B';

/**
 * One part of a lesson as a message.
 * @param pages of `lessonPages`
 * @param key told apart from all others by it: `readKey` finds it again in the message
 * @param buttons below the last part
 */
export function drawLesson(
  pages: readonly APIEmbed[][],
  part: number,
  key: string,
  buttons: RenderedButton[][],
  reader: Reader,
): Drawn {
  const { rows } = buttonsOf(buttons, reader);
  const [first] = rows;
  const components = first ? [keyed(first, key), ...rows.slice(1)] : [placeRow(part, pages.length, key)];
  return { embeds: pages[part] ?? [], components, files: [] };
}

/** The key travels in the id of a button: Discord forgets a nonce, and shows it to nobody. */
function keyed(row: Row, key: string): Row {
  const [first, ...rest] = row.components;
  if (!first || !('custom_id' in first)) return row;
  return { ...row, components: [{ ...first, custom_id: `${first.custom_id}${KEY}${key}` }, ...rest] };
}

/** Which of how many, for whoever reads a lesson of several messages. */
function placeRow(part: number, of: number, key: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: `${part + 1}/${of}`,
        custom_id: `p${KEY}${key}`,
        disabled: true,
      },
    ],
  };
}

const KEY = ':~';

/** The key of a message that `drawLesson` drew; null: it is none of those. */
export function readKey(components: readonly unknown[] | undefined): string | null {
  for (const row of components ?? []) {
    if (typeof row !== 'object' || row === null || !('components' in row)) continue;
    for (const each of Array.isArray(row.components) ? (row.components as unknown[]) : []) {
      if (typeof each !== 'object' || each === null || !('custom_id' in each)) continue;
      const at = String(each.custom_id).lastIndexOf(KEY);
      if (at >= 0) return String(each.custom_id).slice(at + KEY.length);
    }
  }
  return null;
}

/** What a thread about a lesson is called. */
export function threadName({ lessonTitle, locale }: PostContent): string {
  return label(lessonTitle, 100) || plain(locale, 'posts.read');
}
