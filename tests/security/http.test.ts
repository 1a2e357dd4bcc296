import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, ownPagesOnly } from '#adapters/http';
import { systemClock } from '#kernel/clock';
import { silentLog } from '#kernel/log';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

type Options = Parameters<typeof createHttpServer>[0];

async function serve(options: Partial<Options> = {}): Promise<string> {
  const server = createHttpServer({ host: '127.0.0.1', port: 0, log: silentLog, ...options });
  cleanups.push(() => server.stop());
  return (await server.start()).url;
}

interface Said {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** As `fetch`, but sends any header, method and address as it stands. */
function ask(url: string, path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  const { hostname, port } = new URL(url);
  return new Promise<Said>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let heard = '';
      answer.setEncoding('utf8').on('data', (part: string) => (heard += part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: heard }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Everything the program serves in live mode. */
const whole: Partial<Options> = {
  stripeWebhook: async (raw) => {
    if (raw === 'break') throw new Error('the database at /var/lib/secret said no');
    return 'refused';
  },
  telegramWebhook: { path: '/webhooks/telegram', handle: async () => 401 },
  readiness: async () => ({ database: 'ok' }),
  metrics: async () => 'lyceum_jobs 1\n',
  files: {
    clock: systemClock,
    door: {
      read: () => ({ kind: 'valid', holder: 'ada' }),
      open: async () => ({ kind: 'closed' }),
    },
  },
  uploads: {
    folder: '/nonexistent',
    limits: { bytes: 1_000, files: 10 },
    door: {
      open: async () => ({ kind: 'closed' }),
      upload: () => Promise.reject(new Error('nobody uploads here')),
    },
  },
  certificates: {
    proof: async (token) => ({
      token,
      memberId: 'm',
      courseId: 'c',
      courseTitle: '<script>alert(1)</script>',
      name: '"><img src=x onerror=alert(1)>',
      lessons: 1,
      minutes: 1,
      issuedAt: new Date(0),
      communityName: '&lt;',
    }),
  },
};

const METHODS = 'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND MKCOL LOCK SEARCH'.split(' ');
/** What answers with a 2xx or asks for more, and to which methods. */
const OPEN: Record<string, readonly string[]> = {
  '/': ['GET', 'HEAD'],
  '/paid': ['GET', 'HEAD'],
  '/back': ['GET', 'HEAD'],
  '/livez': ['GET', 'HEAD'],
  '/readyz': ['GET', 'HEAD'],
  '/metrics': ['GET', 'HEAD'],
  '/webhooks/stripe': ['POST'],
  '/webhooks/telegram': ['POST'],
  '/files/words': ['GET', 'HEAD'],
  '/upload/words': ['GET', 'HEAD', 'POST'],
  '/upload/words/id': ['DELETE'],
  '/certificates/token': ['GET', 'HEAD'],
};

describe('methods', () => {
  it('are those that a path is for; everything else is not there', async () => {
    const url = await serve(whole);
    const found: Record<string, string[]> = {};
    for (const path of Object.keys(OPEN)) {
      const answers = await Promise.all(METHODS.map(async (one) => ask(url, path, {}, one)));
      found[path] = METHODS.filter((_, at) => ![404, 405].includes(answers[at]?.status ?? 0));
    }
    expect(found).toEqual(OPEN);
  });
});

describe('paths', () => {
  const crooked = [
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/static/../package.json',
    '/.env',
    '/.git/config',
    '/package.json',
    '/paid/..;/metrics',
    '/paid/',
    '/PAID',
    '//paid',
    '/paid%00',
    '/paid%0d%0aset-cookie:x',
    '/%',
    '/%zz',
    '/%c0%ae%c0%ae/',
    '/\\..\\..\\windows',
    `/${'a'.repeat(9_000)}`,
    '/sandbox',
    '/sandbox/',
    '/sandbox/api',
    '/sandbox/api/reset',
    '/sandbox/api/state',
    '/sandbox/api/discord/runCommand',
    '/sandbox%2fapi',
    '/SANDBOX/api',
    '/webhooks/stripe/',
    '/webhooks/stripe/../telegram',
    '/webhooks',
    '/files',
    '/files/a/b',
    '/upload',
    '/upload/a/b/c/d',
    '/certificates',
    '/certificates/a/b',
    '/admin',
    '/debug/pprof',
    '/__proto__',
    '/constructor',
    'http://evil.example/paid/x',
  ];

  it.each(crooked)('%s leads nowhere', async (path) => {
    const url = await serve(whole);
    for (const method of ['GET', 'POST']) {
      const { status, body } = await ask(url, path, {}, method);
      expect([400, 404]).toContain(status);
      expect(body).toMatch(/^\{"error":"(not found|not understood)"\}$/);
    }
  });
});

describe('every answer', () => {
  it('has the headers that browsers go by, and tells nothing about what we are made of', async () => {
    const url = await serve(whole);
    const answers: [string, Said][] = [
      ['a page', await ask(url, '/paid')],
      ['health', await ask(url, '/livez')],
      ['numbers', await ask(url, '/metrics')],
      ['nothing', await ask(url, '/nowhere')],
      ['a bad address', await ask(url, '/%zz')],
      ['a refusal', await ask(url, '/webhooks/stripe', { 'stripe-signature': 'x' }, 'POST', '{}')],
      ['too much', await ask(url, '/webhooks/stripe', {}, 'POST', 'x'.repeat(300_000))],
      ['a failure', await ask(url, '/webhooks/stripe', { 'stripe-signature': 'x' }, 'POST', 'break')],
      ['a file', await ask(url, '/files/words')],
      ['an upload page', await ask(url, '/upload/words')],
      ['a certificate', await ask(url, '/certificates/token')],
      ['a wrong secret', await ask(url, '/webhooks/telegram', {}, 'POST', '{')],
    ];
    expect(answers.map(([, { status }]) => status)).toEqual([
      200, 200, 200, 404, 400, 400, 413, 500, 403, 403, 200, 401,
    ]);
    for (const [what, { headers, body }] of answers) {
      if (what !== 'a bad address') {
        expect([what, headers['x-content-type-options']]).toEqual([what, 'nosniff']);
        expect([what, headers['content-security-policy']]).toEqual([
          what,
          expect.stringContaining("frame-ancestors 'none'"),
        ]);
        expect([what, headers['referrer-policy']]).toEqual([what, 'no-referrer']);
      }
      expect([what, headers['server'], headers['x-powered-by'], headers['set-cookie']]).toEqual([
        what,
        undefined,
        undefined,
        undefined,
      ]);
      expect(body).not.toMatch(/<script>alert|<img/);
      expect(body).not.toMatch(/\bat \S+:\d+|node_modules|\/src\/|Error:|FST_|secret|fastify|lib\//i);
    }
  });
});

describe('whoever is slow', () => {
  const patience = { headers: 300, request: 600, looks: 50 };

  /** Says `parts` and then nothing; resolves with what was heard when the other side hangs up. */
  function dawdle(url: string, said: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(said));
      let heard = '';
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('error', () => {});
      socket.on('close', () => resolve(heard));
    });
  }

  it('with headers or with a body is hung up on, and others are served meanwhile', async () => {
    const url = await serve({ ...whole, patience });
    const slow = [
      ...Array.from({ length: 50 }, () => dawdle(url, 'GET / HTTP/1.1\r\nhost: x\r\nx-a: ')),
      ...Array.from({ length: 50 }, () =>
        dawdle(url, 'POST /webhooks/stripe HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"id'),
      ),
    ];
    expect((await ask(url, '/livez')).status).toBe(200);
    const heard = await Promise.all(slow);
    expect(heard.filter((one) => one !== '' && !one.startsWith('HTTP/1.1 408'))).toEqual([]);
  });

  it('sends headers of sixteen kilobytes at most', async () => {
    const url = await serve(whole);
    expect((await ask(url, '/', { 'x-long': 'a'.repeat(17_000) })).status).toBe(431);
  });
});

describe('who asks', () => {
  const many = async (url: string, header: (at: number) => string) => {
    const statuses = new Map<number, number>();
    for (let at = 0; at < 610; at += 1) {
      const { status } = await ask(url, '/paid', { 'x-forwarded-for': header(at) });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    return statuses.get(429) ?? 0;
  };

  it('is not taken from a header that anybody can write', async () => {
    expect(await many(await serve(whole), (at) => `203.0.113.${at % 250}`)).toBeGreaterThan(0);
  });

  it('behind a proxy is whom the proxy saw, whatever was claimed before', async () => {
    const url = await serve({ ...whole, trustProxy: true });
    expect(await many(url, (at) => `203.0.113.${at % 250}, 198.51.100.7`)).toBeGreaterThan(0);
    expect(await many(url, (at) => `198.51.100.7, 203.0.113.${at % 250}`)).toBe(0);
  });
});

const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

describe('on an address that others reach', () => {
  it.skipIf(!outside)('numbers are only told to this machine itself', async () => {
    const { port } = new URL(await serve({ ...whole, host: '0.0.0.0' }));
    const url = `http://${outside}:${port}`;
    expect((await ask(url, '/livez')).status).toBe(200);
    expect((await ask(url, '/metrics')).status).toBe(404);
    // A header does not make a stranger of this machine.
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'host']) {
      expect((await ask(url, '/metrics', { [name]: '127.0.0.1' })).status).toBe(404);
    }
  });
});

