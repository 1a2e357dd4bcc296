/** Every page of the corpus, sent to the platforms in miniature, and read back as it was sent. */
import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { documentOf, withPictures } from '#contracts';
import { documentPages as discordPages } from '../../src/adapters/discord/document.js';
import { documentPages as telegramPages } from '../../src/adapters/telegram/document.js';
import { discordBench, generalChannelId } from '../sandbox/discord-bench.js';
import { id, openBench } from '../sandbox/telegram-bench.js';
import { corpus } from './corpus.js';

/** Pictures at an address: the miniature of Discord does not look whether a file came along. */
const placed = (markdown: string) =>
  withPictures(documentOf(markdown), (asset) => ({
    url: `https://files.example/${encodeURIComponent(asset)}`,
  }));

describe('Discord in miniature', () => {
  it('takes every page, keeps it as it is, and calls nobody', async () => {
    const bench = await discordBench();
    await bench.run('limits', { relaxed: true });
    let sent = 0;
    for (const { markdown } of corpus) {
      for (const { embeds } of discordPages(placed(markdown))) {
        const body = { embeds, allowed_mentions: { parse: [] } };
        const answer = await bench.rest('POST', `/channels/${generalChannelId}/messages`, body);
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({
          embeds,
          mentions: [],
          mention_roles: [],
          mention_everyone: false,
        });
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(90);
  });

  it('takes a changed page in the place of the old one', async () => {
    const bench = await discordBench();
    const before = discordPages(documentOf('# Lesson\n\nOld words.'));
    const after = discordPages(documentOf('# Lesson\n\nNew words.'));
    const path = `/channels/${generalChannelId}/messages`;
    const { body } = await bench.rest('POST', path, { embeds: before[0]?.embeds });
    const edited = await bench.rest('PATCH', `${path}/${(body as { id: string }).id}`, {
      embeds: after[0]?.embeds,
    });
    expect(edited.body).toMatchObject({ embeds: [{ description: '# Lesson\n\nNew words.' }] });
  });
});

describe('Telegram in miniature', () => {
  it('takes every page, keeps it as it is, and finds nobody in it', async () => {
    let at = 0;
    const bench = await openBench({ pace: () => (at += 60_000) });
    const chat = id('ada');
    await bench.server.actions.start.run({ as: chat });
    let sent = 0;
    for (const { markdown } of corpus) {
      for (const { inked } of telegramPages(documentOf(markdown))) {
        if (inked.text === '') continue;
        const message = await bench.api
          .sendMessage(chat, inked.text, { entities: inked.entities })
          .catch((error: unknown) => error);
        if (message instanceof GrammyError) throw message;
        expect(message).toMatchObject({ text: inked.text });
        const found = (message as { entities?: { type: string }[] }).entities ?? [];
        expect(found).toEqual(expect.arrayContaining(inked.entities));
        const own = found.filter(({ type }) => !['email', 'url'].includes(type));
        expect(own).toHaveLength(inked.entities.length);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(90);
  });
});
