import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentPages as discordPages } from '../../src/adapters/discord/document.js';
import { documentPages as telegramPages } from '../../src/adapters/telegram/document.js';
import { seen } from '../adapters/discord-markdown.js';
import { asText, corpus, drawn } from './corpus.js';
import { expectDiscordAccepts, expectTelegramAccepts } from './limits.js';

describe('the corpus', () => {
  it('has at least sixty cases, in both languages', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(corpus.filter(({ name }) => name.startsWith('zh-')).length).toBeGreaterThanOrEqual(25);
  });
});

describe.each(corpus)('$name', ({ name, markdown }) => {
  it('looks as it did, on both platforms', async () => {
    await expect(asText(drawn(markdown))).toMatchFileSnapshot(
      join(import.meta.dirname, 'snapshots', `${name}.txt`),
    );
  });

  it('is accepted, and nothing in it lives that should not', () => {
    const { discord, telegram } = drawn(markdown);
    discord.forEach(expectDiscordAccepts);
    telegram.forEach(expectTelegramAccepts);
    expect(discord.length === 0).toBe(telegram.length === 0);
  });

  it('is the same when it is drawn again', () => {
    expect(drawn(markdown)).toEqual(drawn(markdown));
  });

  it('loses nothing when its pages are shorter', () => {
    const { document } = drawn(markdown);
    for (const length of [200, 700, 1_500]) {
      expect(telegramText(telegramPages(document, { length }))).toBe(telegramText(telegramPages(document)));
      expect(discordText(discordPages(document, { length }))).toBe(discordText(discordPages(document)));
    }
  });
});

/** Letters only: a table says its head again on each page, and blanks are where pages end. */
function letters(texts: string[]): string {
  const lines = texts.flatMap((text) => text.split('\n'));
  const rule = /^-+( {2}-+)*$/;
  const heads = new Set(lines.filter((_, at) => rule.test(lines[at + 1] ?? '')));
  return lines
    .filter((line) => !rule.test(line) && !heads.has(line))
    .join('')
    .replace(/[\s\u200B\u2060]/g, '');
}

function telegramText(pages: ReturnType<typeof telegramPages>): string {
  return letters(pages.map(({ inked }) => inked.text));
}

function discordText(pages: ReturnType<typeof discordPages>): string {
  const texts = pages.flatMap(({ embeds }) => embeds.map(({ description = '' }) => description));
  return letters(texts.map((text) => seen(text.replaceAll(/^> ?/gm, '').replaceAll(/^ *```.*$/gm, '')).text));
}
