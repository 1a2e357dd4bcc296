import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTelegramPlatform } from '#adapters/telegram';
import type { PostAddress, Poster } from '#domain/drops';
import { lesson, longBody, postButtons, readButton } from './lessons.js';
import {
  afterwards,
  answered,
  botId,
  botName,
  chatId,
  keptLog,
  lobbyId,
  openBench,
  token,
} from './telegram-bench.js';

const lobby: PostAddress = { spaceId: String(lobbyId), externalId: String(lobbyId), kind: 'chat' };
const alone = { thread: false };
const ago = { days: 3 * 24 * 3_600 };

async function scene(buttons = postButtons) {
  const bench = await openBench();
  const moved: string[] = [];
  const platform = createTelegramPlatform({
    token,
    apiUrl: bench.server.url,
    draw: () => Promise.resolve(answered()),
    postButtons: buttons,
    log: bench.log,
    onMigrated: async (from, to) => void moved.push(from, to),
  });
  afterwards(() => platform.stop());
  bench.server.actions.limits.run({ relaxed: true });
  const posts = () => bench.reads('ada', lobbyId).filter((each) => each.from?.id === botId);
  const fault = (method: string, code: number, description: string, times = 1) =>
    bench.server.actions.fault.run({ match: { method }, times, kind: 'code', code, description });
  return { bench, poster: platform.poster, posts, fault, moved };
}

function sent(result: Awaited<ReturnType<Poster['post']>>) {
  if (result.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(result)}`);
  return result;
}

describe('a lesson in a group', () => {
  it('says what it is, shows its text, and leads into the private chat', async () => {
    const { poster, posts } = await scene();
    const body = 'Hello @olivia_stone, see **this**.';
    const { messageId } = sent(await poster.post(lobby, lesson({ body }), 0, 'key', alone));
    const [post] = posts();
    expect(String(post?.message_id)).toBe(messageId);
    expect(post?.text).toMatch(
      /^📘 Quiet photography\nFinding the light\n\nHello @.olivia_stone, see this\.\n\n⏱ about 8 minutes$/,
    );
    expect(post?.entities?.map(({ type }) => type)).toEqual(['bold', 'bold']);
    expect(post?.reply_markup?.inline_keyboard).toEqual([
      [{ text: 'Read', url: `https://t.me/${botName}?start=b-${readButton}` }],
    ]);
  });

  it('is told in the language of the community', async () => {
    const { poster, posts } = await scene();
    await poster.post(lobby, lesson({ locale: 'zh-CN', courseTitle: '静物摄影' }), 0, 'key', alone);
    expect(posts()[0]?.text).toMatch(/^📘 静物摄影\n.*⏱ 约 8 分钟$/s);
    expect(posts()[0]?.reply_markup?.inline_keyboard[0]?.[0]?.text).toBe('阅读');
  });

  it('takes as many messages as it is long, the last of which has the button', async () => {
    const { poster, posts } = await scene();
    const content = lesson({ body: longBody, whole: true });
    const parts = poster.parts(content);
    expect(parts).toBeGreaterThan(2);
    for (let part = 0; part < parts; part += 1) sent(await poster.post(lobby, content, part, 'key', alone));
    expect(posts().map((each) => each.reply_markup === undefined)).toEqual(
      Array.from({ length: parts }, (_, at) => at < parts - 1),
    );
    expect(posts()[0]?.text?.endsWith(`1/${parts}`)).toBe(true);
    expect(posts().at(-1)?.text?.endsWith(`⏱ about 8 minutes · ${parts}/${parts}`)).toBe(true);
    expect(poster.parts({ ...content, whole: false })).toBe(1);
  });

  it('names a picture that Telegram cannot fetch, and where it is', async () => {
    const { poster, posts, bench } = await scene();
    const url = 'https://files.example/lamp.png';
    const content = lesson({ body: 'Look:\n\n![A lamp](lamp.png)', pictures: { 'lamp.png': url } });
    sent(await poster.post(lobby, content, 0, 'key', alone));
    expect(bench.calls('sendPhoto')).toHaveLength(1);
    const [post] = posts();
    expect(post?.text).toContain('🖼 A lamp');
    expect(post?.entities).toContainEqual(expect.objectContaining({ type: 'text_link', url }));
  });

  it('is not begun while its buttons cannot be made', async () => {
    const { poster, bench } = await scene(() => Promise.reject(new Error('the database is away')));
    expect(await poster.post(lobby, lesson(), 0, 'key', alone)).toMatchObject({ kind: 'retry' });
    expect(bench.calls('sendMessage')).toHaveLength(0);
    expect(poster.dedupeMs).toBe(0);
    expect(poster.find).toBeUndefined();
  });
});

