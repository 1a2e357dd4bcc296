import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UserFacingError } from '#kernel/errors';

export interface Spooled {
  path: string;
  hash: string;
  bytes: number;
  remove(): Promise<void>;
}

/**
 * Content in a file of its own, and what it was. Nothing stays when reading fails or `most` bytes are exceeded.
 * @param lasting it is on the disk, whatever happens next, once this returns
 */
export async function spool(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  most: number,
  { lasting = false } = {},
): Promise<Spooled> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const remove = () => rm(path, { force: true });
  try {
    return { path, remove, ...(await written(path, content, most, lasting)) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function written(path: string, content: AsyncIterable<Uint8Array>, most: number, lasting: boolean) {
  const hash = createHash('sha256');
  let bytes = 0;
  const file: FileHandle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      bytes += chunk.byteLength;
      if (bytes > most) throw new UserFacingError('upload_too_big', { max: Math.floor(most / 1_048_576) });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    if (lasting) await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), bytes };
}
