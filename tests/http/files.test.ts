import { createHash, randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type FileFound, type FileLimits, type FileOpened } from '#adapters/http';
import { ProviderUnavailable } from '#kernel/errors';
import { movableClock } from '#kernel/clock';
import { silentLog } from '#kernel/log';

const clock = movableClock(new Date('2026-03-01T09:00:00Z'), false);
const content = randomBytes(300_000);
const hash = createHash('sha256').update(content).digest('hex');

/** Streams that were begun, and not ended yet. */
let begun = 0;
let open = 0;
/** Bytes taken from the endless one. */
let pulled = 0;

async function* streamed(from: number, to: number): AsyncGenerator<Uint8Array> {
  begun += 1;
  open += 1;
  try {
    for (let at = from; at <= to; at += 8_192) yield content.subarray(at, Math.min(at + 8_192, to + 1));
  } finally {
    open -= 1;
  }
}

/** So much that no buffer between us and a reader holds it. */
const ENDLESS = 300 * 1_048_576;
async function* endless(): AsyncGenerator<Uint8Array> {
  begun += 1;
  open += 1;
  const chunk = Buffer.alloc(65_536);
  try {
    for (let at = 0; at < ENDLESS; at += chunk.length) {
      pulled += chunk.length;
      yield chunk;
    }
  } finally {
    open -= 1;
  }
}

const file = (more: Partial<FileFound> = {}): FileFound => ({
  kind: 'file',
  name: 'videos/第一课 "intro".mp4',
  type: 'video/mp4',
  bytes: content.length,
  hash,
  isPublic: false,
  read: async ({ from, to }) => streamed(from, to),
  ...more,
});

const opened: Record<string, () => FileOpened> = {
  video: () => file(),
  big: () => file({ bytes: ENDLESS, read: async () => endless() }),
  picture: () => file({ name: 'a.png', type: 'image/png', isPublic: true }),
  pdf: () => file({ name: 'a.pdf', type: 'application/pdf' }),
  page: () => file({ name: 'a.html', type: 'text/html' }),
  drawing: () => file({ name: 'a.svg', type: 'image/svg+xml' }),
  odd: () => file({ name: '../\r\nset-cookie: a=b\ud800\t.bin', type: 'text/html\r\nx: y' }),
  nothing: () => file({ bytes: 0 }),
  elsewhere: () => ({ kind: 'elsewhere', url: 'https://cdn.example/a.mp4' }),
  closed: () => ({ kind: 'closed' }),
  gone: () => ({ kind: 'gone' }),
  missing: () => file({ read: async () => null }),
  away: () => file({ read: () => Promise.reject(new ProviderUnavailable(30_000, 'secret place')) }),
};

const limits: Partial<FileLimits> = {
  perMember: 60,
  perAddress: 250,
  memberAtOnce: 3,
  addressAtOnce: 5,
  stallMs: 1_500,
};

let server: ReturnType<typeof createHttpServer>;
let url: string;

beforeAll(async () => {
  server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    files: {
      clock,
      limits,
      door: {
        // `<name>` or `<name>.<holder>`
        read: (words) => {
          const [name = '', holder = null] = words.split('.');
          if (name === 'over') return { kind: 'over' };
          return name in opened ? { kind: 'valid', holder } : { kind: 'unknown' };
        },
        open: async (words) => opened[words.split('.')[0] ?? '']?.() ?? { kind: 'unknown' },
      },
    },
  });
  ({ url } = await server.start());
});
afterAll(() => server.stop());
beforeEach(() => clock.moveTo(new Date(clock.now().getTime() + 120_000)));

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${url}/files/${path}`, { headers, method, redirect: 'manual' });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** Asks, and reads nothing of the body. */
function ask(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/files/${path}`, { agent: false }, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

