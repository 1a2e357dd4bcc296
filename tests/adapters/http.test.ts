import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '#adapters/http';
import { SignatureRefused } from '#kernel/errors';
import { silentLog, type Log } from '#kernel/log';
import { keys, providerAt } from './stripe-bench.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

type Options = Parameters<typeof createHttpServer>[0];

async function serve(options: Partial<Options>): Promise<string> {
  const server = createHttpServer({ host: '127.0.0.1', port: 0, log: silentLog, ...options });
  cleanups.push(() => server.stop());
  return (await server.start()).url;
}

const body = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'invoice.paid',
  created: 1,
  livemode: false,
  // A body that would not survive being parsed and written again.
  data: { object: { object: 'invoice', id: 'in_1', customer: 'cus_1', amount: 1.0, name: '陈薇 "\\u0041"' } },
}).replace('1,"name"', '1.00,  "name"');

function sign(text: string, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${createHmac('sha256', keys.webhookSecret).update(`${at}.${text}`).digest('hex')}`;
}

/** A webhook wired as in the program: the signature is checked, then the event is stored. */
async function serveStripe(store: (id: string) => void = () => {}): Promise<string> {
  const provider = providerAt({ url: 'http://127.0.0.1:9' });
  return serve({
    async stripeWebhook(raw, signature) {
      try {
        store(provider.readEvent(raw, signature, new Date()).id);
        return 'accepted';
      } catch (error) {
        if (error instanceof SignatureRefused) return 'refused';
        throw error;
      }
    },
  });
}

const post = (url: string, payload: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${url}/webhooks/stripe`, { method: 'POST', body: payload, headers });

describe('/webhooks/stripe', () => {
  it.each(['application/json; charset=utf-8', 'application/json', 'text/plain', 'application/x-unheard-of'])(
    'takes the body as it came, whatever type it claims to be (%s)',
    async (type) => {
      const stored: string[] = [];
      const url = await serveStripe((id) => stored.push(id));
      const response = await post(url, body, { 'content-type': type, 'stripe-signature': sign(body) });
      expect([response.status, await response.json()]).toEqual([200, { received: true }]);
      expect(stored).toEqual(['evt_1']);
    },
  );

  it.each([
    ['no signature', {}],
    ['an empty signature', { 'stripe-signature': '' }],
    ['a signature of another body', { 'stripe-signature': sign('{}') }],
    [
      'a signature from yesterday',
      { 'stripe-signature': sign(body, Math.floor(Date.now() / 1000) - 86_400) },
    ],
    ['a signature from tomorrow', { 'stripe-signature': sign(body, Math.floor(Date.now() / 1000) + 86_400) }],
  ])('answers 400 to %s', async (_what, headers) => {
    const stored: string[] = [];
    const url = await serveStripe((id) => stored.push(id));
    expect((await post(url, body, headers)).status).toBe(400);
    expect(stored).toEqual([]);
  });

  it('asks Stripe to come again when storing failed, and tells nobody why', async () => {
    const said: object[] = [];
    const log: Log = { ...silentLog, error: (data) => said.push(data) };
    const url = await serve({
      log,
      stripeWebhook: () => Promise.reject(new Error('password of the database is hunter2')),
    });
    const response = await post(url, body, { 'stripe-signature': sign(body) });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"failed"}');
    expect(said).toEqual([
      { method: 'POST', path: '/webhooks/stripe', error: 'password of the database is hunter2' },
    ]);
  });

  it('does not read on when a body is too large, declared or not', async () => {
    let asked = 0;
    const url = await serve({
      stripeWebhook: async () => {
        asked++;
        return 'refused';
      },
    });
    const large = 'x'.repeat(256 * 1024 + 1);
    expect((await post(url, large, { 'stripe-signature': sign(large) })).status).toBe(413);
    const { port } = new URL(url);
    const answer = await talk(Number(port), [
      'POST /webhooks/stripe HTTP/1.1\r\nhost: x\r\nstripe-signature: t=1,v1=0\r\ntransfer-encoding: chunked\r\n\r\n',
      ...Array.from({ length: 33 }, () => `2000\r\n${'x'.repeat(0x2000)}\r\n`),
      '0\r\n\r\n',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(asked).toBe(0);
    expect((await post(url, 'x'.repeat(256 * 1024), { 'stripe-signature': 'x' })).status).toBe(400);
    expect(asked).toBe(1);
  });

  it('never takes, and never fails over, bodies and headers that were tampered with', async () => {
    const stored: string[] = [];
    const url = await serveStripe((id) => stored.push(id));
    const bytes = new TextEncoder().encode(body);
    const header = sign(body);
    const refused = async (payload: Uint8Array<ArrayBuffer>, signature: string) => {
      const { status } = await post(url, payload, { 'stripe-signature': signature });
      expect([400, 413]).toContain(status);
    };
    const visible = fc.string({
      unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ change;
          await refused(changed, header);
        },
      ),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), visible, async (anyBody, anyHeader) => {
        await refused(new Uint8Array(anyBody), header);
        await refused(bytes, anyHeader.replaceAll('\x7f', ''));
      }),
      { numRuns: 200 },
    );
    expect(stored).toEqual([]);
    expect((await post(url, bytes, { 'stripe-signature': header })).status).toBe(200);
  });

  it('is not there when nobody takes webhooks', async () => {
    expect((await post(await serve({}), body)).status).toBe(404);
  });
});

