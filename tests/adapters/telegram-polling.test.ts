import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTelegramBot } from '#adapters/telegram';
import { commandLists } from '../../src/adapters/telegram/registration.js';
import { backoff } from '../../src/adapters/telegram/polling.js';
import {
  afterwards,
  answered,
  id,
  openBench,
  recordedEvents,
  scriptedDispatcher,
  startBot,
  testCommands,
  token,
  type Bench,
} from './telegram-bench.js';

const commandsOf = (heard: { kind: string }[]): unknown[] =>
  heard.map((one) => ('command' in one ? one.command : one.kind));

/** Resolves when `isSo` holds, asked whenever the server is called. */
async function until(bench: Bench, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    const before = bench.wire.length;
    await new Promise<void>((resolve) => {
      const look = (): void => void (bench.wire.length > before || isSo() ? resolve() : setImmediate(look));
      look();
    });
  }
}

describe('polling', () => {
  it('asks for every kind of update we need, by name', async () => {
    const bench = await openBench();
    const bot = await startBot(bench, {});
    await bench.says('ada', '/start');
    expect(bench.server.state().updates.allowed).toEqual([
      'message',
      'callback_query',
      'chat_member',
      'message_reaction',
      'my_chat_member',
      'chat_join_request',
    ]);
    expect(bot.ready()).toBe(true);
    await bot.stop();
    expect(bot.ready()).toBe(false);
  });

  it('handles nothing twice and nothing never over a restart, even when stopped in the middle of a batch', async () => {
    const bench = await openBench();
    const first = scriptedDispatcher(() => answered());
    const second = scriptedDispatcher(() => answered());
    await bench.server.actions.start.run({ as: id('ada'), payload: undefined });
    for (const said of ['/a', '/b', '/c', '/d', '/e']) await bench.says('ada', said);
    let stopped: Promise<void> | undefined;
    const bot = createTelegramBot({
      token,
      apiUrl: bench.server.url,
      dispatch: {
        ...first.dispatch,
        say(invocation) {
          if (invocation.command === 'b') stopped = bot.stop();
          return first.dispatch.say(invocation);
        },
      },
      events: recordedEvents().events,
      commands: testCommands,
      log: bench.log,
      mode: { kind: 'polling' },
    });
    await bot.start();
    await until(bench, () => stopped !== undefined);
    await stopped;
    await startBot(bench, { dispatch: second.dispatch });
    await bench.says('ada', '/f');
    const heard = [...commandsOf(first.heard), ...commandsOf(second.heard)];
    expect(heard).toEqual(['help', 'a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('lets nobody wait for the slow command of somebody else, and keeps one person in order', async () => {
    const bench = await openBench();
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { dispatch, heard } = scriptedDispatcher(() => answered());
    const patient: typeof dispatch = {
      ...dispatch,
      async say(invocation) {
        if (invocation.command === 'slow') await slow;
        return dispatch.say(invocation);
      },
    };
    for (const who of ['ada', 'ben'] as const)
      await bench.server.actions.start.run({ as: id(who), payload: undefined });
    await bench.says('ada', '/slow');
    await bench.says('ada', '/after');
    await bench.says('ben', '/quick');
    await startBot(bench, { dispatch: patient });
    await until(bench, () => commandsOf(heard).includes('quick'));
    expect(commandsOf(heard)).not.toContain('slow');
    release();
    await until(bench, () => commandsOf(heard).includes('after'));
    expect(commandsOf(heard).indexOf('slow')).toBeLessThan(commandsOf(heard).indexOf('after'));
  });

  it('goes on after one update that cannot be handled', async () => {
    const bench = await openBench();
    const { dispatch, heard } = scriptedDispatcher((one) => {
      if (one.kind === 'say' && one.command === 'bad') throw new Error(`a bug at ${token}`);
      return answered();
    });
    await startBot(bench, { dispatch });
    await bench.says('ada', '/start');
    await bench.says('ada', '/bad');
    await bench.says('ada', '/good');
    expect(commandsOf(heard)).toEqual(['help', 'bad', 'good']);
    expect(bench.logged.join()).not.toContain(token);
  });

  it.each(['500', 'reset', '429'] as const)('comes back after %s, with pauses', async (kind) => {
    const bench = await openBench();
    const { dispatch, heard } = scriptedDispatcher(() => answered());
    const fault = {
      match: { method: 'getUpdates' },
      times: 2,
      kind,
      ...(kind === '429' && { retryAfter: 1 }),
    };
    bench.server.actions.fault.run({
      ...fault,
      code: undefined,
      description: undefined,
      retryAfter: kind === '429' ? 1 : undefined,
    });
    const bot = await startBot(bench, { dispatch });
    await until(bench, () => bot.ready());
    await bench.says('ada', '/start');
    expect(commandsOf(heard)).toEqual(['help']);
    expect([1, 2, 3, 20].map(backoff)).toEqual([250, 500, 1000, 30_000]);
  });

  it('takes away a webhook that somebody left behind, also while it runs', async () => {
    const bench = await openBench();
    const bot = await startBot(bench, {});
    await until(bench, () => bot.ready());
    const call = await fetch(`${bench.server.url}/bot${token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/hook' }),
    });
    expect(call.status).toBe(200);
    await until(bench, () => bench.server.state().webhook === null && bot.ready());
    expect(bench.logged.join()).toContain('409');
  });

  it('waits for Telegram at the start, but not for a token that is wrong', async () => {
    const bench = await openBench();
    bench.server.actions.fault.run({
      match: { method: 'getMe' },
      times: 2,
      kind: 'reset',
      code: undefined,
      description: undefined,
      retryAfter: undefined,
    });
    await startBot(bench, {});
    expect(bench.calls('getMe')).toHaveLength(3);
    const parts = {
      dispatch: scriptedDispatcher(() => answered()).dispatch,
      events: recordedEvents().events,
    };
    const wrong = createTelegramBot({
      ...parts,
      token: '1:wrongwrongwrongwrongwrongwrongwrong',
      apiUrl: bench.server.url,
      commands: [],
      log: bench.log,
      mode: { kind: 'polling' },
    });
    await expect(wrong.start()).rejects.toThrow(/401/);
  });
});

describe('a webhook', () => {
  const secret = 'a-secret_of-ours';

  async function scene() {
    const bench = await openBench();
    const { dispatch, heard } = scriptedDispatcher(() => answered());
    const statuses: number[] = [];
    const http = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const header = request.headers['x-telegram-bot-api-secret-token'];
        void bot
          .handleWebhook(Buffer.concat(chunks), typeof header === 'string' ? header : undefined)
          .then((status) => {
            statuses.push(status);
            response.writeHead(status).end();
          });
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    afterwards(async () => void http.close());
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/webhooks/telegram`;
    const bot = createTelegramBot({
      token,
      apiUrl: bench.server.url,
      dispatch,
      events: recordedEvents().events,
      commands: testCommands,
      log: bench.log,
      mode: { kind: 'webhook', url, secret },
    });
    afterwards(() => bot.stop());
    return { bench, bot, heard, statuses };
  }

  it('takes what Telegram posts, and each update once', async () => {
    const { bench, bot, heard, statuses } = await scene();
    expect(bot.webhookPath).toBe('/webhooks/telegram');
    expect(bot.ready()).toBe(false);
    await bot.start();
    expect(bot.ready()).toBe(true);
    await bench.says('ada', '/start');
    await bench.says('ada', '/plans');
    expect(commandsOf(heard)).toEqual(['help', 'plans']);
    expect(statuses).toEqual([200, 200]);
    const update = {
      update_id: 7,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: id('ada'), type: 'private', first_name: 'Ada' },
        from: { id: id('ada'), is_bot: false, first_name: 'Ada' },
        text: '/link',
      },
    };
    const twice = [bot.handleWebhook(update, secret), bot.handleWebhook(JSON.stringify(update), secret)];
    expect(await Promise.all(twice)).toEqual([200, 200]);
    expect(commandsOf(heard)).toEqual(['help', 'plans', 'link']);
  });

  it('takes nothing without our secret', async () => {
    const { bot, heard, bench } = await scene();
    expect(await bot.handleWebhook({ update_id: 1 }, secret)).toBe(503);
    await bot.start();
    const update = { update_id: 1 };
    for (const wrong of [undefined, '', 'a', `${secret}x`, secret.slice(0, -1), secret.toUpperCase()])
      expect(await bot.handleWebhook(update, wrong)).toBe(401);
    for (const garbage of ['', 'null', '[]', '{', '{"update_id":"1"}', 7, null, undefined])
      expect(await bot.handleWebhook(garbage, secret)).toBe(400);
    expect(await bot.handleWebhook(update, secret)).toBe(200);
    expect(heard).toEqual([]);
    await bot.stop();
    expect(await bot.handleWebhook(update, secret)).toBe(503);
    expect(bench.server.state().webhook).not.toBeNull();
  });

  it('is not there when we poll', async () => {
    const bench = await openBench();
    const bot = await startBot(bench, {});
    expect(bot.webhookPath).toBeUndefined();
    expect(await bot.handleWebhook({ update_id: 1 }, secret)).toBe(404);
  });
});

describe('the lists of commands', () => {
  it('are set once for each language and scope, and then left alone', async () => {
    const bench = await openBench();
    const first = await startBot(bench, {});
    expect(bench.calls('setMyCommands')).toHaveLength(6);
    await first.stop();
    await startBot(bench, {});
    expect(bench.calls('setMyCommands')).toHaveLength(6);
    bench.server.state().bot.commands = {};
    await (await startBot(bench, {})).stop();
    expect(bench.calls('setMyCommands')).toHaveLength(12);
  });

  it('show each person what they can say, in their language', async () => {
    const bench = await openBench();
    await startBot(bench, {});
    const listFor = (key: string, chat = id(key)) =>
      bench.server.view(id(key)).chats.find((one) => one.id === chat)?.botCommands ?? [];
    const lobby = bench.server.view(id('olivia')).chats.find((one) => one.title === 'Lyceum Lobby')?.id ?? 0;
    expect(listFor('ada').map(({ command }) => command)).toEqual([
      'membership',
      'plans',
      'help',
      'link',
      'setup',
    ]);
    expect(listFor('ada', lobby).map(({ command }) => command)).toEqual(['plans', 'help', 'setup']);
    expect(listFor('olivia', lobby).map(({ command }) => command)).toEqual([
      'plans',
      'help',
      'setup',
      'grant',
      'plan',
    ]);
    expect(listFor('wei').map(({ command }) => command)).toEqual(
      listFor('ada').map(({ command }) => command),
    );
    expect(listFor('wei')[0]?.description).toMatch(/\p{Script=Han}/u);
  });

  it('keep to what Telegram allows', () => {
    for (const { commands } of commandLists(testCommands)) {
      for (const { command, description } of commands) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(256);
      }
    }
  });
});
