import { InlineKeyboard, InputFile, InputMediaBuilder } from 'grammy';
import { describe, expect, it } from 'vitest';
import { id, listener, lobbyId, openBench, poll, refusal, token, type Bench } from './telegram-bench.js';

async function started(): Promise<Bench> {
  const bench = await openBench();
  await bench.server.actions.start.run({ as: id('ada') });
  return bench;
}

const ada = id('ada');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP8z8Dwn4GBgQEADAYCAdz8Ur0AAAAASUVORK5CYII=',
  'base64',
);

describe('private chats', () => {
  it('begin with Start and end with a block', async () => {
    const bench = await openBench();
    const write = (): Promise<string> => refusal(bench.api.sendMessage(ada, 'hello'));
    const { actions } = bench.server;
    expect(await write()).toBe("403 Forbidden: bot can't initiate conversation with a user");
    expect(await refusal(bench.api.sendMessage(123, 'hello'))).toBe('400 Bad Request: chat not found');
    expect(() => actions.sendMessage.run({ as: ada, chatId: ada, text: 'hi' })).toThrow('press Start first');
    await actions.start.run({ as: ada });
    expect(await write()).toBe('done');
    const bot = listener(bench);
    await poll(bot);
    await actions.blockBot.run({ as: ada });
    expect(await bot.next('my_chat_member')).toMatchObject({
      chat: { id: ada, type: 'private' },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    });
    expect(await write()).toBe('403 Forbidden: bot was blocked by the user');
    await actions.unblockBot.run({ as: ada });
    expect(await bot.next('my_chat_member')).toMatchObject({ new_chat_member: { status: 'member' } });
    expect(await write()).toBe('done');
  });
});

describe('text', () => {
  it('is marked by entities whose offsets count UTF-16 units', async () => {
    const { api } = await started();
    const sent = await api.sendMessage(ada, '😀 莫言 bold @ada_brook', {
      entities: [{ type: 'bold', offset: 6, length: 4 }],
    });
    expect(sent.entities).toEqual([
      { type: 'bold', offset: 6, length: 4 },
      { type: 'mention', offset: 11, length: 10 },
    ]);
    const send = (offset: number, length: number): Promise<string> =>
      refusal(api.sendMessage(ada, '😀x', { entities: [{ type: 'bold', offset, length }] }));
    expect(await send(0, 4)).toContain('ends after the end of the text at UTF-16 offset 4');
    expect(await send(1, 2)).toContain('begins in a middle of a UTF-16 symbol at UTF-16 offset 1');
    expect(await send(0, 1)).toContain('ends in a middle of a UTF-16 symbol at UTF-16 offset 1');
    expect(await send(0, 0)).toBe('done');
  });

  it('has between 1 and 4096 characters, a caption up to 1024', async () => {
    const { api } = await started();
    expect(await refusal(api.sendMessage(ada, '😀'.repeat(4096)))).toBe('done');
    expect(await refusal(api.sendMessage(ada, 'x'.repeat(4097)))).toBe(
      '400 Bad Request: message is too long',
    );
    expect(await refusal(api.sendMessage(ada, ' \n '))).toBe('400 Bad Request: message text is empty');
    const file = (): InputFile => new InputFile(Buffer.from('x'), 'x.txt');
    expect(await refusal(api.sendDocument(ada, file(), { caption: 'x'.repeat(1025) }))).toBe(
      '400 Bad Request: message caption is too long',
    );
  });

  it('is read as HTML and MarkdownV2, or refused', async () => {
    const { api } = await started();
    const html = await api.sendMessage(
      ada,
      '<b>a <i>b</i></b> <a href="https://x.example/?a=1&amp;b">c</a> &lt;d&gt; <pre><code class="language-ts">e</code></pre>',
      { parse_mode: 'HTML' },
    );
    expect(html.text).toBe('a b c <d> e');
    expect(html.entities).toEqual([
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'text_link', offset: 4, length: 1, url: 'https://x.example/?a=1&b' },
      { type: 'pre', offset: 10, length: 1, language: 'ts' },
    ]);
    const markdown = await api.sendMessage(ada, '*a _b_* [c](https://x.example/1) ||s|| `d.` \\.', {
      parse_mode: 'MarkdownV2',
    });
    expect(markdown.text).toBe('a b c s d. .');
    expect(markdown.entities?.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bold', 0, 3],
      ['italic', 2, 1],
      ['text_link', 4, 1],
      ['spoiler', 6, 1],
      ['code', 8, 2],
    ]);
    const refused: [string, 'HTML' | 'MarkdownV2' | 'Markdown', string][] = [
      ['<b>a', 'HTML', 'Can\'t find end tag corresponding to start tag "b"'],
      ['<b>a</i>', 'HTML', 'Unmatched end tag at byte offset 4'],
      ['a <name>', 'HTML', 'Unsupported start tag "name" at byte offset 2'],
      ['a.', 'MarkdownV2', "Character '.' is reserved"],
      ['*a', 'MarkdownV2', "Can't find end of Bold entity at byte offset 0"],
      ['a', 'Markdown', 'legacy Markdown'],
    ];
    for (const [text, parse_mode, words] of refused)
      expect(await refusal(api.sendMessage(ada, text, { parse_mode }))).toContain(words);
  });
});

