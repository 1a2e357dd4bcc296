import { describe, expect, it } from 'vitest';
import { createPauses, createTelegramPlatform } from '#adapters/telegram';
import type { Answer } from '#contracts';
import type { DirectMessage } from '#domain/delivery';
import { afterwards, answered, id, literal, openBench, token } from './telegram-bench.js';

function message(key = 'ada'): DirectMessage {
  return {
    to: String(id(key)),
    kind: 'welcome',
    values: {},
    locale: 'en',
    timeZone: 'UTC',
    communityId: 'c',
    communityName: 'Demo',
    memberId: 'm',
    nonce: 'n',
  };
}

async function scene(
  draw: (message: DirectMessage) => Promise<Answer> = () => Promise.resolve(answered('hello')),
) {
  const bench = await openBench();
  const platform = createTelegramPlatform({
    token,
    apiUrl: bench.server.url,
    draw,
    postButtons: async () => [],
    log: bench.log,
  });
  afterwards(() => platform.stop());
  await bench.server.actions.start.run({ as: id('ada'), payload: undefined });
  return { bench, sender: platform.sender, platform };
}

const sentTo = (bench: Awaited<ReturnType<typeof openBench>>): (string | undefined)[] =>
  bench.reads('ada').flatMap((one) => (one.isMine ? [] : [one.text]));

