import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '#adapters/http';
import type { UploadFile, UploadProgress, UploadReport } from '#domain/courses';
import { ProviderUnavailable, UserFacingError } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { freshFolder } from '../_support/folder.js';

const PIECE = 10_000;
const limits = { bytes: 100_000, files: 5, piece: PIECE, atOnce: 3, silentMs: 60_000 };

const report: UploadReport = {
  courseId: 'c',
  slug: 'bread',
  versionId: 'v',
  number: 3,
  unchanged: false,
  lessons: { added: ['a', 'b'], changed: ['c'], removed: [], moved: 0 },
  assets: { files: 2, bytes: 3 * 1_048_576, known: 1 },
  notes: [
    { file: 'a.md', line: 7, kind: 'asset_missing', excerpt: '<b>gone.png</b>' },
    { file: 'b.png', line: 1, kind: 'unheard_of', excerpt: 'odd' },
  ],
};

/** What arrived at the other side of the door, and what is to be answered. */
let arrived: Map<string, Buffer>;
let answer: (onProgress: (progress: UploadProgress) => void) => Promise<UploadReport>;
let serving: Awaited<ReturnType<typeof serve>>;

async function serve(more: Partial<typeof limits> = {}) {
  const folder = await freshFolder();
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    uploads: {
      folder: folder.path,
      limits: { ...limits, ...more },
      door: {
        async open(words) {
          if (words === 'over' || words === 'closed') return { kind: words };
          if (!words.startsWith('good')) return { kind: 'unknown' };
          return { kind: 'open', holder: words, locale: 'en', slug: words === 'good-to' ? 'bread' : null };
        },
        async upload(_words, files: UploadFile[], onProgress) {
          for (const file of files) {
            const chunks: Uint8Array[] = [];
            for await (const chunk of await file.open()) chunks.push(chunk);
            arrived.set(file.name, Buffer.concat(chunks));
          }
          return answer(onProgress);
        },
      },
    },
  });
  const { url } = await server.start();
  return {
    url,
    left: () => readdir(folder.path),
    async close() {
      await server.stop();
      const left = await readdir(folder.path);
      await folder.remove();
      return left;
    },
  };
}

beforeAll(async () => {
  serving = await serve();
});
afterAll(async () => {
  expect(await serving.close()).toEqual([]);
});
const reset = () => {
  arrived = new Map();
  answer = async () => report;
};
reset();
afterEach(reset);