describe('keyboards', () => {
  it('carry up to 64 bytes and links that Telegram takes', async () => {
    const { api } = await started();
    const send = (reply_markup: InlineKeyboard): Promise<string> =>
      refusal(api.sendMessage(ada, 'x', { reply_markup }));
    expect(await send(new InlineKeyboard().text('a', 'я'.repeat(32)))).toBe('done');
    expect(await send(new InlineKeyboard().text('a', 'я'.repeat(32) + 'x'))).toBe(
      '400 Bad Request: BUTTON_DATA_INVALID',
    );
    expect(await send(new InlineKeyboard().url('pay', 'http://127.0.0.1:1234/pay'))).toBe('done');
    expect(await send(new InlineKeyboard().url('pay', 'http://localhost:1234/pay'))).toContain(
      'Wrong HTTP URL',
    );
    const wide = new InlineKeyboard().add(...Array.from({ length: 9 }, () => InlineKeyboard.text('a', 'a')));
    expect(await send(wide)).toBe('400 Bad Request: reply markup is too long');
  });

  it('answer a press once, and the message can then be edited, but not into itself', async () => {
    const bench = await started();
    const bot = listener(bench);
    const queries: string[] = [];
    bot.bot.callbackQuery('yes', async (context) => {
      queries.push(context.callbackQuery.id);
      await context.answerCallbackQuery({ text: 'noted', show_alert: true });
      await context.editMessageText('thank you');
    });
    await poll(bot);
    const { message_id } = await bench.api.sendMessage(ada, 'sure?', {
      reply_markup: new InlineKeyboard().text('Yes', 'yes'),
    });
    const press = { as: ada, chatId: ada, messageId: message_id, data: 'yes' };
    expect(await bench.server.actions.pressButton.run(press)).toEqual({
      answered: true,
      text: 'noted',
      alert: true,
    });
    expect(await refusal(bench.api.answerCallbackQuery(queries[0] ?? ''))).toBe(
      '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
    await bench.server.actions.sendMessage.run({ as: ada, chatId: ada, text: 'ok' });
    expect(bench.server.view(ada).chats[0]?.messages.map((message) => message.text)).toContain('thank you');
    await expect(bench.server.actions.pressButton.run(press)).rejects.toThrow('no such button');
    expect(await refusal(bench.api.editMessageText(ada, message_id, 'thank you'))).toContain(
      'message is not modified',
    );
    expect(await refusal(bench.api.editMessageText(ada, 999, 'x'))).toBe(
      '400 Bad Request: message to edit not found',
    );
    const own = await bench.server.actions.sendMessage.run({ as: ada, chatId: ada, text: 'mine' });
    expect(await refusal(bench.api.editMessageText(ada, own.messageId, 'x'))).toBe(
      "400 Bad Request: message can't be edited",
    );
  });
});

describe('files', () => {
  it('come back byte for byte, by id, in albums, and from people', async () => {
    const bench = await started();
    const { api, server } = bench;
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10, 45, 45, 1]);
    const sent = await api.sendDocument(ada, new InputFile(bytes, 'Лекция 一.pdf'), { caption: 'read' });
    expect(sent.document).toMatchObject({
      file_name: 'Лекция 一.pdf',
      mime_type: 'application/pdf',
      file_size: bytes.length,
    });
    const fetchFile = async (fileId: string): Promise<Buffer> => {
      const { file_path } = await api.getFile(fileId);
      const answer = await fetch(`${server.url}/file/bot${token}/${file_path}`);
      return Buffer.from(await answer.arrayBuffer());
    };
    expect(await fetchFile(sent.document?.file_id ?? '')).toEqual(bytes);
    const photo = await api.sendPhoto(ada, new InputFile(png, 'dot.png'));
    expect(photo.photo).toMatchObject([{ width: 2, height: 3, file_size: png.length }]);
    const again = await api.sendPhoto(ada, photo.photo?.[0]?.file_id ?? '');
    expect(again.photo).toEqual(photo.photo);
    const album = await api.sendMediaGroup(ada, [
      InputMediaBuilder.document(sent.document?.file_id ?? ''),
      InputMediaBuilder.document(new InputFile(Buffer.from('two'), 'two.txt'), { caption: 'second' }),
    ]);
    expect(album).toMatchObject([
      { document: { file_name: 'Лекция 一.pdf' } },
      { caption: 'second', document: { file_name: 'two.txt' } },
    ]);
    const albums = Object.values(server.state().chats[ada]?.messages ?? {}).flatMap(
      (m) => m.mediaGroupId ?? [],
    );
    expect(albums).toEqual([albums[0], albums[0]]);
    await server.actions.sendDocument.run({
      as: ada,
      chatId: ada,
      fileName: 'homework.txt',
      dataBase64: Buffer.from('done').toString('base64'),
    });
    const update = (await api.getUpdates()).at(-1);
    expect((await fetchFile(update?.message?.document?.file_id ?? '')).toString()).toBe('done');
  });

  it('are refused when they are no picture, unknown or too big', async () => {
    const { api } = await started();
    const photo = new InputFile(Buffer.from('no picture'), 'a.png');
    expect(await refusal(api.sendPhoto(ada, photo))).toBe('400 Bad Request: IMAGE_PROCESS_FAILED');
    expect(await refusal(api.sendDocument(ada, 'nonsense'))).toContain('wrong file identifier');
    const big = new InputFile(Buffer.alloc(10 * 1024 * 1024 + 1), 'big.bin');
    expect(await refusal(api.sendDocument(ada, big))).toContain('file is too big');
  });
});

