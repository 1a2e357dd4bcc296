/** What the platforms say they accept of whole messages, written from their documentation. */
import { expect } from 'vitest';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Drawn as DiscordMessage } from '../../src/adapters/discord/render.js';
import type { Letter } from '../../src/adapters/telegram/letters.js';
import { messageForm } from '../../src/sandbox/discord/forms/message.js';
import { formatText } from '../../src/sandbox/telegram/text/formatted.js';
import { seen } from '../adapters/discord-markdown.js';
import { expectTelegramAccepts } from './limits.js';

const ALIVE =
  /^(strong|em|strike|spoiler|code|code block|link https?:\/\/.*|autolink <https?:\/\/.*>|block .*|time .*)$/s;

export function expectDiscordTakes({ embeds, components, content }: DiscordMessage): void {
  expect(embeds.length + (content ?? '').length).toBeGreaterThan(0);
  expect(embeds.length).toBeLessThanOrEqual(10);
  let total = 0;
  for (const { title = '', description = '', fields = [], footer, author, image } of embeds) {
    expect(title.length).toBeLessThanOrEqual(256);
    expect(author?.name.length ?? 0).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(footer?.text.length ?? 0).toBeLessThanOrEqual(2048);
    expect(fields.length).toBeLessThanOrEqual(25);
    const named = fields.flatMap(({ name, value }) => [name, value]);
    // Discord takes an embed of fields alone, and no field without a name or without a value.
    for (const text of named) expect(text).not.toBe('');
    const all = [title, description, footer?.text, author?.name, image?.url, ...named];
    expect(all.join('')).not.toBe('');
    for (const text of [title, description, ...named]) {
      for (const living of seen(text).alive) expect(living).toMatch(ALIVE);
    }
    if (image) expect(image.url).toMatch(/^https?:\/\//);
    total += title.length + description.length + (footer?.text.length ?? 0) + (author?.name.length ?? 0);
    for (const text of named) total += text.length;
  }
  expect(total).toBeLessThanOrEqual(6000);
  expect(components.length).toBeLessThanOrEqual(5);
  const ids = components.flatMap((row) =>
    row.components.flatMap((each) => ('custom_id' in each ? [each.custom_id] : [])),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const each of ids) expect(each.length).toBeLessThanOrEqual(100);
  const read = messageForm.safeParse({ embeds, components, ...(content === undefined ? {} : { content }) });
  expect(read.error?.issues ?? []).toEqual([]);
}

export function expectTelegramTakes(
  letters: readonly Letter[],
  keyboard: readonly InlineKeyboardButton[][],
): void {
  expect(letters.length).toBeGreaterThan(0);
  for (const letter of letters) {
    if (letter.kind !== 'text' && letter.kind !== 'picture') continue;
    const shown =
      letter.kind === 'text'
        ? [{ inked: letter.inked }]
        : [
            { inked: letter.caption, picture: { source: { url: letter.url }, alt: '' } },
            { inked: letter.instead },
          ];
    for (const page of shown) {
      expectTelegramAccepts(page);
      const { text, entities } = formatText(page.inked.text, {
        entities: page.inked.entities,
        userById: () => undefined,
      });
      expect(text).toBe(page.inked.text);
      for (const entity of page.inked.entities) expect(entities).toContainEqual(entity);
    }
    if (letter.kind === 'picture') expect(letter.url).toMatch(/^https?:\/\//);
  }
  for (const button of keyboard.flat()) {
    expect(button.text).not.toBe('');
    if ('callback_data' in button) expect(Buffer.byteLength(button.callback_data)).toBeLessThanOrEqual(64);
  }
}
