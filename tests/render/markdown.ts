/** Markdown as nobody would write it: signs thrown together, and cases of the corpus that were damaged. */
import fc from 'fast-check';
import { corpus } from './corpus.js';

const tokens = [
  '#', '# ', '- ', '* ', '1. ', '> ', '>', '|', '||', '|-|-|\n', '| a | b |\n', '---\n', '```', '```js\n', '~~', '~', '`', '``',
  '*', '**', '***', '_', '__', '[', ']', '](', ')', '![', '<', '>', '</b>', '<b>', '<br>', '<!--', '-->', '[^1]', '[^1]: ', '[a]: ',
  '\n', '\n\n', '  \n', '    ', '\t', ' ', '\\', '&lt;', '&#106;', '\r\n', '\u2028', '\f', '\v', '\0', '\u200B', '\u2060', '\u202E',
  'javascript:alert(1)', 'https://example.org/a', 'http://evil.example', 'tg://user?id=1', 'TG://USER?id=1', 'tg://resolve?domain=x',
  'mailto:a@b.example', 'a@b.example', 'www.example.org', 'discord://x', 'steam://run/1', 'data:text/html,x', '//evil.example', 'x.png',
  '@everyone', '@here', '@olivia_stone', '<@1>', '<@&1>', '<#1>', '<t:1:R>', '<:x:1>', ':x:', '/start', '#tag', '$USD', '-# ', '>>> ',
  '中文', '，', '。', '（', '）', '“', '”', '加粗', '　', '🙂', '👨‍👩‍👧‍👦', '\uD83D', '\uDE00', 'e\u0301', 'word', 'a', '0',
]; // prettier-ignore

const token = fc.constantFrom(...tokens);
const pieces = fc.array(
  fc.oneof({ weight: 6, arbitrary: token }, fc.string({ unit: 'grapheme', maxLength: 8 })),
  {
    maxLength: 60,
  },
);
export const soup = pieces.map((parts) => parts.join(''));
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

/** A case of the corpus, somewhere in it, with some of it taken out, doubled or replaced. */
const mutated = fc
  .record({
    source: fc.constantFrom(...corpus.map(({ markdown }) => markdown)),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    edits: fc.array(fc.record({ at: fc.nat(3_000), drop: fc.nat(12), put: soup, twice: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ source, from, edits }) => {
    const start = Math.floor(from * Math.max(0, source.length - 3_000));
    return edits.reduce(
      (text, { at, drop, put, twice }) => {
        const place = text.length === 0 ? 0 : at % text.length;
        const kept = text.slice(place + drop);
        return text.slice(0, place) + put + (twice ? text.slice(place, place + 40) : '') + kept;
      },
      source.slice(start, start + 3_000),
    );
  });

export const markdown = fc.oneof(
  { weight: 3, arbitrary: soup },
  { weight: 1, arbitrary: anything },
  { weight: 3, arbitrary: mutated },
);