describe('commands', () => {
  it('are shown by scope and language', async () => {
    const bench = await openBench();
    const { api, server } = bench;
    const offered = (key: string, place: number): string[] =>
      server
        .view(id(key))
        .chats.find((chat) => chat.id === place)
        ?.botCommands.map((command) => command.description) ?? [];
    await api.setMyCommands([{ command: 'plans', description: 'Plans' }]);
    await api.setMyCommands([{ command: 'plans', description: '方案' }], { language_code: 'zh' });
    await api.setMyCommands([{ command: 'member', description: 'Look up' }], {
      scope: { type: 'all_chat_administrators' },
    });
    expect(offered('ada', ada)).toEqual(['Plans']);
    expect(offered('wei', id('wei'))).toEqual(['方案']);
    expect(offered('wei', lobbyId)).toEqual(['方案']);
    expect(offered('moyan', lobbyId)).toEqual(['Look up']);
    expect(await api.getMyCommands({ language_code: 'zh' })).toEqual([
      { command: 'plans', description: '方案' },
    ]);
    await api.deleteMyCommands({ language_code: 'zh' });
    expect(offered('wei', id('wei'))).toEqual(['Plans']);
    const bad = (command: string, language_code?: string): Promise<string> =>
      refusal(
        api.raw.setMyCommands({
          commands: [{ command, description: 'x' }],
          ...(language_code !== undefined && { language_code: language_code as 'zh' }),
        }),
      );
    expect(await bad('Plans')).toBe('400 Bad Request: BOT_COMMAND_INVALID');
    expect(await bad('plans', 'zh-CN')).toBe('400 Bad Request: invalid language code specified');
  });
});
