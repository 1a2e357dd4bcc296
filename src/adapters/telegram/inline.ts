/** Runs of a document as text with entities, one within another as Telegram demands. */
import type { Run } from '#contracts';
import type { MessageEntity } from 'grammy/types';
import { defused, openableUrl, tidy, type Inked } from './ink.js';

interface Piece {
  run: Run;
  text: string;
  /** Where it begins in the text. */
  offset: number;
}

/** Outermost first. */
const LOOKS = [
  ['spoiler', 'spoiler'],
  ['strike', 'strikethrough'],
  ['bold', 'bold'],
  ['italic', 'italic'],
] as const;

export function inlineInk(runs: readonly Run[]): Inked {
  const shown = runs.flatMap(showable).filter(({ text }) => text !== '');
  let text = '';
  const pieces = shown.map((run, index) => {
    const before = shown[index - 1]?.text.slice(-1) ?? '';
    const after = shown[index + 1]?.text.slice(0, 2) ?? '';
    const piece = {
      run,
      text: isLiteral(run) ? run.text : defused(run.text, before, after),
      offset: text.length,
    };
    text += piece.text;
    return piece;
  });
  return { text, entities: entitiesOf(pieces, LOOKS) };
}

/** Runs as Telegram can show them: clean, with addresses that it opens, code without other looks. */
function showable(run: Run): Run[] {
  const { link, code, ...rest } = run;
  const text = tidy(run.text);
  if (link?.startsWith('mailto:')) {
    const mail = link.slice('mailto:'.length);
    // Telegram finds mail addresses by itself.
    const literal = { ...rest, text: mail, link };
    return text.trim() === mail
      ? [literal]
      : [{ ...rest, text: `${text} (` }, literal, { ...rest, text: ')' }];
  }
  const url = link === undefined ? undefined : dotted(openableUrl(link));
  if (url !== undefined) return [{ ...rest, text, link: url }];
  // What is to be hidden must be, and code cannot.
  return [{ ...rest, text, ...(code && !run.spoiler && { code }) }];
}

/** Telegram takes no host without a dot, and what it does not take must not be shown as if it were a link. */
function dotted(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:/.test(url)) return url;
  const { hostname } = new URL(url);
  return hostname.includes('.') || hostname.startsWith('[') ? url : undefined;
}

/** Code, and addresses that are their own label. Everything else must not be found by Telegram. */
function isLiteral({ code, link, text }: Run): boolean {
  if (code || link?.startsWith('mailto:')) return true;
  const address = text.startsWith('www.') ? `http://${text}` : text;
  return link !== undefined && URL.canParse(address) && new URL(address).href === link;
}

function entitiesOf(pieces: readonly Piece[], looks: readonly (typeof LOOKS)[number][]): MessageEntity[] {
  const [look, ...deeper] = looks;
  if (!look) return pieces.flatMap(ownEntity);
  const [name, type] = look;
  const groups: Piece[][] = [];
  const has = ({ run }: Piece): boolean => run[name] === true && !run.code;
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last?.[0] && has(last[0]) === has(piece)) last.push(piece);
    else groups.push([piece]);
  }
  return groups.flatMap((group) => {
    const inside = entitiesOf(group, deeper);
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last || !has(first)) return inside;
    return [{ type, offset: first.offset, length: last.offset + last.text.length - first.offset }, ...inside];
  });
}

function ownEntity({ run, text, offset }: Piece): MessageEntity[] {
  const place = { offset, length: text.length };
  if (run.code) return [{ type: 'code', ...place }];
  if (run.link === undefined || run.link.startsWith('mailto:')) return [];
  return [{ type: 'text_link', ...place, url: run.link }];
}
