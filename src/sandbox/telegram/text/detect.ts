import type { MessageEntity } from '../api.js';

const rules: readonly [type: string, pattern: RegExp][] = [
  ['url', /\bhttps?:\/\/[^\s<>"'，。；！？（）【】《》]+/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu],
  [
    'url',
    /(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|dev|app|ai|co|cn|example)\b(?:\/[^\s<>"'，。；！？（）]*)?/giu,
  ],
  ['bot_command', /(?<![\w/<>])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/gu],
  ['mention', /(?<![\w@/])@[a-z]\w{2,31}(?!\w)/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{3,8}(?![\p{L}\p{N}_])/gu],
];

/** Commands, mentions, addresses and tags in a text: what Telegram marks without being asked. */
export function detectEntities(text: string, given: readonly MessageEntity[] = []): MessageEntity[] {
  const taken = given
    .filter((entity) => ['code', 'pre', 'text_link', 'text_mention', 'custom_emoji'].includes(entity.type))
    .map(({ offset, length }) => ({ offset, length }));
  const found: MessageEntity[] = [];
  for (const [type, pattern] of rules) {
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      const length = (type === 'url' ? match[0].replace(/[.,;:!?)]+$/u, '') : match[0]).length;
      const isFree = taken.every(
        (other) => offset + length <= other.offset || other.offset + other.length <= offset,
      );
      if (!isFree || length === 0) continue;
      taken.push({ offset, length });
      found.push({ type, offset, length });
    }
  }
  return sortEntities([...given, ...found]);
}

/** Outer before inner, earlier before later: the order in which the Bot API lists entities. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}
