import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finding, type Finding } from '#contracts';
import { StorageUnavailable } from '#kernel/errors';
import { createS3Store, type S3StoreOptions } from './s3.js';

/** Where the trial lies for a moment; communities have other names. */
const PLACE = 'doctor';

/** Whether files can be put into a bucket, read in parts and taken out again: tried with a few bytes, which go. */
export async function examineStorage(options: Omit<S3StoreOptions, 'spoolFolder'>): Promise<Finding[]> {
  const spoolFolder = await mkdtemp(join(tmpdir(), 'lyceum-doctor-'));
  try {
    const store = createS3Store({ ...options, spoolFolder });
    const content = randomBytes(64);
    const { hash } = await store.put(PLACE, single(content), content.length);
    try {
      const half = await store.read(PLACE, hash, { from: 32, to: 63 });
      const parts: Uint8Array[] = [];
      for await (const part of half?.stream ?? []) parts.push(part);
      if (!Buffer.concat(parts).equals(content.subarray(32))) return [finding('storage.garbled', 'broken')];
    } finally {
      await store.remove(PLACE, hash);
    }
    return [finding('storage.works', 'fine')];
  } catch (error) {
    // Its own words repeat addresses and keys; the status says enough.
    const reason = error instanceof StorageUnavailable ? reasonOf(error) : 'unknown';
    return [finding('storage.unusable', 'broken', { reason })];
  } finally {
    await rm(spoolFolder, { recursive: true, force: true });
  }
}

async function* single(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

function reasonOf({ message }: StorageUnavailable): string {
  return /, (\d{3})\)$/.exec(message)?.[1] ?? 'no answer';
}
