import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserFacingError } from '#kernel/errors';

/** A file of an upload on our own disk. */
export interface Landed {
  /** Cleaned; see names.ts. */
  name: string;
  path: string;
  bytes: number;
  /** SHA-256, hex. */
  hash: string;
}

/** Somewhere to put files while they are looked at. */
export interface Scratch {
  /**
   * @param content opened once there is something to write it to, and read at once
   * @param most bytes; more throws what `tooBig` makes
   * @param seen called with the bytes of every piece, before it is written
   */
  land(
    name: string,
    content: () => Promise<AsyncIterable<Uint8Array>>,
    limit: { most: number; tooBig: () => Error; seen?: (piece: Uint8Array) => void },
  ): Promise<Landed>;
  /** Takes all of it away. */
  clear(): Promise<void>;
}

/** What a process left that died over an upload is litter after a day. */
const LITTER_MS = 24 * 3_600_000;

/** Files are numbered: the names that people give them never become part of a path. */
export async function openScratch(folder: string): Promise<Scratch> {
  await mkdir(folder, { recursive: true });
  await sweep(folder);
  const own = await mkdtemp(join(folder, 'upload-'));
  let count = 0;
  return {
    async land(name, content, { most, tooBig, seen }) {
      count += 1;
      const path = join(own, String(count));
      const hash = createHash('sha256');
      let bytes = 0;
      const file = await open(path, 'wx', 0o600);
      try {
        for await (const piece of await content()) {
          bytes += piece.byteLength;
          if (bytes > most) throw tooBig();
          seen?.(piece);
          hash.update(piece);
          await file.writeFile(piece);
        }
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
          throw new UserFacingError('upload_no_room');
        }
        throw error;
      } finally {
        await file.close();
      }
      return { name, path, bytes, hash: hash.digest('hex') };
    },
    clear: () => rm(own, { recursive: true, force: true }),
  };
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > LITTER_MS) await rm(path, { recursive: true, force: true });
  }
}
