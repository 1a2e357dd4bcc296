import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '#app/config';
import { run, type Running } from '#app/run';
import { seedDemo } from '#app/seed';
import { silentLog as log } from '#kernel/log';
import { demo, person } from '../_support/product.js';
import { startSandbox, type Sandbox } from '#sandbox';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { snapshot } from './snapshot.js';

type Sent = Record<string, string> | [string, string][];

/** The program as an owner runs it, with real tokens, towards platforms that run by themselves. */
let sandbox: Sandbox;
let data: TestDatabase;
let home: string;
let running: Running;
beforeAll(async () => {
  sandbox = await startSandbox({ log });
  data = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'lyceum-live-'));
  running = await run(parseConfig(settings()), { bot: true, worker: true }, log);
  await seedDemo(running.app.rooms);
});
afterAll(async () => {
  await running.stop();
  await sandbox.close();
  await data.close();
  await rm(home, { recursive: true });
});

function settings(change: Record<string, string> = {}): Record<string, string> {
  return {
    DATABASE_URL: data.url,
    DATA_DIR: home,
    HTTP_HOST: '0.0.0.0',
    HTTP_PORT: '0',
    // Nobody listens there: what Telegram says is said by hand below.
    PUBLIC_URL: 'https://localhost:9443',
    DISCORD_TOKEN: demo.discord.token,
    DISCORD_API_URL: `${sandbox.discord.url}/api`,
    TELEGRAM_TOKEN: demo.telegram.token,
    TELEGRAM_API_URL: sandbox.telegram.url,
    TELEGRAM_WEBHOOK: 'true',
    STRIPE_SECRET_KEY: demo.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: demo.stripe.webhookSecret,
    STRIPE_API_URL: sandbox.stripe.url,
    ...change,
  };
}

const addresses = ['127.0.0.1', ...Object.values(networkInterfaces()).flat()]
  .map((one) => (typeof one === 'object' ? one : { address: one, family: 'IPv4' }))
  .filter(({ family }) => family === 'IPv4')
  .map(({ address }) => address ?? '');

describe('with real tokens', () => {
  it.each([
    '/sandbox',
    '/sandbox/',
    '/sandbox/index.html',
    '/sandbox/api',
    '/sandbox/api/about',
    '/sandbox/api/state?as=1',
    '/sandbox/api/wire',
    '/sandbox/api/stream',
    '/sandbox/api/clock',
    '/sandbox/api/clock/advance',
    '/sandbox/api/reset',
    '/sandbox/api/discord/runCommand',
    '/sandbox/api/telegram/sendMessage',
    '/sandbox/api/stripe/payCheckout',
  ])('%s is not there, wherever it is asked for', async (path) => {
    const { port } = new URL(running.url);
    for (const address of addresses) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const answer = await fetch(`http://${address}:${port}${path}`, { method });
        expect([address, method, answer.status]).toEqual([address, method, 404]);
      }
    }
  });

  it('no address of the sandbox is given out', () => {
    expect(running.sandboxUrl).toBeUndefined();
  });
});

