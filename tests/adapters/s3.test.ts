import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createS3Store } from '#adapters/storage';
import { StorageUnavailable, UserFacingError } from '#kernel/errors';
import { freshFolder } from '../_support/folder.js';
import { s3Keys, startS3 } from './s3-miniature.js';

type Folder = Awaited<ReturnType<typeof freshFolder>>;

let s3: Awaited<ReturnType<typeof startS3>>;
let folder: Folder;
let spoolFolder: string;

beforeAll(async () => {
  s3 = await startS3();
  folder = await freshFolder();
  spoolFolder = join(folder.path, 'spool');
});
afterEach(() => {
  s3.trouble(() => null);
  s3.objects.clear();
  s3.uploads.clear();
});
afterAll(async () => {
  await s3.close();
  await folder.remove();
});

const PART = 1_000;
const storeAt = (more: object = {}) =>
  createS3Store({
    endpoint: s3.endpoint,
    bucket: s3.bucket,
    ...s3Keys,
    spoolFolder,
    partBytes: PART,
    pauseMs: 1,
    ...more,
  });

async function* pieces(content: Uint8Array, size = 333): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('content in a bucket', () => {
  it.each([0, 1, PART - 1, PART, PART + 1, 5 * PART, 7 * PART + 17])(
    'is what it was: %i bytes',
    async (size) => {
      const store = storeAt();
      const content = randomBytes(size);
      const hash = sha256(content);
      expect(await store.put('here', pieces(content), 1e6)).toEqual({ hash, bytes: size, known: false });
      expect(await store.put('here', pieces(content, 50), 1e6)).toEqual({ hash, bytes: size, known: true });
      const read = await store.read('here', hash);
      expect(read?.bytes).toBe(size);
      expect(read && (await collected(read.stream)).equals(content)).toBe(true);
      expect([...s3.objects.keys()]).toEqual([`here/${hash.slice(0, 2)}/${hash}`]);
      expect(s3.uploads.size).toBe(0);
      expect(await readdir(spoolFolder)).toEqual([]);
    },
  );

  it('is read from any byte to any byte', async () => {
    const store = storeAt();
    const content = randomBytes(3 * PART + 5);
    const { hash } = await store.put('here', pieces(content), 1e6);
    const byte = fc.nat({ max: content.length + 10 });
    await fc.assert(
      fc.asyncProperty(byte, byte, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const expected = content.subarray(from, to + 1);
        const read = await store.read('here', hash, { from, to });
        expect(read?.bytes).toBe(expected.length);
        expect(read && (await collected(read.stream)).equals(expected)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is one community’s own, listed page by page, and removed', async () => {
    const store = storeAt();
    const hashes: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      hashes.push((await store.put('here', pieces(randomBytes(10)), 100)).hash);
    }
    const foreign = await store.put('there', pieces(randomBytes(10)), 100);
    expect((await all(store.list('here'))).sort()).toEqual(hashes.sort());
    expect(await store.read('here', foreign.hash)).toBeNull();
    await store.remove('here', hashes[0] ?? '');
    await store.remove('here', hashes[0] ?? '');
    expect((await all(store.list('here'))).sort()).toEqual(hashes.slice(1).sort());
    expect(await store.read('here', hashes[0] ?? '')).toBeNull();
    expect(await all(store.list('there'))).toEqual([foreign.hash]);
  });

  it('leaves nothing when it is too big, or when whoever sends it stops', async () => {
    const store = storeAt();
    const before = s3.requests.length;
    const tooBig = store.put('here', pieces(randomBytes(5_000)), 2_000);
    await expect(tooBig).rejects.toThrow(UserFacingError);
    async function* cut() {
      yield randomBytes(1_500);
      throw new Error('the line went dead');
    }
    await expect(store.put('here', cut(), 1e6)).rejects.toThrow('the line went dead');
    expect(await readdir(spoolFolder)).toEqual([]);
    expect(s3.requests.slice(before)).toEqual([]);
  });

  it('holds nothing open for a reader who asks and goes', async () => {
    const store = storeAt();
    const { hash } = await store.put('here', pieces(randomBytes(50_000)), 1e6);
    const before = s3.requests.length;
    await store.read('here', hash);
    expect(s3.requests.slice(before).filter((one) => one.startsWith('GET'))).toEqual([]);
    const read = await store.read('here', hash);
    for await (const chunk of read?.stream ?? []) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }
    const again = await store.read('here', hash, { from: 0, to: 0 });
    expect(again && (await collected(again.stream)).length).toBe(1);
    await expect.poll(() => s3.open()).toBe(0);
  });

  it('keeps few parts in memory at once', async () => {
    const crowd = await startS3();
    const store = storeAt({ endpoint: crowd.endpoint });
    await store.put('here', pieces(randomBytes(40 * PART), 4_096), 1e6);
    expect(crowd.mostAbreast()).toBeLessThanOrEqual(3);
    expect(crowd.requests.filter((one) => one.includes('partNumber')).length).toBe(40);
    await crowd.close();
  });
});

describe('a bucket in trouble', () => {
  it('is asked again after a busy moment, for each kind of request', async () => {
    const store = storeAt();
    const content = randomBytes(3 * PART);
    const faced = new Map<string, number>();
    s3.trouble(({ method, query }) => {
      const kind = `${method} ${[...query.keys()].join()}`;
      const times = (faced.get(kind) ?? 0) + 1;
      faced.set(kind, times);
      return times <= 2 ? 503 : null;
    });
    const { hash } = await store.put('here', pieces(content), 1e6);
    const read = await store.read('here', hash);
    expect(read && (await collected(read.stream)).equals(content)).toBe(true);
    expect(await all(store.list('here'))).toEqual([hash]);
    expect(faced.size).toBeGreaterThanOrEqual(5);
  });

  it('loses the line halfway, again and again, and gives every byte once', async () => {
    const store = storeAt();
    const content = randomBytes(40_000);
    const { hash } = await store.put('here', pieces(content), 1e6);
    let cuts = 0;
    s3.trouble(({ method, query }) => (method === 'GET' && !query.size && cuts++ < 6 ? 'cut' : null));
    const read = await store.read('here', hash);
    expect(read && (await collected(read.stream)).equals(content)).toBe(true);
    expect(cuts).toBeGreaterThan(6);
  });

  it('is unavailable, not empty, while it does not answer', async () => {
    const store = storeAt();
    const { hash } = await store.put('here', pieces(randomBytes(10)), 100);
    s3.trouble(() => 503);
    await expect(store.read('here', hash)).rejects.toThrow(StorageUnavailable);
    await expect(store.put('here', pieces(randomBytes(10)), 100)).rejects.toThrow(StorageUnavailable);
    await expect(all(store.list('here'))).rejects.toThrow(StorageUnavailable);
    await expect(store.remove('here', hash)).rejects.toThrow(StorageUnavailable);
    const nobody = storeAt({ endpoint: 'http://127.0.0.1:9' });
    await expect(nobody.read('here', hash)).rejects.toThrow(StorageUnavailable);
  });

  it('says what the operator has to look at, and no key', async () => {
    const refused = storeAt({ secretAccessKey: 'another secret' });
    const error: unknown = await refused.read('here', 'a'.repeat(64)).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(String(error)).toContain('refuses our key');
    expect(String(error)).not.toContain('another secret');
    const lost = storeAt({ bucket: 'elsewhere' });
    await expect(lost.put('here', pieces(randomBytes(10)), 100)).rejects.toThrow('no such bucket');
  });

  it('that fails in the middle of many parts is left without any', async () => {
    const store = storeAt();
    s3.trouble(({ query }) => (query.get('partNumber') === '3' ? 500 : null));
    await expect(store.put('here', pieces(randomBytes(6 * PART)), 1e6)).rejects.toThrow(StorageUnavailable);
    expect(s3.uploads.size).toBe(0);
    expect(s3.objects.size).toBe(0);
    expect(await readdir(spoolFolder)).toEqual([]);
  });
});