describe('a file behind a link', () => {
  it('comes whole, and says what it is', async () => {
    const answer = await get('video');
    expect(answer.status).toBe(200);
    expect((await bytesOf(answer)).equals(content)).toBe(true);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(content.length),
      'accept-ranges': 'bytes',
      etag: `"${hash}"`,
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="___ _intro_.mp4"; filename*=UTF-8''%E7%AC%AC%E4%B8%80%E8%AF%BE%20%22intro%22.mp4`,
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*; sandbox allow-same-origin$/);
  });

  it('answers HEAD with the same words and no bytes', async () => {
    const before = begun;
    const [asked, answer] = [await get('video'), await get('video', {}, 'HEAD')];
    expect((await bytesOf(asked)).length).toBe(content.length);
    expect(answer.status).toBe(200);
    expect((await bytesOf(answer)).length).toBe(0);
    const own = ({ headers }: Response) =>
      Object.fromEntries(
        [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
      );
    expect(own(answer)).toEqual(own(asked));
    expect(begun).toBe(before + 1);
  });

  it('comes in any part that is asked for', async () => {
    const edge = fc.oneof(
      fc.nat({ max: content.length + 20 }),
      fc.constantFrom(0, 1, content.length - 1, content.length, content.length + 1),
    );
    const asked = fc.oneof(
      fc.tuple(edge, edge).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      edge.map((from) => `${from}-`),
      edge.map((last) => `-${last}`),
    );
    await fc.assert(
      fc.asyncProperty(asked, async (range) => {
        const [first = '', last = ''] = range.split('-');
        const expected =
          first === ''
            ? content.subarray(Math.max(content.length - Number(last), last === '0' ? content.length : 0))
            : content.subarray(Number(first), last === '' ? content.length : Number(last) + 1);
        const answer = await get('video', { range: `bytes=${range}` });
        if (expected.length === 0) {
          expect(answer.status).toBe(416);
          expect(answer.headers.get('content-range')).toBe(`bytes */${content.length}`);
          await answer.text();
          return;
        }
        const from = expected.byteOffset - content.byteOffset;
        expect(answer.status).toBe(206);
        expect(answer.headers.get('content-range')).toBe(
          `bytes ${from}-${from + expected.length - 1}/${content.length}`,
        );
        expect((await bytesOf(answer)).equals(expected)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'bytes=5-2',
    'bytes=0-1,4-5',
    'bytes=',
    'bytes=-',
    'lines=1-2',
    'bytes=a-b',
    'bytes=1e3-',
    `bytes=${'9'.repeat(40)}-`,
  ])('comes whole when what is asked for cannot be read (%s)', async (range) => {
    const answer = await get('video', { range });
    expect([answer.status, (await bytesOf(answer)).length]).toEqual([200, content.length]);
  });

  it('goes on only with the file it began with', async () => {
    const range = 'bytes=10-19';
    const same = await get('video', { range, 'if-range': `"${hash}"` });
    expect([same.status, (await bytesOf(same)).length]).toEqual([206, 10]);
    for (const other of ['"another"', 'Sat, 01 Mar 2025 09:00:00 GMT']) {
      const answer = await get('video', { range, 'if-range': other });
      expect([answer.status, (await bytesOf(answer)).length]).toEqual([200, content.length]);
    }
  });

  it('is not sent again to whoever has it', async () => {
    const before = begun;
    const answer = await get('video', { 'if-none-match': `"x", W/"${hash}"` });
    expect([answer.status, (await bytesOf(answer)).length]).toEqual([304, 0]);
    expect(begun).toBe(before);
  });

  it('may be empty', async () => {
    const answer = await get('nothing');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '0',
      '',
    ]);
    expect((await get('nothing', { range: 'bytes=0-' })).status).toBe(416);
  });

  it('is shown only where nothing in it can act', async () => {
    const how = async (path: string) => {
      const { headers } = await get(path, {}, 'HEAD');
      return {
        type: headers.get('content-type'),
        how: headers.get('content-disposition')?.split(';')[0],
        sandboxed: headers.get('content-security-policy')?.endsWith('sandbox'),
      };
    };
    expect(await how('picture')).toEqual({ type: 'image/png', how: 'inline', sandboxed: true });
    expect(await how('pdf')).toEqual({ type: 'application/pdf', how: 'inline', sandboxed: false });
    expect(await how('page')).toEqual({ type: 'text/html', how: 'attachment', sandboxed: true });
    expect(await how('drawing')).toEqual({ type: 'image/svg+xml', how: 'attachment', sandboxed: true });
    const odd = await get('odd');
    expect(odd.headers.get('set-cookie')).toBeNull();
    expect(odd.headers.get('content-type')).toBe('application/octet-stream');
    expect(odd.headers.get('content-disposition')).toBe(
      `attachment; filename="set-cookie_ a_b.bin"; filename*=UTF-8''set-cookie%3A%20a%3Db.bin`,
    );
    await odd.arrayBuffer();
  });

  it('in a post may be kept by whoever carries it', async () => {
    const { headers } = await get('picture', {}, 'HEAD');
    expect(headers.get('cache-control')).toBe('public, max-age=86400');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('elsewhere is a way there, kept by nobody', async () => {
    const answer = await get('elsewhere');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://cdn.example/a.mp4']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a link that opens nothing', () => {
  it.each([
    ['over', 410, 'This link has ended', '链接已失效'],
    ['closed', 403, 'not open to you', '打不开这个文件'],
    ['gone', 410, 'taken back', '课程已撤回'],
    ['unheard-of', 404, 'nothing here', '什么都没有'],
    ['missing', 404, 'nothing here', '什么都没有'],
    ['away', 503, 'cannot be fetched', '取不到这个文件'],
  ])('says so in the reader’s language: %s', async (path, status, english, chinese) => {
    for (const [language, words] of [
      ['en-GB,en;q=0.9', english],
      ['zh-CN,zh;q=0.9', chinese],
    ] as const) {
      const answer = await get(path, { 'accept-language': language, range: 'bytes=0-1' });
      const html = await answer.text();
      expect([answer.status, html.includes(words)]).toEqual([status, true]);
      expect(html).not.toContain('secret place');
      const { headers } = answer;
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
      expect(headers.get('content-disposition')).toBeNull();
      if (status === 503) expect(headers.get('retry-after')).toBe('30');
    }
  });

  it.each([
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%2e%2e/files',
    '../../etc/passwd',
    'a'.repeat(3_000),
    '%E4%B8%8',
    '',
  ])('leads nowhere else (%s)', async (path) => {
    const answer = await ask(path);
    expect([400, 404, 414]).toContain(answer.statusCode);
    answer.resume();
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('takes no %s', async (method) => {
    const answer = await get('video', {}, method);
    expect(answer.status).toBe(404);
    await answer.text();
  });
});

describe('readers', () => {
  it('who go away leave nothing open', async () => {
    const answers = [await ask('big.ada'), await ask('big.ada'), await ask('big.ben')];
    expect(open).toBe(3);
    for (const answer of answers) answer.destroy();
    await expect.poll(() => open).toBe(0);
    // Their places are free again.
    const again = [await ask('big.ada'), await ask('big.ada'), await ask('big.ada')];
    expect(again.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    for (const answer of again) answer.destroy();
    await expect.poll(() => open).toBe(0);
  });

  it('who take nothing are let go, and nothing piles up for them meanwhile', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.pause();
    socket.write('GET /files/big.slow HTTP/1.1\r\nHost: x\r\n\r\n');
    pulled = 0;
    await expect.poll(() => open).toBe(1);
    await expect.poll(() => open, { timeout: 15_000 }).toBe(0);
    // What the two ends of a line on one machine hold, and one buffer of ours.
    expect(pulled).toBeLessThan(20 * 1_048_576);
    socket.destroy();
  }, 20_000);

  it('have so many at once, and no more', async () => {
    const answers = await Promise.all(
      ['ada', 'ada', 'ada', 'ada', 'ben', 'ben', 'ben'].map((who) => ask(`big.${who}`)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200).length).toBe(5);
    expect(statuses.slice(0, 4).filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
    const refused = answers.find(({ statusCode }) => statusCode === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    for (const answer of answers) answer.destroy();
    await expect.poll(() => open).toBe(0);
  });

  it('ask so often a minute, each member and each address', async () => {
    const statuses = async (path: string, times: number) => {
      const found = new Map<number, number>();
      for (let n = 0; n < times; n += 1) {
        const answer = await get(path, {}, 'HEAD');
        found.set(answer.status, (found.get(answer.status) ?? 0) + 1);
      }
      return Object.fromEntries(found);
    };
    expect(await statuses('video.cyd', 65)).toEqual({ 200: 60, 429: 5 });
    const refused = await get('video.cyd');
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await refused.text()).toContain('Wait a minute');
    expect(await statuses('video.dan', 1)).toEqual({ 200: 1 });
    // Forged links are counted as well.
    expect(await statuses('unheard-of', 200)).toEqual({ 404: 189, 429: 11 });
    clock.moveTo(new Date(clock.now().getTime() + 60_001));
    expect(await statuses('video.cyd', 1)).toEqual({ 200: 1 });
  });
});
