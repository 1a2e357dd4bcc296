import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examineStorage } from '#adapters/storage';
import { s3Keys, startS3 } from '../adapters/s3-miniature.js';

let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3();
});
afterEach(() => {
  s3.trouble(() => null);
  s3.objects.clear();
});
afterAll(() => s3.close());

const look = async () => {
  const found = await examineStorage({ endpoint: s3.endpoint, bucket: s3.bucket, ...s3Keys, pauseMs: 1 });
  return found.map(({ severity, id }) => `${severity} ${id}`);
};

describe('a bucket', () => {
  it('that works is left as it was: fine storage.works', async () => {
    expect(await look()).toEqual(['fine storage.works']);
    expect([...s3.objects.keys()]).toEqual([]);
  });

  it('that refuses our key: broken storage.unusable', async () => {
    s3.trouble(() => 403);
    expect(await look()).toEqual(['broken storage.unusable']);
  });

  it('that gives back something else: broken storage.garbled', async () => {
    s3.trouble(({ method }) => {
      if (method === 'GET') for (const key of s3.objects.keys()) s3.objects.set(key, Buffer.alloc(64));
      return null;
    });
    expect(await look()).toEqual(['broken storage.garbled']);
    expect([...s3.objects.keys()]).toEqual([]);
  });
});
