/** Discord's markdown as a tree. Pure: text in, values out, nothing is ever HTML. */

export type Inline =
  | { is: 'text'; text: string }
  | { is: 'strong' | 'em' | 'u' | 's' | 'spoiler'; of: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'link'; url: string; of: Inline[] }
  | { is: 'time'; seconds: number; style: string }
  | { is: 'user' | 'role' | 'channel'; id: string }
  | { is: 'everyone'; text: string }
  | { is: 'command'; name: string }
  | { is: 'emoji'; name: string };

export type Block =
  | { is: 'paragraph'; of: Inline[] }
  | { is: 'heading'; level: 1 | 2 | 3; of: Inline[] }
  | { is: 'small'; of: Inline[] }
  | { is: 'item'; depth: number; mark: string; of: Inline[] }
  | { is: 'quote'; of: Block[] }
  | { is: 'code'; language: string; text: string }
  | { is: 'gap' };

interface Rule {
  pattern: RegExp;
  make(match: RegExpExecArray, depth: number): Inline | undefined;
}

const styled = (pattern: RegExp, is: 'strong' | 'em' | 'u' | 's' | 'spoiler'): Rule => ({
  pattern,
  make: (match, depth) => ({ is, of: inlines(match[1] ?? '', depth + 1) }),
});

const text = (value: string): Inline => ({ is: 'text', text: value });

/** Only what a browser may open; anything else stays text. */
export function openable(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url);
}

const RULES: readonly Rule[] = [
  { pattern: /^\\([^\sA-Za-z0-9])/, make: (match) => text(match[1] ?? '') },
  { pattern: /^(`+)([\s\S]*?[^`])\1(?!`)/, make: (match) => ({ is: 'code', text: (match[2] ?? '').trim() }) },
  {
    pattern: /^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/,
    make: (match) => ({ is: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' }),
  },
  { pattern: /^<@!?(\d{1,20})>/, make: (match) => ({ is: 'user', id: match[1] ?? '' }) },
  { pattern: /^<@&(\d{1,20})>/, make: (match) => ({ is: 'role', id: match[1] ?? '' }) },
  { pattern: /^<#(\d{1,20})>/, make: (match) => ({ is: 'channel', id: match[1] ?? '' }) },
  { pattern: /^<\/([^:>]{1,100}):\d{1,20}>/, make: (match) => ({ is: 'command', name: match[1] ?? '' }) },
  { pattern: /^<a?:(\w{2,32}):\d{1,20}>/, make: (match) => ({ is: 'emoji', name: match[1] ?? '' }) },
  { pattern: /^@(everyone|here)\b/, make: (match) => ({ is: 'everyone', text: match[0] }) },
  {
    pattern: /^\[((?:\\.|[^\]\\\n])+)\]\(<?([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)>?(?: "[^"]*")?\)/,
    make: (match, depth) =>
      openable(match[2] ?? '')
        ? { is: 'link', url: match[2] ?? '', of: inlines(match[1] ?? '', depth + 1) }
        : undefined,
  },
  {
    pattern: /^<(https?:\/\/[^\s<>]+)>|^(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]])/i,
    make(match) {
      const url = match[1] ?? match[2] ?? '';
      return openable(url) ? { is: 'link', url, of: [text(url)] } : undefined;
    },
  },
  styled(/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, 'strong'),
  styled(/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, 'u'),
  styled(/^~~((?:\\[\s\S]|[^\\])+?)~~/, 's'),
  styled(/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, 'spoiler'),
  styled(/^\*(?![\s*])((?:\\[\s\S]|\*\*(?:\\[\s\S]|[^\\*])+\*\*|[^\\*])+?)\*(?!\*)/, 'em'),
  styled(/^_(?![\s_])((?:\\[\s\S]|[^\\_])+?)_(?![_\w])/, 'em'),
];

/** Deeper nesting than this is shown as it was typed. */
const DEEPEST = 12;
const MARKS = /[\\`<@[*_~|]|https?:\/\//i;

export function inlines(source: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  const push = (node: Inline): void => {
    const last = found.at(-1);
    if (node.is === 'text' && last?.is === 'text') last.text += node.text;
    else found.push(node);
  };
  let rest = source;
  while (rest !== '') {
    const at = rest.search(MARKS);
    if (at < 0 || depth > DEEPEST) {
      push(text(rest));
      break;
    }
    if (at > 0) push(text(rest.slice(0, at)));
    rest = rest.slice(at);
    const [node, length] = first(rest, depth) ?? [text(rest[0] ?? ''), 1];
    push(node);
    rest = rest.slice(length);
  }
  return found;
}

function first(rest: string, depth: number): [Inline, number] | undefined {
  for (const { pattern, make } of RULES) {
    const match = pattern.exec(rest);
    const node = match && make(match, depth);
    if (match && node) return [node, match[0].length];
  }
  return undefined;
}

const FENCE = /```(?:([\w+#.-]{1,20})\n)?\n?([\s\S]+?)\n?```/g;

export function blocks(source: string, quoted = false): Block[] {
  const found: Block[] = [];
  let from = 0;
  for (const match of source.matchAll(FENCE)) {
    found.push(...lines(source.slice(from, match.index), quoted));
    found.push({ is: 'code', language: match[1] ?? '', text: match[2] ?? '' });
    from = match.index + match[0].length;
    if (source[from] === '\n') from += 1;
  }
  found.push(...lines(source.slice(from), quoted));
  return found;
}

function lines(source: string, quoted: boolean): Block[] {
  if (source === '') return [];
  const found: Block[] = [];
  const rows = source.replace(/\n$/, '').split('\n');
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? '';
    if (!quoted && row.startsWith('>>> ')) {
      found.push({ is: 'quote', of: blocks([row.slice(4), ...rows.slice(at + 1)].join('\n'), true) });
      return found;
    }
    if (!quoted && row.startsWith('> ')) {
      const inside = [row.slice(2)];
      while (rows[at + 1]?.startsWith('> ')) inside.push((rows[(at += 1)] ?? '').slice(2));
      found.push({ is: 'quote', of: blocks(inside.join('\n'), true) });
      continue;
    }
    found.push(lineBlock(row));
  }
  return found;
}

function lineBlock(row: string): Block {
  if (row.trim() === '') return { is: 'gap' };
  const heading = /^(#{1,3}) +(.+)$/.exec(row);
  if (heading) {
    const level = (heading[1] ?? '#').length as 1 | 2 | 3;
    return { is: 'heading', level, of: inlines(heading[2] ?? '') };
  }
  const small = /^-# +(.+)$/.exec(row);
  if (small) return { is: 'small', of: inlines(small[1] ?? '') };
  const item = /^( *)([-*]|\d{1,9}\.) +(.+)$/.exec(row);
  if (item) {
    const mark = /\d/.test(item[2] ?? '') ? (item[2] ?? '') : '•';
    return { is: 'item', depth: Math.floor((item[1] ?? '').length / 2), mark, of: inlines(item[3] ?? '') };
  }
  return { is: 'paragraph', of: inlines(row) };
}
