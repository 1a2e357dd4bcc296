import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { S3mini } from 's3mini';
import type { BlobStore } from '#domain/courses';
import { statusOf, storageAway, withPatience } from './s3-asking.js';
import { spool } from './spool.js';

export interface S3StoreOptions {
  /** Without the bucket, e.g. `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** A local folder for content whose address is not known before it was read. */
  spoolFolder: string;
  /** Bytes of a part; larger content goes in several. S3 wants 5 MiB or more. */
  partBytes?: number;
  /** Milliseconds before the second try; each further try waits twice as long. */
  pauseMs?: number;
}

const PART = 8 * 1_048_576;
const TRIES = 4;

/** Parts of one content that are under way at once: what is held in memory is as many parts. */
const ABREAST = 2;

/**
 * Content in a bucket of anything that speaks S3: `<community>/<first two of the hash>/<hash>`.
 * Every method throws StorageUnavailable when the bucket cannot be asked.
 */
export function createS3Store(options: S3StoreOptions): BlobStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, spoolFolder } = options;
  const { partBytes = PART, pauseMs = 500 } = options;
  const s3 = new S3mini({
    endpoint: `${endpoint}/${bucket}`,
    region,
    accessKeyId,
    secretAccessKey,
    fetch: withPatience(globalThis.fetch),
  });
  const keyOf = (communityId: string, hash: string) => {
    if (!/^[\w-]+$/.test(communityId) || !/^[0-9a-f]{64}$/.test(hash))
      throw new Error('no address of content');
    return `${communityId}/${hash.slice(0, 2)}/${hash}`;
  };

  /** What a broken line or a busy server kept from happening is tried again. */
  async function persistently<T>(what: string, ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        const status = statusOf(error);
        const isFinal = status !== null && status < 500 && status !== 429 && status !== 408;
        if (isFinal || tries >= TRIES) throw storageAway(what, error);
        await pause(pauseMs * 2 ** (tries - 1));
      }
    }
  }

  /** null: it is not there. */
  async function sizeOf(key: string): Promise<number | null> {
    return persistently('size', async () => {
      try {
        return await s3.getContentLength(key);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    });
  }

  async function send(key: string, file: FileHandle, bytes: number): Promise<void> {
    if (bytes <= partBytes) {
      const content = await partOf(file, 0, bytes);
      await persistently('put', () => s3.putObject(key, content));
      return;
    }
    const uploadId = await persistently('begin', () => s3.getMultipartUploadId(key));
    try {
      const count = Math.ceil(bytes / partBytes);
      const parts: { partNumber: number; etag: string }[] = [];
      let next = 0;
      const lane = async () => {
        while (next < count) {
          const at = next++;
          const content = await partOf(file, at * partBytes, Math.min(partBytes, bytes - at * partBytes));
          parts[at] = await persistently('part', () => s3.uploadPart(key, uploadId, content, at + 1));
        }
      };
      await Promise.all(Array.from({ length: ABREAST }, lane));
      await persistently('complete', () => s3.completeMultipartUpload(key, uploadId, parts));
    } catch (error) {
      // What stays is invisible, and paid for until the bucket's own rule removes it.
      await s3.abortMultipartUpload(key, uploadId).catch(() => {});
      throw error;
    }
  }

  /** A reader may take longer than the other side waits: what is missing is asked for again from there. */
  async function* ranged(key: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    let at = from;
    for (let barren = 0; at <= to;) {
      const before = at;
      try {
        const response = await s3.getObjectRaw(key, false, at, to + 1);
        if (response.status !== 206 && at > 0) throw new Error('the storage gives no parts of files');
        for await (const chunk of response.body ?? []) {
          at += chunk.byteLength;
          yield chunk;
        }
        if (at <= to) throw new Error('the content ended early');
      } catch (error) {
        barren = at > before ? 0 : barren + 1;
        if (barren >= TRIES) throw storageAway('read', error);
        await pause(pauseMs * 2 ** barren);
      }
    }
  }

  return {
    async put(communityId, content, most) {
      const spooled = await spool(spoolFolder, content, most);
      try {
        const { hash, bytes, path } = spooled;
        const key = keyOf(communityId, hash);
        if ((await sizeOf(key)) === bytes) return { hash, bytes, known: true };
        const file = await open(path);
        await send(key, file, bytes).finally(() => file.close());
        // A multipart upload may be answered with 200 and yet have failed.
        const stored = await sizeOf(key);
        if (stored !== bytes) throw storageAway('check', new Error(`${stored} of ${bytes} bytes arrived`));
        return { hash, bytes, known: false };
      } finally {
        await spooled.remove();
      }
    },

    async read(communityId, hash, range) {
      const key = keyOf(communityId, hash);
      const size = await sizeOf(key);
      if (size === null) return null;
      const from = range?.from ?? 0;
      const to = Math.min(range?.to ?? Infinity, size - 1);
      return { bytes: Math.max(to - from + 1, 0), stream: ranged(key, from, to) };
    },

    async remove(communityId, hash) {
      await persistently('remove', () => s3.deleteObject(keyOf(communityId, hash)));
    },

    async *list(communityId) {
      const prefix = keyOf(communityId, '0'.repeat(64)).split('/', 1)[0] ?? '';
      let token: string | undefined;
      do {
        const page = await persistently('list', () => s3.listObjectsPaged('/', `${prefix}/`, 1_000, token));
        for (const { Key } of page?.objects ?? []) {
          const hash = Key.split('/').pop() ?? '';
          if (/^[0-9a-f]{64}$/.test(hash)) yield hash;
        }
        token = page?.nextContinuationToken;
      } while (token);
    },
  };
}

async function partOf(file: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const content = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(content, read, length - read, from + read);
    if (bytesRead === 0) throw new Error('a spooled file became shorter');
    read += bytesRead;
  }
  return content;
}
