import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from '#domain/courses';
import { spool } from './spool.js';

export interface LocalStoreOptions {
  /** The folder; it is made when the first content comes. */
  folder: string;
}

/** Content that was never finished is litter after a day: no upload takes that long. */
const LITTER_MS = 24 * 3_600_000;

/** Content in a folder: `<community>/<first two of the hash>/<hash>`. */
export function createLocalStore({ folder }: LocalStoreOptions): BlobStore {
  const root = (communityId: string) => {
    // Both become part of a path. Neither is ever typed by anybody, and neither may ever lead anywhere.
    if (!/^[\w-]+$/.test(communityId)) throw new Error('a community id that is no name of a folder');
    return join(folder, communityId);
  };
  const pathOf = (communityId: string, hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a SHA-256');
    return join(root(communityId), hash.slice(0, 2), hash);
  };
  const incoming = (communityId: string) => join(root(communityId), 'incoming');

  return {
    async put(communityId, content, most) {
      const draft = await spool(incoming(communityId), content, most, { lasting: true });
      try {
        const { hash, bytes } = draft;
        const path = pathOf(communityId, hash);
        if (await isThere(path)) return { hash, bytes, known: true };
        await mkdir(dirname(path), { recursive: true });
        await rename(draft.path, path);
        await syncFolder(dirname(path));
        return { hash, bytes, known: false };
      } finally {
        await draft.remove();
      }
    },

    async read(communityId, hash, range) {
      const path = pathOf(communityId, hash);
      const found = await stat(path).catch(absent);
      if (!found) return null;
      const from = range?.from ?? 0;
      const to = Math.min(range?.to ?? Infinity, found.size - 1);
      return { bytes: Math.max(to - from + 1, 0), stream: readWhenAsked(path, from, to) };
    },

    async remove(communityId, hash) {
      await rm(pathOf(communityId, hash), { force: true });
    },

    async *list(communityId) {
      await sweep(incoming(communityId));
      for (const shelf of await entries(root(communityId))) {
        if (!shelf.isDirectory() || !/^[0-9a-f]{2}$/.test(shelf.name)) continue;
        for (const { name } of await entries(join(root(communityId), shelf.name))) {
          if (/^[0-9a-f]{64}$/.test(name)) yield name;
        }
      }
    },
  };
}

/** Nothing is opened before somebody reads: whoever asks only for the size leaves no file open. */
async function* readWhenAsked(path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  if (to < from) return;
  yield* createReadStream(path, { start: from, end: to }) as AsyncIterable<Uint8Array>;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(absent)) !== null;
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function entries(path: string): Promise<Dirent[]> {
  return (await readdir(path, { withFileTypes: true }).catch(absent)) ?? [];
}

/** A rename is only as lasting as the folder it is written in. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** What a process left that died while it wrote. */
async function sweep(path: string): Promise<void> {
  for (const { name } of await entries(path)) {
    const draft = join(path, name);
    const found = await stat(draft).catch(absent);
    if (found && Date.now() - found.mtimeMs > LITTER_MS) await rm(draft, { force: true });
  }
}