describe('Telegram’s webhook', () => {
  const secret = () => sandbox.telegram.state().webhook?.secret ?? '';
  let updates = 900_000_000;
  const update = (text = '/help') => {
    const ada = person('ada');
    const from = { id: ada.telegramId, is_bot: false, first_name: ada.name, language_code: 'en' };
    const chat = { id: ada.telegramId, type: 'private', first_name: ada.name };
    updates += 1;
    return { update_id: updates, message: { message_id: updates, date: 1_790_000_000, from, chat, text } };
  };
  const post = (body: string, headers: Sent = {}) =>
    fetch(`${running.url}/webhooks/telegram`, {
      method: 'POST',
      body,
      headers: [['content-type', 'application/json'], ...new Headers(headers)],
    });
  const wire = () =>
    sandbox.wire.after(0).filter(({ platform, path }) => platform === 'telegram' && /sendMessage/.test(path));

  it('takes an update from whoever knows the secret, and from nobody else', async () => {
    expect(secret()).toMatch(/^[0-9a-f]{64}$/);
    const right = secret();
    const name = 'x-telegram-bot-api-secret-token';
    const wrong: [string, Sent][] = [
      ['none', {}],
      ['an empty one', { [name]: '' }],
      ['another', { [name]: 'f'.repeat(64) }],
      ['a part', { [name]: right.slice(0, -1) }],
      ['more than it', { [name]: `${right}0` }],
      ['in capitals', { [name]: right.toUpperCase() }],
      [
        'twice',
        [
          [name, right],
          [name, right],
        ],
      ],
      ['under another name', { authorization: `Bearer ${right}`, 'x-telegram-secret': right }],
      ['the bot token', { [name]: demo.telegram.token }],
    ];
    const before = wire().length;
    for (const [what, headers] of wrong) {
      expect([what, (await post(JSON.stringify(update()), headers)).status]).toEqual([what, 401]);
      // Not even what is no update is looked at.
      expect([what, (await post('{"update_id":', headers)).status]).toEqual([what, 401]);
    }
    expect(wire().length).toBe(before);
    expect((await post(JSON.stringify(update()), { [name]: right })).status).toBe(200);
    expect(wire().length).toBe(before + 1);
    // The same update once more is no second one.
    const again = JSON.stringify(update());
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(again, { [name]: right })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(wire().length).toBe(before + 2);
  });

  it.each([
    ['', 400],
    ['{', 400],
    ['null', 400],
    ['[]', 400],
    ['{"update_id":"7"}', 400],
    ['{"update_id":1e400}', 400],
    ['{"update_id":7.5}', 400],
    ['{"__proto__":{"update_id":7}}', 400],
    ['['.repeat(20_000), 400],
    ['{"update_id":800000001,"message":null}', 200],
    ['{"update_id":800000002,"message":{"text":{"$ne":""}}}', 200],
    ['{"update_id":800000003,"callback_query":{"id":7,"data":"b:x"}}', 200],
    [
      '{"update_id":800000004,"message":{"message_id":1,"from":{"id":"x"},"chat":{"id":{}},"text":"/help"}}',
      200,
    ],
    ['{"update_id":800000005,"chat_join_request":{"from":{},"chat":{}}}', 200],
    ['{"update_id":800000006,"__proto__":{"message":{}},"constructor":{"prototype":{"polluted":1}}}', 200],
    [`{"update_id":800000007,"a":"${'x'.repeat(300_000)}"}`, 413],
  ])('survives %.60s', async (body, status) => {
    const answer = await post(body, { 'x-telegram-bot-api-secret-token': secret() });
    expect(answer.status).toBe(status);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
  });
});

describe('a database', () => {
  const start = (given: Record<string, string>) => run(parseConfig(given), { bot: true, worker: true }, log);

  it('of real platforms is refused by the sandbox, whose reset would empty it', async () => {
    const before = await snapshot(data);
    const sandboxed = { DATABASE_URL: data.url, DATA_DIR: home, HTTP_PORT: '0' };
    await expect(start(sandboxed)).rejects.toThrow(/filled with a Stripe key of test mode/);
    expect(await snapshot(data)).toEqual(before);
  });

  it('of test mode is refused with a live key, which would find that everybody’s payments ended', async () => {
    const before = await snapshot(data);
    const live = settings({ STRIPE_SECRET_KEY: 'sk_live_0123456789abcdef' });
    await expect(start(live)).rejects.toThrow(/now the settings say a live Stripe key/);
    expect(await snapshot(data)).toEqual(before);
  });

  it('that was filled before anybody marked it is refused by the sandbox too', async () => {
    const other = await testDatabase();
    try {
      await other.database.unscoped.community.create({ data: { name: 'Real', createdAt: new Date() } });
      const sandboxed = { DATABASE_URL: other.url, DATA_DIR: home, HTTP_PORT: '0' };
      await expect(start(sandboxed)).rejects.toThrow(/filled with real communities/);
      expect(await other.database.unscoped.community.count()).toBe(1);
    } finally {
      await other.close();
    }
  });
});