describe('pages for people at this machine', () => {
  const publicUrl = 'https://try.lyceum.example';
  const open = () =>
    serve({
      plugins: [
        ownPagesOnly(publicUrl, async (app) => {
          app.get('/mine', () => ({ said: 'here' }));
          app.post('/mine', () => ({ done: true }));
        }),
      ],
    });

  it.each([
    ['127.0.0.1:3000', 200],
    ['localhost', 200],
    ['[::1]:3000', 200],
    ['192.168.1.7:3000', 200],
    ['try.lyceum.example', 200],
    ['TRY.LYCEUM.EXAMPLE', 200],
    // Somebody's name that now means this machine.
    ['rebound.evil.example:3000', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['.', 403],
  ])('are opened under the name %s: %i', async (host, status) => {
    const url = await open();
    expect((await ask(url, '/mine', { host })).status).toBe(status);
    // Nothing else is any different for that.
    expect((await ask(url, '/livez', { host })).status).toBe(200);
  });

  it.each([
    ['a program', 'POST', {}, 200],
    ['the page itself', 'POST', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }, 200],
    ['another site', 'POST', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['another site, old browser', 'POST', { origin: 'https://evil.example' }, 403],
    ['a sandboxed frame', 'POST', { origin: 'null' }, 403],
    ['another port', 'POST', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' }, 403],
    ['a form elsewhere', 'POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 403],
    ['a script elsewhere', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['a link elsewhere', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
    ['the address bar', 'GET', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, 200],
  ])('answer %s (%s)', async (_who, method, headers, status) => {
    const url = await open();
    expect((await ask(url, '/mine', { host: 'localhost:3000', ...headers }, method)).status).toBe(status);
  });
});