describe('what was posted', () => {
  it('is changed in its place, and that it says so already is fine', async () => {
    const { poster, posts } = await scene();
    const { messageId } = sent(await poster.post(lobby, lesson(), 0, 'key', alone));
    const changed = lesson({ body: 'New words.' });
    expect(await poster.edit(lobby, messageId, changed, 0)).toEqual({
      kind: 'sent',
      messageId,
      threadId: null,
    });
    expect(await poster.edit(lobby, messageId, changed, 0)).toMatchObject({ kind: 'sent' });
    expect(posts()).toHaveLength(1);
    expect(posts()[0]?.text).toContain('New words.');
    expect(posts()[0]?.reply_markup?.inline_keyboard).toHaveLength(1);
  });

  it('is taken back, and gone is gone', async () => {
    const { poster, posts } = await scene();
    const { messageId } = sent(await poster.post(lobby, lesson(), 0, 'key', alone));
    expect(await poster.withdraw(lobby, messageId, null)).toEqual({ kind: 'gone' });
    expect(posts()).toHaveLength(0);
    expect(await poster.withdraw(lobby, messageId, null)).toEqual({ kind: 'gone' });
    expect(await poster.edit(lobby, messageId, lesson(), 0)).toEqual({ kind: 'gone' });
  });

  it('says that it was taken back where it is too old to be removed', async () => {
    const { poster, posts, bench } = await scene();
    const { messageId } = sent(await poster.post(lobby, lesson(), 0, 'key', alone));
    const chat = bench.server.state().chats[lobbyId];
    const own = chat?.members[botId];
    const message = chat?.messages[Number(messageId)];
    if (own?.status !== 'administrator' || !message) throw new Error('nothing to age');
    own.rights.can_delete_messages = false;
    message.date -= ago.days;
    expect(await poster.withdraw(lobby, messageId, null)).toEqual({ kind: 'gone' });
    expect(posts()[0]?.text).toBe('This lesson was taken back.\n这节课已撤回。');
    expect(posts()[0]?.reply_markup).toBeUndefined();
    expect(await poster.withdraw(lobby, messageId, null)).toEqual({ kind: 'gone' });
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'Forbidden: bot was kicked from the supergroup chat', { kind: 'refused', code: 'space_gone' }],
    [400, 'Bad Request: chat not found', { kind: 'refused', code: 'space_gone' }],
    [
      400,
      'Bad Request: not enough rights to send text messages to the chat',
      { kind: 'refused', code: 'bot_no_post' },
    ],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', { kind: 'refused', code: 'bot_no_post' }],
    [400, 'Bad Request: message is too long', { kind: 'refused', code: 'unknown' }],
    [401, 'Unauthorized', { kind: 'retry', afterMs: 600_000 }],
    [502, 'Bad Gateway', { kind: 'unknown', reason: 'telegram_502' }],
  ])('%i %s', async (code, description, expected) => {
    const { poster, bench, fault } = await scene();
    fault('sendMessage', code, description);
    expect(await poster.post(lobby, lesson(), 0, 'key', alone)).toEqual(expected);
    expect(bench.calls('sendMessage')).toHaveLength(1);
  });

  it('is told when it is only a pause', async () => {
    const { poster, bench } = await scene();
    bench.server.actions.fault.run({
      match: { method: 'sendMessage' },
      times: 1,
      kind: '429',
      retryAfter: 12,
    });
    expect(await poster.post(lobby, lesson(), 0, 'key', alone)).toEqual({ kind: 'retry', afterMs: 12_000 });
  });
});

describe('where the bot may post', () => {
  it('is the group itself, with what is missing', async () => {
    const { poster, bench } = await scene();
    expect(await poster.candidates(String(chatId))).toEqual([
      { externalId: String(chatId), title: 'Lyceum Members', kind: 'chat', problem: null },
    ]);
    const chat = bench.server.state().chats[lobbyId];
    if (!chat) throw new Error('no lobby');
    chat.members[botId] = { status: 'member', since: 1 };
    expect(await poster.candidates(String(lobbyId))).toMatchObject([{ problem: null }]);
    chat.permissions.can_send_messages = false;
    expect(await poster.candidates(String(lobbyId))).toMatchObject([{ problem: 'bot_no_post' }]);
    expect(await poster.candidates('-1009999999999')).toEqual([]);
  });

  it('is also the channel that the group discusses, where we may post there', async () => {
    const channel = -1009000000001;
    const me = { id: botId, is_bot: true, first_name: 'Lyceum' };
    let right = false;
    const answers: Record<string, (chat: number) => unknown> = {
      getChat: (chat) =>
        chat === channel
          ? { id: chat, type: 'channel', title: 'News' }
          : { id: chat, type: 'supergroup', title: 'Members', permissions: {}, linked_chat_id: channel },
      getChatMember: () => ({ status: 'administrator', user: me, can_post_messages: right }),
    };
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { chat_id: chat } = JSON.parse(Buffer.concat(chunks).toString()) as { chat_id: number };
      const result = answers[request.url?.split('/').at(-1) ?? '']?.(chat);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: true, result }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(async () => void server.close());
    const platform = createTelegramPlatform({
      token,
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      draw: () => Promise.resolve(answered()),
      postButtons,
      log: keptLog().log,
    });
    afterwards(() => platform.stop());
    const news = { externalId: String(channel), title: 'News', kind: 'chat' };
    expect((await platform.poster.candidates(String(chatId))).at(-1)).toEqual({
      ...news,
      problem: 'bot_no_post',
    });
    right = true;
    expect((await platform.poster.candidates(String(chatId))).at(-1)).toEqual({ ...news, problem: null });
  });
});
