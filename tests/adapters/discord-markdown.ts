/**
 * Discord's chat markup as a reader sees it, in small: what text is shown, and what of it is alive.
 * Written from the outside; it shares nothing with the renderer.
 */
export interface Seen {
  /** What is read on the screen, marks taken off. */
  text: string;
  /** Everything that is more than text: bold, links, mentions, lists … */
  alive: string[];
}

const inner = String.raw`((?:\\[\s\S]|[^\\])+?)`;
const wrapped: [name: string, pattern: RegExp][] = [
  ['strong', new RegExp(String.raw`^\*\*${inner}\*\*(?!\*)`)],
  ['underline', new RegExp(String.raw`^__${inner}__(?!_)`)],
  ['em', new RegExp(String.raw`^\*(?=\S)${inner}\*(?!\*)`)],
  ['em', new RegExp(String.raw`^_${inner}_(?!_)`)],
  ['strike', new RegExp(String.raw`^~~${inner}~~`)],
  ['spoiler', new RegExp(String.raw`^\|\|${inner}\|\|`)],
];
const alone: [name: string, pattern: RegExp][] = [
  ['time', /^<t:-?\d+(?::[tTdDfFR])?>/],
  ['mention', /^<(?:@!?|@&|#)\d+>/],
  ['command', /^<\/[^:>]+:\d+>/],
  ['guide', /^<id:[^>]+>/],
  ['emoji', /^<a?:\w+:\d+>/],
  ['autolink', /^<(?:[^\s:>]+:\/?[^\s>]+|\+?[\d ()-]+|[^\s@>]+@[^\s>]+)>/],
  ['url', /^(?:https?|steam|discord):\/\/[^\s<]+/i],
  ['url', /^(?:mailto|tel|sms):[^\s<]+/i],
  ['emoji', /^:[^\s:]+:/],
  ['everyone', /^@(?:everyone|here)/i],
];
const block = /^[^\S\n]*(?:#{1,3}|-#|>>>|>|[-*+]|\d+\.)[^\S\n]*\S/;

export function seen(source: string): Seen {
  return read(source, true);
}

function read(source: string, wholeLine: boolean): Seen {
  let text = '';
  const alive: string[] = [];
  let at = 0;
  let lineStart = wholeLine;
  const nested = (name: string, content: string): void => {
    const deeper = read(content, false);
    alive.push(name, ...deeper.alive);
    text += deeper.text;
  };
  next: while (at < source.length) {
    const rest = source.slice(at);
    if (lineStart && block.test(rest)) alive.push(`block ${JSON.stringify(rest.slice(0, 6))}`);
    lineStart = false;

    const escape = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    if (escape) {
      text += escape[1];
      at += escape[0].length;
      continue;
    }
    const fence = /^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][^]*?)\n*```/i.exec(rest);
    if (fence) {
      alive.push('code block');
      text += fence[2] ?? '';
      at += fence[0].length;
      continue;
    }
    const code = /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest);
    if (code) {
      alive.push('code');
      text += code[2] ?? '';
      at += code[0].length;
      continue;
    }
    const link = /^\[((?:\\[\s\S]|[^\\\]])+)\]\(\s*<?((?:\([^)]*\)|[^\s\\)]|\\.)*)>?\s*\)/.exec(rest);
    if (link) {
      nested(`link ${link[2] ?? ''}`, link[1] ?? '');
      at += link[0].length;
      continue;
    }
    for (const [name, pattern] of wrapped) {
      const found = pattern.exec(rest);
      if (found) {
        nested(name, found[1] ?? '');
        at += found[0].length;
        continue next;
      }
    }
    for (const [name, pattern] of alone) {
      const found = pattern.exec(rest);
      if (found) {
        alive.push(`${name} ${found[0]}`);
        text += found[0];
        at += found[0].length;
        continue next;
      }
    }
    lineStart = rest.startsWith('\n');
    text += rest.charAt(0);
    at += 1;
  }
  return { text, alive };
}