const at = (words: string, rest = '') => `${serving.url}/upload/${words}${rest}`;
type Said = { id?: string; at?: number; error?: string };
async function ask(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const isBytes = body instanceof Uint8Array;
  const sent = await fetch(url, {
    method,
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await sent.text();
  return {
    status: sent.status,
    said: (text.startsWith('{') ? JSON.parse(text.split('\n')[0] ?? '') : {}) as Said,
    text,
  };
}

const begin = (files: unknown, words = 'good') => ask('POST', at(words), { files });
const put = (id: string, index: number, from: number, bytes: Uint8Array, words = 'good') =>
  ask('PUT', at(words, `/${id}/${index}?at=${from}`), bytes);
const finish = async (id: string, words = 'good', query = '') => {
  const { status, text } = await ask('POST', at(words, `/${id}${query}`));
  return {
    status,
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
};
async function send(content: Record<string, Buffer>, words = 'good') {
  const entries = Object.entries(content);
  const { said } = await begin(
    entries.map(([name, bytes]) => ({ name, size: bytes.length })),
    words,
  );
  const id = said.id ?? '';
  for (const [index, [, bytes]] of entries.entries()) {
    for (let from = 0; from < bytes.length; from += PIECE) {
      expect((await put(id, index, from, bytes.subarray(from, from + PIECE), words)).status).toBe(200);
    }
  }
  return id;
}

describe('an upload in pieces', () => {
  it('arrives as it was sent, tells how it goes on, and leaves nothing', async () => {
    const content = {
      'lessons/一.md': randomBytes(25_001),
      'empty.md': Buffer.alloc(0),
      'a.png': randomBytes(PIECE),
    };
    const id = await send(content);
    answer = async (onProgress) => {
      for (const step of ['reading', 'checking', 'storing', 'writing'] as const) {
        for (let done = 0; done <= 200; done += 1) onProgress({ step, done, of: 200 });
      }
      return report;
    };
    const { status, lines } = await finish(id);
    expect(status).toBe(200);
    expect(Object.fromEntries(arrived)).toEqual(content);
    const steps = lines.filter((line) => line['step']);
    expect([...new Set(steps.map(({ step }) => step))]).toEqual([
      'reading',
      'checking',
      'storing',
      'writing',
    ]);
    // Told of each step and not of each file.
    expect(steps.length).toBeLessThan(100);
    expect(lines.at(-1)).toEqual({
      good: true,
      title: 'Saved as a draft',
      lines: [
        expect.stringContaining('Version 3 of bread'),
        'Lessons: 2 new, 1 changed, 0 removed',
        'Files: 2 (3 MB), 1 of them known already',
      ],
      notes: ['a.md, line 7: there is no file <b>gone.png</b> in the course', 'b.png: odd'],
    });
    expect(await serving.left()).toEqual([]);
    expect((await finish(id)).status).toBe(404);
  });

  it('comes together from pieces of any length, also when some are sent twice or out of order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.boolean()),
        async (lengths, again) => {
          const content = randomBytes(lengths.reduce((sum, one) => sum + one, 0));
          const { said } = await begin([{ name: 'a.bin', size: content.length }]);
          const id = said.id ?? '';
          let from = 0;
          for (const length of lengths) {
            const piece = content.subarray(from, from + length);
            expect((await put(id, 0, from + length, piece)).status).toBe(409);
            expect((await put(id, 0, from, piece)).said).toEqual({ at: from + length });
            if (again.next().value) {
              expect(await put(id, 0, from, piece)).toMatchObject({
                status: 409,
                said: { at: from + length },
              });
            }
            from += length;
          }
          expect((await finish(id)).lines.at(-1)).toMatchObject({ good: true });
          expect(arrived.get('a.bin')?.equals(content)).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('goes on where the line broke', async () => {
    const content = randomBytes(9_000);
    const { said } = await begin([{ name: 'a.bin', size: content.length }]);
    const id = said.id ?? '';
    const { hostname, port } = new URL(serving.url);
    const path = `/upload/good/${id}/0?at=0`;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(content.length) };
    await new Promise((resolve) => {
      const cut = request({ hostname, port, path, method: 'PUT', headers });
      cut.on('error', resolve);
      cut.write(content.subarray(0, 4_000), () => setImmediate(() => cut.destroy(new Error('cut'))));
    });
    // As the page does: from where the other side says it is.
    let from = 0;
    const goOn = async () => {
      const { said: told } = await put(id, 0, from, content.subarray(from));
      from = told.at ?? from;
      return from;
    };
    await expect.poll(goOn).toBe(content.length);
    expect((await finish(id)).lines.at(-1)).toMatchObject({ good: true });
    expect(arrived.get('a.bin')?.equals(content)).toBe(true);
  });
});

describe('what is not taken', () => {
  it.each([
    ['nothing', [], 400, 'at least one file'],
    ['no list', 'files', 400, 'at least one file'],
    ['sizes that are none', [{ name: 'a', size: -1 }], 400, 'at least one file'],
    ['sizes like 2 GB', [{ name: 'a', size: 2 ** 31 }], 413, 'more than'],
    ['much in all', [1, 2, 3].map((n) => ({ name: `${n}`, size: 40_000 })), 413, 'more than'],
    [
      'too many files',
      Array.from({ length: 6 }, (_, n) => ({ name: `${n}`, size: 1 })),
      413,
      'more than 5 files',
    ],
  ])('%s, before a byte was sent', async (_what, files, status, words) => {
    const { status: answered, said } = await begin(files);
    expect(answered).toBe(status);
    expect(said.error).toContain(words);
    expect(await serving.left()).toEqual([]);
  });

  it('more than was announced, or than a piece may be', async () => {
    const { said } = await begin([
      { name: 'a', size: 100 },
      { name: 'b', size: 50_000 },
    ]);
    const id = said.id ?? '';
    expect((await put(id, 0, 0, randomBytes(101))).status).toBe(413);
    expect((await put(id, 1, 0, randomBytes(PIECE + 1))).status).toBe(413);
    for (const index of ['2', '-1', '0x0', 'length', '99999999']) {
      expect((await ask('PUT', at('good', `/${id}/${index}?at=0`), randomBytes(1))).status).toBe(404);
    }
    for (const from of ['', 'x', '-1', '1e9', 'NaN']) {
      expect(
        (await ask('PUT', at('good', `/${id}/0?at=${from}`), randomBytes(1))).status,
      ).toBeGreaterThanOrEqual(from === '' ? 200 : 409);
    }
    expect((await finish(id)).status).toBe(400);
    await ask('DELETE', at('good', `/${id}`));
    expect(await serving.left()).toEqual([]);
  });

  it('pieces of somebody else’s upload', async () => {
    const { said } = await begin([{ name: 'a', size: 10 }]);
    const id = said.id ?? '';
    for (const words of ['good-to', 'over', 'unheard-of']) {
      expect((await put(id, 0, 0, randomBytes(10), words)).status).toBe(404);
      expect((await finish(id, words)).status).toBe(404);
      await ask('DELETE', at(words, `/${id}`));
    }
    expect((await put(id, 0, 0, randomBytes(10))).status).toBe(200);
    await ask('DELETE', at('good', `/${id}`));
  });

  it.each([
    ['over', 410, 'ended', '失效'],
    ['closed', 403, 'Only creators', '只有本社群的创作者'],
    ['unheard-of', 404, 'nothing here', '什么都没有'],
  ])('anything behind words that are %s', async (words, status, english, chinese) => {
    for (const [language, text] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const page = await fetch(at(words), { headers: { 'accept-language': language } });
      expect([page.status, (await page.text()).includes(text)]).toEqual([status, true]);
      const begun = await ask(
        'POST',
        at(words),
        { files: [{ name: 'a', size: 1 }] },
        { 'accept-language': language },
      );
      expect(begun.status).toBe(status);
      expect(begun.said.error?.length).toBeGreaterThan(5);
    }
    expect(await serving.left()).toEqual([]);
  });
});

describe('what an upload leaves', () => {
  it('is nothing when it is refused, when the store is away, or when something breaks', async () => {
    const refusals: [Error, RegExp][] = [
      [new UserFacingError('upload_zip_bomb', { file: 'a<b>.zip' }), /a<b>\.zip/],
      [new ProviderUnavailable(1_000, 'secret'), /storage does not answer/],
      [new Error('secret'), /Something went wrong/],
    ];
    for (const [error, words] of refusals) {
      answer = () => Promise.reject(error);
      const { status, lines } = await finish(await send({ 'a.md': randomBytes(100) }));
      expect(status).toBe(200);
      expect(lines).toEqual([
        { good: false, title: 'Nothing was saved', lines: [expect.stringMatching(words)], notes: [] },
      ]);
      expect(JSON.stringify(lines)).not.toContain('secret');
      expect(await serving.left()).toEqual([]);
    }
    answer = () => Promise.reject(new UserFacingError('upload_empty'));
    const chinese = await finish(await send({ 'a.md': randomBytes(100) }), 'good', '?lang=zh-CN');
    expect(chinese.lines.at(-1)?.['title']).toBe('什么都没有保存');
  });

  it('is nothing when it is given up, begun anew, or silent for too long', async () => {
    const own = await serve({ silentMs: 300 });
    const before = serving;
    serving = own;
    try {
      const first = (await begin([{ name: 'a', size: 500 }])).said.id ?? '';
      await put(first, 0, 0, randomBytes(400));
      expect(await own.left()).toHaveLength(1);
      const second = (await begin([{ name: 'a', size: 500 }])).said.id ?? '';
      expect((await put(first, 0, 400, randomBytes(100))).status).toBe(404);
      expect(await own.left()).toHaveLength(1);
      await ask('DELETE', at('good', `/${second}`));
      expect(await own.left()).toEqual([]);
      const third = (await begin([{ name: 'a', size: 500 }])).said.id ?? '';
      expect(await own.left()).toHaveLength(1);
      await expect.poll(own.left, { timeout: 10_000 }).toEqual([]);
      expect((await put(third, 0, 0, randomBytes(1))).status).toBe(404);
      // And what is under way when the program stops.
      await begin([{ name: 'a', size: 500 }]);
      expect(await own.left()).toHaveLength(1);
    } finally {
      serving = before;
      expect(await own.close()).toEqual([]);
    }
  });

  it('keeps others out only while several are under way', async () => {
    const ids = [];
    for (const words of ['good-1', 'good-2', 'good-3']) {
      ids.push([words, (await begin([{ name: 'a', size: 1 }], words)).said.id ?? ''] as const);
    }
    const refused = await begin([{ name: 'a', size: 1 }], 'good-4');
    expect([refused.status, refused.said.error]).toEqual([423, expect.stringContaining('under way')]);
    for (const [words, id] of ids) await ask('DELETE', at(words, `/${id}`));
    const taken = await begin([{ name: 'a', size: 1 }], 'good-4');
    expect(taken.status).toBe(200);
    await ask('DELETE', at('good-4', `/${taken.said.id}`));
  });
});

describe('the page', () => {
  it('is whole in both languages, and lets nothing run but its own script', async () => {
    for (const [language, words] of [
      ['en', 'Upload a course'],
      ['zh-CN', '上传课程'],
    ] as const) {
      const page = await fetch(at('good'), { headers: { 'accept-language': 'de' } });
      const chosen = await fetch(at('good', `?lang=${language}`));
      const html = await chosen.text();
      expect(html).toContain(`<h1>${words}</h1>`);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/files\.upload|undefined|\{\{max\}\}/);
      expect(await page.text()).toContain('Upload a course');
      const policy = chosen.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'sha256-[\w+/=]+'(;|$)/);
      expect(policy).toMatch(/connect-src 'self'/);
      expect(chosen.headers.get('cache-control')).toBe('no-store');
    }
    expect(await (await fetch(at('good-to'))).text()).toContain('Upload to bread');
  });
});
