import { isTextKey, say, type Phrase, type ReplyButton } from '#contracts';

/** A value alone, where a text is asked for. */
export function literal(text: string): Phrase {
  return say('common.literal', { text });
}

/** `a, b and c` in the reader's language. */
export function listed(items: readonly Phrase[], last: 'and' | 'or' = 'and'): Phrase {
  const [first, ...rest] = items;
  if (!first) return say('common.nothing');
  const final = rest.pop();
  if (!final) return first;
  const head = rest.reduce((so, item) => say('common.comma', { first: so, second: item }), first);
  return say(last === 'or' ? 'common.or' : 'common.and', { first: head, second: final });
}

/** One below the other. */
export function stacked(lines: readonly Phrase[]): Phrase {
  const [first, ...rest] = lines;
  if (!first) return say('common.nothing');
  return rest.reduce((so, line) => say('common.lines', { first: so, second: line }), first);
}

/** Up to `max` items; the rest become “and n more”. */
export function capped(items: readonly Phrase[], max: number): Phrase[] {
  if (items.length <= max) return [...items];
  return [...items.slice(0, max), say('common.more', { count: items.length - max })];
}

/** Buttons in rows, at most `perRow` (five at the very most) in each and five rows. */
export function rowsOf(buttons: readonly ReplyButton[], perRow = 3): ReplyButton[][] {
  const rows: ReplyButton[][] = [];
  for (let at = 0; at < buttons.length && rows.length < 5; at += perRow) {
    rows.push(buttons.slice(at, at + perRow));
  }
  return rows;
}

/** A text whose key is put together; `otherwise` when there is none of that name. */
export function sayCode(prefix: string, code: string, otherwise: Phrase): Phrase {
  const key = `${prefix}.${code}`;
  return isTextKey(key) ? say(key) : otherwise;
}