describe('a webhook of Telegram', () => {
  it('hands on what was sent, unread, and the secret, and answers with what it is told', async () => {
    const seen: unknown[] = [];
    const url = await serve({
      telegramWebhook: {
        path: '/webhooks/telegram',
        handle: async (update, secret) => {
          seen.push([update, secret]);
          return secret === 'right' ? 200 : 401;
        },
      },
    });
    const send = (headers: Record<string, string>) =>
      fetch(`${url}/webhooks/telegram`, {
        method: 'POST',
        body: '{"update_id":7}',
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await send({ 'x-telegram-bot-api-secret-token': 'right' })).status).toBe(200);
    expect((await send({})).status).toBe(401);
    expect(seen).toEqual([
      ['{"update_id":7}', 'right'],
      ['{"update_id":7}', undefined],
    ]);
  });
});

describe('how the program fares', () => {
  it('is ready when every part is', async () => {
    let database = 'ok';
    const url = await serve({ readiness: async () => ({ database, queue: 'ok' }) });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', queue: 'ok' } },
    ]);
    database = 'does not answer';
    const not = await fetch(`${url}/readyz`);
    expect([not.status, await not.json()]).toEqual([
      503,
      { status: 'not ready', checks: { database: 'does not answer', queue: 'ok' } },
    ]);
    expect(not.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it('is not ready when that cannot be told, and does not say why', async () => {
    const url = await serve({ readiness: () => Promise.reject(new Error('secret')) });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret');
  });

  it('is told in numbers to this machine alone, and not through a proxy on it', async () => {
    const url = await serve({ metrics: async () => 'lyceum_jobs 1\n' });
    const own = await fetch(`${url}/metrics`);
    expect([own.status, await own.text()]).toEqual([200, 'lyceum_jobs 1\n']);
    expect(own.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      expect((await fetch(`${url}/metrics`, { headers: { [name]: '203.0.113.7' } })).status).toBe(404);
    }
  });

  it('is told in numbers to whoever brings the token, where there is one', async () => {
    const url = await serve({ metrics: async () => 'x 1\n', metricsToken: 'right' });
    const ask = async (authorization?: string) =>
      (await fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {})).status;
    expect(await Promise.all([ask(), ask('Bearer wrong'), ask('Basic right'), ask('Bearer rightt')])).toEqual(
      [404, 404, 404, 404],
    );
    expect(await ask('Bearer right')).toBe(200);
  });
});

describe('pages', () => {
  it.each(['/', '/paid', '/back'])('%s speaks both languages and loads nothing', async (path) => {
    const url = await serve({});
    const response = await fetch(url + path, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toMatch(/<html lang="en">[\s\S]*lang="en"[\s\S]*lang="zh-CN"[\s\S]*[\u4e00-\u9fff]/);
    expect(html).not.toMatch(/<script|src=|href=|@import|url\(/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
    expect(policy).toContain(`'sha256-${await sha256(style)}'`);
    const chinese = await fetch(url + path, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
    expect(await chinese.text()).toMatch(/<html lang="zh-CN">[\s\S]*lang="zh-CN"[\s\S]*lang="en"/);
  });

  it('that are not there say so and no more', async () => {
    const url = await serve({});
    const response = await fetch(`${url}/<script>`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    expect([response.status, await response.text()]).toEqual([404, '{"error":"not found"}']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a server', () => {
  it('says where a browser of this machine finds it, and refuses a port that is taken', async () => {
    const url = await serve({ host: '0.0.0.0' });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const rival = createHttpServer({ host: '0.0.0.0', port: Number(new URL(url).port), log: silentLog });
    await expect(rival.start()).rejects.toThrow('EADDRINUSE');
    await rival.stop();
  });

  it('ends although somebody still listens to a stream, and lets plugins answer in their own way', async () => {
    const server = createHttpServer({
      host: '127.0.0.1',
      port: 0,
      log: silentLog,
      plugins: [
        async (app) => {
          app.setErrorHandler((error, _request, reply) => reply.code(418).send({ said: String(error) }));
          app.get('/teapot', () => Promise.reject(new Error('short and stout')));
          app.get('/stream', (_request, reply) => {
            reply.hijack();
            reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
            reply.raw.write('data: 1\n\n');
          });
        },
      ],
    });
    const { url } = await server.start();
    const teapot = await fetch(`${url}/teapot`);
    expect([teapot.status, await teapot.json()]).toEqual([418, { said: 'Error: short and stout' }]);
    const stream = await fetch(`${url}/stream`);
    const reader = stream.body?.getReader();
    await reader?.read();
    await Promise.all([server.stop(), server.stop()]);
    await expect(reader?.read().then((part) => part.done)).rejects.toThrow();
  });
});

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString(
    'base64',
  );
}

/** Says `parts` over a bare connection and gives back the first of what is answered. */
function talk(port: number, parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
