/** Whatever is written, the platforms take it, and nothing lives in it that may not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, type Run } from '#contracts';
import { inlineMarkup } from '../../src/adapters/discord/inline.js';
import { inlineInk } from '../../src/adapters/telegram/inline.js';
import { messageForm } from '../../src/sandbox/discord/forms/message.js';
import { formatText, longestCaption, longestText } from '../../src/sandbox/telegram/text/formatted.js';
import { seen } from '../adapters/discord-markdown.js';
import { corpus, drawn, type Drawn } from './corpus.js';
import { expectDiscordAccepts, expectTelegramAccepts } from './limits.js';

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
const soup = pieces.map((parts) => parts.join(''));
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

const markdown = fc.oneof(
  { weight: 3, arbitrary: soup },
  { weight: 1, arbitrary: anything },
  { weight: 3, arbitrary: mutated },
);

/** The bodies as the servers of the sandbox read them. */
function expectSandboxTakes({ discord, telegram }: Drawn): void {
  for (const { embeds } of discord) {
    const read = messageForm.safeParse({ embeds, allowed_mentions: { parse: [] } });
    expect(read.error?.issues ?? []).toEqual([]);
  }
  for (const { inked, picture } of telegram) {
    const { text, entities } = formatText(inked.text, {
      entities: inked.entities,
      userById: () => undefined,
    });
    expect(text).toBe(inked.text);
    expect(text.length).toBeLessThanOrEqual(picture ? longestCaption : longestText);
    // Telegram drops links that it does not take; it must take all of ours.
    for (const entity of inked.entities) expect(entities).toContainEqual(entity);
  }
}

describe('any Markdown', () => {
  it('is taken by both platforms, and pings nobody', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const all = drawn(source);
        all.discord.forEach(expectDiscordAccepts);
        all.telegram.forEach(expectTelegramAccepts);
        expectSandboxTakes(all);
        expect(all.discord.length === 0).toBe(all.telegram.length === 0);
        expect(all.document.problems.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 400 },
    );
  });

  it('always becomes the same pages', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(drawn(source)).toEqual(drawn(source));
      }),
      { numRuns: 60 },
    );
  });

  it('has only addresses that may be opened, in whatever it contains', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const links = [...JSON.stringify(documentOf(source).blocks).matchAll(/"(?:link|url)":"([^"]*)"/g)];
        for (const [, address = ''] of links) {
          expect(address).toMatch(/^(https?:\/\/|mailto:|tg:\/\/)/);
          expect(address).not.toMatch(/^tg:\/\/user|@.*\/\//i);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const look = fc.option(fc.constant(true as const), { nil: undefined, freq: 2 });
const run: fc.Arbitrary<Run> = fc
  .record({
    text: fc.oneof(soup, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })),
    bold: look,
    italic: look,
    strike: look,
    spoiler: look,
    code: fc.option(fc.constant(true as const), { nil: undefined, freq: 1 }),
  })
  .map(({ text, ...looks }) => {
    const kept = Object.entries(looks).filter(([, is]) => is);
    return {
      text: text.replace(/[\s\p{C}\p{M}]+/gu, ' '),
      ...(Object.fromEntries(kept) as Omit<Run, 'text'>),
    };
  });
const visible = (text: string): string => text.replace(/[\s\u200B\u2060]/g, '');

describe('the text of runs', () => {
  it('is read as it is, whatever signs of markup are in it', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), (runs) => {
        // In code a tick has no escape, so that one that looks like it stands in its place.
        const wanted = runs.map(({ text, code }) => (code ? text.replaceAll('`', 'ˋ') : text)).join('');
        const read = seen(`x${inlineMarkup(runs)}`);
        expect(visible(read.text).replaceAll('`', 'ˋ')).toBe(`x${visible(wanted)}`.replaceAll('`', 'ˋ'));
        for (const living of read.alive) expect(living).toMatch(/^(strong|em|strike|spoiler|code)$/);
        expect(visible(inlineInk(runs).text)).toBe(visible(runs.map(({ text }) => text).join('')));
      }),
      { numRuns: 600 },
    );
  });
});
