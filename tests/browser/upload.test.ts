import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '#adapters/http';
import type { UploadReport } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { freshFolder } from '../_support/folder.js';
import { findChromium } from './stage.js';

const found = findChromium();
const MB = 1_048_576;

describe.skipIf(!found)('the upload page in a browser', () => {
  let browser: Browser;
  let server: ReturnType<typeof createHttpServer>;
  let folder: Awaited<ReturnType<typeof freshFolder>>;
  let url: string;
  let arrived: Map<string, Buffer>;
  let answer: () => Promise<UploadReport>;

  const report: UploadReport = {
    courseId: 'c',
    slug: 'bread',
    versionId: 'v',
    number: 1,
    unchanged: false,
    lessons: { added: ['one'], changed: [], removed: [], moved: 0 },
    assets: { files: 1, bytes: MB, known: 0 },
    notes: [{ file: 'one.md', line: 3, kind: 'asset_missing', excerpt: '<img src=x>' }],
  };

  beforeAll(async () => {
    folder = await freshFolder();
    await mkdir(join(folder.path, 'arriving'));
    browser = await chromium.launch({ executablePath: found ?? '', args: ['--no-sandbox'] });
    server = createHttpServer({
      host: '127.0.0.1',
      port: 0,
      log: silentLog,
      uploads: {
        folder: join(folder.path, 'arriving'),
        limits: { bytes: 60 * MB, files: 10, piece: 2 * MB },
        door: {
          open: async () => ({ kind: 'open', holder: 'cleo', locale: 'en', slug: null }),
          async upload(_words, files, onProgress) {
            for (const [done, file] of files.entries()) {
              const chunks: Uint8Array[] = [];
              for await (const chunk of await file.open()) chunks.push(chunk);
              arrived.set(file.name, Buffer.concat(chunks));
              onProgress({ step: 'checking', done, of: files.length });
            }
            return answer();
          },
        },
      },
    });
    ({ url } = await server.start());
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  async function visit(lang: string): Promise<{ page: Page; complaints: string[] }> {
    arrived = new Map();
    answer = async () => report;
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${url}/upload/words?lang=${lang}`);
    return { page, complaints };
  }

  it('sends a folder whole, also when the line breaks, and shows what came of it', async () => {
    const { page, complaints } = await visit('en');
    const course = join(folder.path, 'course');
    await mkdir(join(course, 'images'), { recursive: true });
    const film = randomBytes(5 * MB + 17);
    await writeFile(join(course, 'one.md'), '# One');
    await writeFile(join(course, 'empty.md'), '');
    await writeFile(join(course, 'film.mp4'), film);
    let broken = 0;
    await page.route(/\/\d+\?at=\d+/, (route) =>
      broken++ % 3 === 1 ? route.abort('connectionreset') : route.continue(),
    );
    await page.setInputFiles(
      '#files',
      ['one.md', 'empty.md', 'film.mp4'].map((name) => join(course, name)),
    );
    await page.getByText('film.mp4 · 5.0 MB').waitFor();
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('heading', { name: 'Saved as a draft' }).waitFor();
    await page.getByText('one.md, line 3: there is no file <img src=x> in the course').waitFor();
    expect(arrived.get('film.mp4')?.equals(film)).toBe(true);
    expect(Object.fromEntries([...arrived].map(([name, { length }]) => [name, length]))).toEqual({
      'one.md': 5,
      'empty.md': 0,
      'film.mp4': film.length,
    });
    expect(broken).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
    await page.getByRole('button', { name: 'Upload something else' }).click();
    await page.getByText('Drop files here').waitFor();
    await page.close();
  }, 60_000);

  it('says what is wrong in Chinese, and refuses too much before anything is sent', async () => {
    const { page, complaints } = await visit('zh-CN');
    answer = () => Promise.reject(new UserFacingError('upload_empty'));
    const small = { name: '课程.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') };
    await page.setInputFiles('#files', [small]);
    await page.getByRole('button', { name: '上传', exact: true }).click();
    await page.getByRole('heading', { name: '什么都没有保存' }).waitFor();
    await page.getByRole('button', { name: '再传一次' }).click();
    const many = Array.from({ length: 11 }, (_, n) => ({ ...small, name: `${n}.md` }));
    await page.setInputFiles('#files', many);
    await page.getByText('文件超过 10 个').waitFor();
    expect(await page.getByRole('button', { name: '上传', exact: true }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('throws away what was sent when it is given up, or left', async () => {
    const left = () => readdir(join(folder.path, 'arriving'));
    const big = join(folder.path, 'big.mp4');
    await writeFile(big, randomBytes(8 * MB));
    for (const how of ['button', 'leaving'] as const) {
      const { page } = await visit('en');
      await page.route(/\/0\?at=[1-9]/, () => {});
      await page.setInputFiles('#files', [big]);
      await page.getByRole('button', { name: 'Upload', exact: true }).click();
      await expect.poll(left).toHaveLength(1);
      if (how === 'button') {
        await page.getByRole('button', { name: 'Give up' }).click();
        await page.getByText('Nothing was kept').waitFor();
      }
      if (how === 'leaving') {
        await page.unrouteAll();
        page.on('dialog', (dialog) => void dialog.accept());
        await page.goto('about:blank');
      }
      await expect.poll(left, { timeout: 10_000 }).toEqual([]);
      await page.close();
    }
  }, 60_000);
});
