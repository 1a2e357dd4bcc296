/** Attachments: kept in the state as base64, under Discord's default size limit. */
import { refusal } from '../refusals.js';
import type { StoredFile } from '../state.js';
import type { World } from '../world.js';

/** Discord's limit per file for everyone, in bytes. */
export const fileLimit = 10 * 1024 * 1024;

export interface IncomingFile {
  filename: string;
  contentType: string;
  bytes: Buffer;
  /** The number in `files[n]`. */
  index?: number;
  description?: string | null;
}

/** Stores files and returns their ids. Throws 40005 when one is too large. */
export function storeFiles(
  world: World,
  channelId: string,
  files: readonly IncomingFile[],
  ephemeral: boolean,
): StoredFile[] {
  if (files.some((each) => each.bytes.length > fileLimit)) throw refusal(40005);
  return files.map((each) => {
    const stored: StoredFile = {
      id: world.newId(),
      channelId,
      // Discord keeps letters, digits, dots, dashes and underscores of a name, in any script.
      filename: each.filename.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-200) || 'file',
      contentType: each.contentType,
      description: each.description ?? null,
      size: each.bytes.length,
      base64: each.bytes.toString('base64'),
      ephemeral,
    };
    world.state.files[stored.id] = stored;
    return stored;
  });
}

export function dropFiles(world: World, ids: readonly string[]): void {
  for (const id of ids) delete world.state.files[id];
}