describe('a direct message', () => {
  it('arrives, with what is needed to find it again', async () => {
    const { bench, sender } = await scene();
    const result = await sender.send(message());
    const last = bench.reads('ada').at(-1);
    expect(last).toMatchObject({ text: 'hello', isMine: false });
    expect(result).toEqual({ kind: 'sent', chat: String(id('ada')), messageId: String(last?.message_id) });
    expect(sender.dedupeMs).toBe(0);
    expect(sender.find).toBeUndefined();
  });

  it('does not reach somebody who never pressed Start, or blocked us', async () => {
    const { bench, sender } = await scene();
    expect(await sender.send(message('ben'))).toEqual({ kind: 'closed', code: 'not_started' });
    await bench.server.actions.blockBot.run({ as: id('ada') });
    expect(await sender.send(message())).toEqual({ kind: 'closed', code: 'bot_blocked' });
    expect(await sender.send({ ...message(), to: '1' })).toEqual({ kind: 'closed', code: 'not_started' });
  });

  it.each([
    [403, 'Forbidden: user is deactivated', { kind: 'closed', code: 'account_gone' }],
    [403, "Forbidden: bot can't initiate conversation with a user", { kind: 'closed', code: 'not_started' }],
    [403, 'Forbidden: something new', { kind: 'closed', code: 'dm_closed' }],
    [400, 'Bad Request: chat not found', { kind: 'closed', code: 'not_started' }],
    [400, 'Bad Request: message is too long', { kind: 'refused', code: 'unknown' }],
    [401, 'Unauthorized', { kind: 'platform_closed', afterMs: 600_000, code: 'bot_token' }],
    [502, 'Bad Gateway', { kind: 'unknown', reason: 'telegram_502' }],
  ])('%s %s', async (code, description, expected) => {
    const { bench, sender } = await scene();
    bench.server.actions.fault.run({
      match: { method: 'sendMessage' },
      times: 1,
      kind: 'code',
      code,
      description,
    });
    expect(await sender.send(message())).toEqual(expected);
    expect(bench.calls('sendMessage')).toHaveLength(1);
  });

  it('is told how long to wait, and sends nothing by itself', async () => {
    const { bench, sender } = await scene();
    bench.server.actions.fault.run({
      match: { method: 'sendMessage' },
      times: 1,
      kind: '429',
      retryAfter: 12,
    });
    expect(await sender.send(message())).toEqual({ kind: 'retry', afterMs: 12_000 });
    expect(bench.calls('sendMessage')).toHaveLength(1);
    expect(sentTo(bench)).toEqual([]);
  });

  it('is not tried in a chat that is to be left alone, by nobody in this process', async () => {
    const bench = await openBench();
    let now = 0;
    const pauses = createPauses(() => now);
    const draw = () => Promise.resolve(answered('hello'));
    const postButtons = async () => [];
    const given = { token, apiUrl: bench.server.url, draw, postButtons, log: bench.log, pauses };
    const [one, other] = [createTelegramPlatform(given), createTelegramPlatform(given)];
    afterwards(() => Promise.all([one.stop(), other.stop()]).then(() => undefined));
    for (const as of ['ada', 'wei']) {
      await bench.server.actions.start.run({ as: id(as), payload: undefined });
    }
    bench.server.actions.fault.run({
      match: { method: 'sendMessage' },
      times: 1,
      kind: '429',
      retryAfter: 12,
    });
    // Both at once: the second is not sent before the first is answered.
    expect(await Promise.all([one, other].map(({ sender }) => sender.send(message())))).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'retry', afterMs: 12_000 })),
    );
    now += 4_500;
    expect(await other.sender.send(message())).toEqual({ kind: 'retry', afterMs: 8_000 });
    expect(bench.calls('sendMessage')).toHaveLength(1);
    expect(await other.sender.send(message('wei'))).toMatchObject({ kind: 'sent' });
    now += 7_500;
    expect(await other.sender.send(message())).toMatchObject({ kind: 'sent' });
  });

  it.each(['500', '500-after', 'reset'] as const)(
    'is uncertain after %s, and not tried again',
    async (kind) => {
      const { bench, sender } = await scene();
      bench.server.actions.fault.run({ match: { method: 'sendMessage' }, times: 1, kind });
      expect(await sender.send(message())).toMatchObject({ kind: 'unknown' });
      expect(bench.calls('sendMessage')).toHaveLength(1);
      expect(sentTo(bench)).toHaveLength(kind === '500-after' ? 1 : 0);
    },
  );

  it('can be tried again when nobody listened at all', async () => {
    const { bench, sender } = await scene();
    await bench.server.close();
    expect(await sender.send(message())).toEqual({ kind: 'retry', afterMs: 5_000 });
  });

  it('is uncertain when only a part of it arrived', async () => {
    const long = answered('', { reply: { body: [literal(`${'x'.repeat(80)}\n`.repeat(80))], buttons: [] } });
    const { bench, sender } = await scene(() => Promise.resolve(long));
    bench.server.actions.fault.run({ match: { method: 'getMe' }, times: 1, kind: '500' });
    const whole = await sender.send(message());
    expect(whole).toMatchObject({ kind: 'sent', messageId: String(bench.reads('ada').at(-1)?.message_id) });
    expect(sentTo(bench)).toHaveLength(2);
  });

  it('keeps its words when Telegram does not like a link in it', async () => {
    const pay = answered('', {
      reply: {
        title: literal('Pay'),
        body: [literal('please')],
        buttons: [
          [
            { label: literal('Pay'), url: 'http://localhost:1/pay' },
            { label: literal('Why?'), token: 't'.repeat(22), style: 'plain' },
          ],
        ],
      },
    });
    const { bench, sender } = await scene(() => Promise.resolve(pay));
    expect(await sender.send(message())).toMatchObject({ kind: 'sent' });
    const last = bench.reads('ada').at(-1);
    expect(last?.text).toBe('Pay\n\nplease');
    expect(last?.reply_markup?.inline_keyboard.flat().map((button) => button.text)).toEqual(['Why?']);
  });

  it('waits when it cannot be drawn, because nothing was sent', async () => {
    const { sender, bench } = await scene(() => Promise.reject(new Error(`no database ${token}`)));
    expect(await sender.send(message())).toEqual({ kind: 'retry', afterMs: 60_000 });
    expect(bench.logged.join()).toContain('could not be drawn');
    expect(bench.logged.join()).not.toContain(token);
  });

  it('carries pictures, files and buttons', async () => {
    const picture = { name: 'a.png', data: onePixel, alt: literal('a chart') };
    const file = { name: 'a.csv', type: 'text/csv', data: new TextEncoder().encode('a,b') };
    const buttons = [[{ label: literal('Why?'), token: 't'.repeat(22), style: 'danger' as const }]];
    const { bench, sender } = await scene(() =>
      Promise.resolve(answered('', { reply: { picture, file, buttons } })),
    );
    expect(await sender.send(message())).toMatchObject({ kind: 'sent' });
    const [photo, document] = bench.reads('ada').slice(-2);
    expect(photo).toMatchObject({ caption: 'a chart' });
    expect(photo?.photo).toBeDefined();
    expect(document?.document?.file_name).toBe('a.csv');
    expect(document?.reply_markup?.inline_keyboard).toEqual([
      [{ text: 'Why?', callback_data: `b:${'t'.repeat(22)}`, style: 'danger' }],
    ]);
  });
});

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
