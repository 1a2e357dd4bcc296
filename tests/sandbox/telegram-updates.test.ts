import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Bot, webhookCallback } from 'grammy';
import { describe, expect, it } from 'vitest';
import {
  afterwards,
  botId,
  id,
  listener,
  lobbyId,
  openBench,
  poll,
  refusal,
  token,
} from './telegram-bench.js';

describe('long polling', () => {
  it('hands a message over and says when the bot confirmed it', async () => {
    const bench = await openBench();
    const bot = listener(bench);
    bot.bot.command('start', (context) => context.reply(`welcome ${context.match}`));
    await poll(bot);
    const sent = await bench.server.actions.start.run({ as: id('ada'), payload: 'gift' });
    expect(sent.delivered).toBe(true);
    const message = await bot.next('message');
    expect(message.text).toBe('/start gift');
    expect(message.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }]);
    const texts = bench.server.view(id('ada')).chats[0]?.messages.map((shown) => shown.text);
    expect(texts).toEqual(['/start gift', 'welcome gift']);
    expect(bench.server.state().updates.pending).toEqual([]);
  });

  it('does not claim delivery when nobody fetches updates, and keeps them for a day', async () => {
    const bench = await openBench();
    const sent = await bench.server.actions.start.run({ as: id('ada') });
    expect(sent.delivered).toBe(false);
    bench.clock.forward(3600);
    const later = await bench.server.actions.sendMessage.run({ as: id('ada'), chatId: lobbyId, text: 'hi' });
    expect((await bench.api.getUpdates()).map((update) => update.message?.text)).toEqual(['/start', 'hi']);
    bench.clock.forward(23 * 3600 + 1);
    const left = await bench.api.getUpdates();
    expect(left.map((update) => update.message?.message_id)).toEqual([later.messageId]);
  });

  it('confirms by offset, limits, and forgets from the front with a negative offset', async () => {
    const bench = await openBench();
    for (const text of ['one', 'two', 'three'])
      await bench.server.actions.sendMessage.run({ as: id('ada'), chatId: lobbyId, text });
    const first = await bench.api.getUpdates({ limit: 1 });
    expect(first.map((update) => update.message?.text)).toEqual(['one']);
    const rest = await bench.api.getUpdates({ offset: (first[0]?.update_id ?? 0) + 1 });
    expect(rest.map((update) => update.message?.text)).toEqual(['two', 'three']);
    const last = await bench.api.getUpdates({ offset: -1 });
    expect(last.map((update) => update.message?.text)).toEqual(['three']);
    expect(bench.server.state().updates.pending).toHaveLength(1);
  });

  it('sends chat_member only to who asked for it', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    await bench.api.getUpdates();
    actions.leaveChat.run({ as: id('ben'), chatId: lobbyId });
    const kinds = (await bench.api.getUpdates()).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(['message']);
    await bench.api.getUpdates({ offset: -1, allowed_updates: ['chat_member'] });
    actions.addMember.run({ as: id('olivia'), chatId: lobbyId, userId: id('ben') });
    const asked = await bench.api.getUpdates({ offset: 0 });
    expect(asked.at(-1)?.chat_member).toMatchObject({
      from: { id: id('olivia') },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { id: id('ben') } },
    });
  });

  it('serves one of two pollers and throws the other out with 409', async () => {
    const bench = await openBench();
    const polls = [1, 2].map(() => bench.api.getUpdates({ timeout: 50 }));
    const [first] = await Promise.allSettled([Promise.race(polls)]);
    expect(first).toMatchObject({
      status: 'rejected',
      reason: {
        error_code: 409,
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    });
    void bench.server.actions.sendMessage.run({ as: id('ada'), chatId: lobbyId, text: 'hi' });
    const results = await Promise.allSettled(polls);
    const served = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    expect(served.map((update) => update.message?.text)).toEqual(['hi']);
  });
});

interface Hook {
  url: string;
  headers: (string | undefined)[];
  failNext(times: number): void;
}

