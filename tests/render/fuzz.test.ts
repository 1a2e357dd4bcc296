/** Whatever is written, the platforms take it, and nothing lives in it that may not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, type Run } from '#contracts';
import { inlineMarkup } from '../../src/adapters/discord/inline.js';
import { inlineInk } from '../../src/adapters/telegram/inline.js';
import { messageForm } from '../../src/sandbox/discord/forms/message.js';
import { formatText, longestCaption, longestText } from '../../src/sandbox/telegram/text/formatted.js';
import { seen } from '../adapters/discord-markdown.js';
import { drawn, type Drawn } from './corpus.js';
import { expectDiscordAccepts, expectTelegramAccepts } from './limits.js';
import { markdown, soup } from './markdown.js';
import { runs } from '../_support/thorough.js';

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
      { numRuns: runs(400) },
    );
  });

  it('always becomes the same pages', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(drawn(source)).toEqual(drawn(source));
      }),
      { numRuns: runs(60) },
    );
  });

  it('has only addresses that may be opened, in whatever it contains', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const links = [...JSON.stringify(documentOf(source).blocks).matchAll(/"(?:link|url)":"([^"]*)"/g)];
        for (const [, address = ''] of links) {
          expect(address).toMatch(/^(https?:\/\/|mailto:|tg:\/\/)/);
          expect(address).not.toMatch(/^tg:\/\/user/i);
          // Nobody is led astray by a name before the host.
          if (address.startsWith('http')) expect(new URL(address).username).toBe('');
        }
      }),
      { numRuns: runs(200) },
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
      { numRuns: runs(600) },
    );
  });
});
