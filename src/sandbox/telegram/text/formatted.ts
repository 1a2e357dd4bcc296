import type { MessageEntity, User } from '../api.js';
import { badRequest } from '../failure.js';
import { detectEntities, sortEntities } from './detect.js';
import { readEntities } from './entities.js';
import { parseHtml, type MarkedText } from './html.js';
import { parseMarkdownV2 } from './markdown.js';

export const longestText = 4096;
export const longestCaption = 1024;

/** The characters Telegram counts are code points, while entity offsets are UTF-16 units. */
export function characters(text: string): number {
  return Array.from(text).length;
}

/**
 * Turns what a bot sent (a text with a parse_mode or with entities) into what is stored and shown.
 * @throws ApiFailure 400
 */
export function formatText(
  source: string,
  options: { parseMode?: string | undefined; entities?: unknown; userById: (id: number) => User | undefined },
): MarkedText {
  const { text, entities } = mark(source.replaceAll('\r', ''), options);
  const trimmed = trim(text, entities);
  return { text: trimmed.text, entities: detectEntities(trimmed.text, sortEntities(trimmed.entities)) };
}

function mark(
  source: string,
  { parseMode = '', entities, userById }: Parameters<typeof formatText>[1],
): MarkedText {
  switch (parseMode.toLowerCase()) {
    case '':
      return { text: source, entities: readEntities(entities, source, userById) };
    case 'html':
      return parseHtml(source);
    case 'markdownv2':
      return parseMarkdownV2(source);
    case 'markdown':
      throw badRequest("can't parse entities: this server does not read the legacy Markdown mode");
    default:
      throw badRequest('unsupported parse_mode');
  }
}

/** Telegram cuts white space off both ends and moves the entities along. */
function trim(text: string, entities: MessageEntity[]): MarkedText {
  const start = text.length - text.trimStart().length;
  const cut = text.trim();
  const moved = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(cut.length, entity.offset - start + entity.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: cut, entities: moved };
}