async function openHook(bot: Bot): Promise<Hook> {
  const headers: (string | undefined)[] = [];
  let failures = 0;
  const handle = webhookCallback(bot, 'http', { secretToken: 'hush' });
  const http = createServer((request, response) => {
    headers.push(request.headers['x-telegram-bot-api-secret-token'] as string | undefined);
    if (failures > 0) {
      failures -= 1;
      response.writeHead(500).end();
    } else void handle(request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  afterwards(async () => {
    http.closeAllConnections();
    http.close();
    await once(http, 'close');
  });
  const { port } = http.address() as AddressInfo;
  const failNext = (times: number): void => {
    failures = times;
  };
  return { url: `http://127.0.0.1:${port}/hook`, headers, failNext };
}

describe('webhook', () => {
  it('pushes with the secret, tries again after a failure, and refuses getUpdates meanwhile', async () => {
    const bench = await openBench({ webhookRetryMs: 1 });
    const bot = listener(bench);
    bot.bot.command('start', (context) => context.reply('welcome'));
    await bot.bot.init();
    const hook = await openHook(bot.bot);
    await bench.api.setWebhook(hook.url, { secret_token: 'hush' });
    hook.failNext(2);
    const sent = await bench.server.actions.start.run({ as: id('wei') });
    expect(sent.delivered).toBe(true);
    expect(bot.seen).toHaveLength(1);
    expect(hook.headers).toEqual(['hush', 'hush', 'hush']);
    expect(bench.server.view(id('wei')).chats[0]?.messages.map((shown) => shown.text)).toEqual([
      '/start',
      'welcome',
    ]);
    const info = await bench.api.getWebhookInfo();
    expect(info).toMatchObject({ url: hook.url, pending_update_count: 0 });
    expect(info.last_error_message).toBe('Wrong response from the webhook: 500 Internal Server Error');
    expect(await refusal(bench.api.getUpdates())).toContain(
      "409 Conflict: can't use getUpdates method while webhook",
    );
    await bench.api.deleteWebhook();
    expect((await bench.api.getWebhookInfo()).url).toBe('');
    expect(await bench.api.getUpdates()).toEqual([]);
    expect(bench.wire.filter((entry) => entry.direction === 'out').map((entry) => entry.status)).toEqual([
      500, 500, 200,
    ]);
  });

  it('delivers what waited before the webhook was set, and a call in the answer is carried out', async () => {
    const bench = await openBench();
    await bench.server.actions.start.run({ as: id('ada') });
    const client = { ...bench.config.client, canUseWebhookReply: () => true };
    const bot = new Bot(token, { ...bench.config, client });
    bot.on('message', (context) => context.reply(`you said ${context.msg.text}`));
    await bot.init();
    const hook = await openHook(bot);
    await bench.api.setWebhook(hook.url, { secret_token: 'hush' });
    const again = await bench.server.actions.sendMessage.run({
      as: id('ada'),
      chatId: id('ada'),
      text: 'again',
    });
    expect(again.delivered).toBe(true);
    const texts = bench.server.view(id('ada')).chats[0]?.messages.map((shown) => shown.text);
    expect(texts?.toSorted()).toEqual(['/start', 'again', 'you said /start', 'you said again']);
  });

  it('calls nothing outside the machine', async () => {
    const bench = await openBench();
    expect(await refusal(bench.api.setWebhook('https://example.com/hook'))).toContain(
      '400 Bad Request: bad webhook',
    );
    expect(
      await refusal(bench.api.setWebhook('http://127.0.0.1:1/x', { secret_token: 'no spaces' })),
    ).toContain('secret token contains unallowed characters');
  });
});

describe('the door', () => {
  it('knows its token, its methods in any case, and every kind of body', async () => {
    const { server } = await openBench();
    const base = `${server.url}/bot${token}`;
    const call = async (url: string, init?: RequestInit): Promise<[number, unknown]> => {
      const answer = await fetch(url, init);
      return [answer.status, await answer.json()];
    };
    const failure = (code: number, description: string) => [
      code,
      { ok: false, error_code: code, description },
    ];
    expect(await call(`${server.url}/bot1:wrong/getMe`)).toEqual(failure(401, 'Unauthorized'));
    expect(await call(`${server.url}/bot/getMe`)).toEqual(failure(404, 'Not Found'));
    expect(await call(`${base}/getNothing`)).toEqual(failure(404, 'Not Found: method not found'));
    expect((await call(`${base}/GETME`))[1]).toMatchObject({ ok: true, result: { id: botId, is_bot: true } });
    const words = { chat_id: String(lobbyId), text: 'hello' };
    const form = new FormData();
    for (const [name, value] of Object.entries(words)) form.set(name, value);
    const bodies: [string, RequestInit?][] = [
      [`${base}/sendMessage?${new URLSearchParams(words).toString()}`],
      [`${base}/sendMessage`, { method: 'POST', body: new URLSearchParams(words) }],
      [`${base}/sendMessage`, { method: 'POST', body: form }],
      [
        `${base}/sendMessage`,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(words) },
      ],
    ];
    for (const [url, init] of bodies)
      expect(await call(url, init)).toMatchObject([200, { result: { text: 'hello' } }]);
  });

  it('logs exchanges without the token and without empty polls', async () => {
    const bench = await openBench();
    await bench.api.getUpdates();
    await bench.api.sendMessage(lobbyId, 'hello');
    expect(bench.wire).toHaveLength(1);
    expect(bench.wire[0]).toMatchObject({
      platform: 'telegram',
      direction: 'in',
      path: '/bot<token>/sendMessage',
      status: 200,
      body: { chat_id: lobbyId, text: 'hello' },
    });
    expect(JSON.stringify(bench.wire)).not.toContain(token);
  });
});
