/** From an Answer to a Discord message: one embed, its files and its buttons, always within the limits. */
import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIEmbedField,
  type APIMessage,
} from 'discord.js';
import type { Answer, Reader, RenderedButton, Reply } from '#contracts';
import { HEAD_AT_MOST, leafOf } from './leaf.js';
import { address, ELLIPSIS, fit, labelOf, lines, literal, spans, type Span } from './markup.js';
import { tableLines, widthOf } from './table.js';

export interface DrawnFile {
  name: string;
  data: Uint8Array;
  type: string;
  /** Alternative text of a picture. */
  description?: string;
}

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A message as Discord takes it, but for its flags and where it goes. */
export interface Drawn {
  /** Only for a message that would be empty otherwise. */
  content?: string;
  embeds: APIEmbed[];
  components: Row[];
  files: DrawnFile[];
}

export const limits = {
  title: 256,
  description: 4096,
  fieldName: 256,
  fieldValue: 1024,
  fields: 25,
  embed: 6000,
  button: 80,
  url: 512,
  customId: 100,
  perRow: 5,
  rows: 5,
} as const;

export const COLOUR = { plain: 0x5b6ee1, good: 0x2f9e62, warning: 0xe0a022, bad: 0xd64545 } as const;
const MARK = { good: '✅', bad: '❌', wait: '⏳', dot: '•' } as const;
const STYLE = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

const TABLE_AT_LEAST = 1_200;
const LINKS_AT_MOST = 2_000;
/** A wider field gets a line of its own. */
const INLINE_WIDTH = 36;

export function draw(answer: Answer): Drawn {
  const { reply } = answer;
  const files = filesOf(reply, answer);
  const { rows, links } = buttonsOf(reply.buttons, answer);
  const most = reply.document ? HEAD_AT_MOST : limits.embed;
  const embed = embedOf(reply, answer, links, most);
  if (reply.picture && files[0]) embed.image = { url: `attachment://${files[0].name}` };
  if (reply.document) {
    const { tone, title } = reply;
    const above = embedOf({ ...(tone && { tone }), ...(title && { title }), buttons: [] }, answer, [], most);
    const leaf = leafOf(reply.document, answer, embed, above);
    return shown(leaf.embeds, [...leaf.rows, ...rows].slice(0, limits.rows), files);
  }
  const empty = !embed.title && !embed.description && !embed.fields && !embed.image;
  return shown(empty ? [] : [embed], rows, files);
}

/** Discord takes no empty message. */
function shown(embeds: APIEmbed[], components: Row[], files: DrawnFile[]): Drawn {
  const content = embeds.length === 0 && files.length === 0 ? { content: ELLIPSIS } : {};
  return { embeds, components, files, ...content };
}

/** @param most letters of the whole */
function embedOf(reply: Answer['reply'], reader: Reader, links: Span[][], most: number): APIEmbed {
  const embed: APIEmbed = { color: COLOUR[reply.tone ?? 'plain'] };
  const title = reply.title ? fit(spans(reply.title, reader, { heading: true }), limits.title).trim() : '';
  if (title !== '') embed.title = title;
  const { fields, size, left } = fieldsOf(reply.fields ?? [], reader, most / 2);
  if (fields.length > 0) embed.fields = fields;
  const room = Math.min(limits.description, most - title.length - size);
  const description = descriptionOf(reply, reader, links, room, left);
  if (description !== '') embed.description = description;
  return embed;
}

/** Text, list, links and table, in that order, within `room`. */
function descriptionOf(
  reply: Answer['reply'],
  reader: Reader,
  links: Span[][],
  room: number,
  fieldsLeft: boolean,
): string {
  const body = (reply.body ?? []).map((phrase) => spans(phrase, reader));
  const list = (reply.list ?? []).map(({ mark = 'dot', text }) => [
    literal(`${MARK[mark]} `),
    ...spans(text, reader),
  ]);
  const gap: Span[][] = body.length > 0 && list.length > 0 ? [[]] : [];
  const linkText = fit(lines(links), Math.min(LINKS_AT_MOST, room / 2));
  const tail = [linkText, fieldsLeft ? ELLIPSIS : ''].filter((part) => part !== '').join('\n');
  const table = reply.table && reply.table.head.length > 0 ? reply.table : undefined;

  const forText = room - tail.length - 2 - (table ? Math.min(TABLE_AT_LEAST, room / 2) : 0);
  const parts = [fit(lines([...body, ...gap, ...list]), forText), tail].filter((part) => part.trim() !== '');
  if (table) {
    const used = parts.reduce((sum, part) => sum + part.length + 2, 0);
    parts.push(`\`\`\`\n${tableLines(table, reader, room - used - 8).join('\n')}\n\`\`\``);
  }
  return parts.join('\n').trim();
}

function fieldsOf(
  given: NonNullable<Reply['fields']>,
  reader: Reader,
  most: number,
): { fields: APIEmbedField[]; size: number; left: boolean } {
  const fields: APIEmbedField[] = [];
  let size = 0;
  for (const { name, value } of given) {
    const field = {
      name: fit(spans(name, reader, { heading: true }), limits.fieldName).trim() || BLANK,
      value: fit(spans(value, reader), limits.fieldValue).trim() || BLANK,
    };
    const next = size + field.name.length + field.value.length;
    if (fields.length === limits.fields || next > most) return { fields, size, left: true };
    size = next;
    fields.push({ ...field, inline: widthOf(labelOf(value, reader, limits.fieldValue)) <= INLINE_WIDTH });
  }
  return { fields, size, left: false };
}

/** Discord takes no empty field. */
const BLANK = '\u200B';

/** Rows of buttons; addresses that a button cannot carry become links in the text. */
export function buttonsOf(given: RenderedButton[][], reader: Reader): { rows: Row[]; links: Span[][] } {
  const rows: Row[] = [];
  const links: Span[][] = [];
  for (const row of given) {
    const drawn: APIButtonComponent[] = [];
    for (const button of row) {
      const label = labelOf(button.label, reader, limits.button) || BLANK;
      if ('token' in button) {
        drawn.push({
          type: ComponentType.Button,
          style: STYLE[button.style],
          label,
          custom_id: `b:${button.token}`,
        });
        continue;
      }
      const url = address(button.url);
      if (url === null) continue;
      // Payment pages can have longer addresses than a button may.
      if (url.length > limits.url) links.push([{ open: '[', atoms: linkLabel(label), close: `](${url})` }]);
      else drawn.push({ type: ComponentType.Button, style: ButtonStyle.Link, label, url });
    }
    for (let at = 0; at < drawn.length && rows.length < limits.rows; at += limits.perRow) {
      rows.push({ type: ComponentType.ActionRow, components: drawn.slice(at, at + limits.perRow) });
    }
  }
  return { rows, links };
}

function linkLabel(label: string): string[] {
  return literal(label.replaceAll('[', '(').replaceAll(']', ')')).atoms;
}

const PICTURE_TYPE: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

function filesOf(reply: Answer['reply'], reader: Reader): DrawnFile[] {
  const files: DrawnFile[] = [];
  if (reply.picture) {
    const name = fileName(reply.picture.name, 'picture.png');
    const type = PICTURE_TYPE[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'image/png';
    const description = labelOf(reply.picture.alt, reader, 1024);
    files.push({ name, data: reply.picture.data, type, ...(description ? { description } : {}) });
  }
  if (reply.file) {
    const name = fileName(reply.file.name, 'file');
    const taken = files.some((each) => each.name === name);
    files.push({ name: taken ? `2-${name}` : name, data: reply.file.data, type: reply.file.type });
  }
  return files;
}

/** `attachment://` addresses only work with plain names; what is left of `name` is kept, ending included. */
function fileName(name: string, instead: string): string {
  const dot = name.lastIndexOf('.');
  const plain = (part: string): string => part.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '');
  const stem = plain(dot < 0 ? name : name.slice(0, dot)).slice(0, 80);
  const ending = dot < 0 ? '' : plain(name.slice(dot + 1)).slice(0, 10);
  const [spareStem = 'file', spareEnding] = instead.split('.');
  const last = ending || spareEnding;
  return `${stem || spareStem}${last ? `.${last}` : ''}`;
}

/** The request's body and files, for a message that REST sends. Nobody is ever pinged. */
export function asBody(drawn: Drawn): {
  body: Record<string, unknown>;
  files: { name: string; data: Uint8Array; contentType: string }[];
} {
  const { files, ...message } = drawn;
  return {
    body: {
      ...message,
      allowed_mentions: { parse: [] },
      ...(files.length > 0
        ? {
            // A number would do, but as a string it is what Discord's own description of its API asks for.
            attachments: files.map((file, at) => ({
              id: String(at),
              filename: file.name,
              ...(file.description ? { description: file.description } : {}),
            })),
          }
        : {}),
    },
    files: files.map((file) => ({ name: file.name, data: file.data, contentType: file.type })),
  };
}

/** Whether a message on Discord says what we would say now. Discord trims and joins blanks. */
export function sameText(message: Pick<APIMessage, 'content' | 'embeds'>, drawn: Drawn): boolean {
  const text = (content: string | undefined, embeds: readonly APIEmbed[]): string =>
    [content, ...embeds.flatMap((each) => [each.title, each.description, ...fieldTexts(each)])]
      .map((part) => (part ?? '').replace(/\s+/g, ' ').trim())
      .join('\n');
  return text(message.content, message.embeds) === text(drawn.content, drawn.embeds);
}

function fieldTexts(embed: APIEmbed): string[] {
  return (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
}
