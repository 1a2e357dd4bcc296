import { createReadStream } from 'node:fs';
import { lockName, type Database, type Tx } from '#database';
import type { BlobRows } from './blob-store.js';
import type { NewAsset } from './ingest/media.js';
import type { OnProgress } from './ingest/parcel.js';
import type { Landed } from './ingest/scratch.js';
import type { BlobStore } from './ports.js';

/** Looking into a store takes longer than looking into the database, and a bucket may be far away. */
export const FILES_TIMEOUT_MS = 120_000;
const AT_ONCE = 8;

/** Content went away between being stored and being named: somebody tidied up. It is stored once more. */
export class ContentGone extends Error {
  override name = 'ContentGone';
}

export interface FilesDeps {
  database: Database;
  blobs: BlobStore;
  rows: BlobRows;
}

/** Whoever names content, or takes away what nobody names, does so one after the other. */
export const lockFiles = (tx: Tx, communityId: string): Promise<void> =>
  lockName(tx, `course files ${communityId}`);

/** Content of versions: stored before it is named, and gone when nobody names it. */
export function createFiles({ database, blobs, rows }: FilesDeps) {
  return {
    /**
     * Stores what is not there yet. @returns hashes of what was new, to be named by a version or dropped again
     */
    async store(
      communityId: string,
      assets: readonly NewAsset[],
      landed: ReadonlyMap<string, Landed>,
      fresh: Set<string>,
      onProgress: OnProgress,
    ): Promise<void> {
      const hashes = new Set(assets.flatMap(({ hash }) => hash ?? []));
      const known = await rows.known(communityId, [...hashes]);
      const wanted = [...hashes].filter((hash) => !known.has(hash));
      for (const [done, hash] of wanted.entries()) {
        const file = landed.get(hash);
        if (!file) continue;
        onProgress({ step: 'storing', done, of: wanted.length });
        // Counted as new even if it lay there: nothing named it a moment ago.
        fresh.add(hash);
        await blobs.put(communityId, contentOf(file.path), file.bytes);
      }
      onProgress({ step: 'storing', done: wanted.length, of: wanted.length });
    },

    /** Names content, under the lock. Throws ContentGone for what has no row and is not in the store either. */
    async name(tx: Tx, communityId: string, assets: readonly NewAsset[], createdAt: Date): Promise<void> {
      const uploaded = assets.flatMap(({ hash, bytes, type }) =>
        hash ? { hash, bytes: bytes ?? 0, type } : [],
      );
      const known = await rows.known(
        communityId,
        uploaded.map(({ hash }) => hash),
        tx,
      );
      const unnamed = [...new Map(uploaded.map((one) => [one.hash, one])).values()].filter(
        ({ hash }) => !known.has(hash),
      );
      for (let at = 0; at < unnamed.length; at += AT_ONCE) {
        const some = unnamed.slice(at, at + AT_ONCE);
        const there = await Promise.all(some.map(({ hash }) => isThere(blobs, communityId, hash)));
        if (there.includes(false)) throw new ContentGone();
      }
      await rows.add(
        tx,
        communityId,
        unnamed.map((one) => ({ ...one, createdAt })),
      );
    },

    /** Takes back what an upload stored that came to nothing, unless somebody else names it by now. */
    async drop(communityId: string, fresh: ReadonlySet<string>): Promise<void> {
      if (fresh.size === 0) return;
      await database.transaction(
        async (tx) => {
          await lockFiles(tx, communityId);
          const known = await rows.known(communityId, [...fresh], tx);
          for (const hash of fresh) if (!known.has(hash)) await blobs.remove(communityId, hash);
        },
        { timeout: FILES_TIMEOUT_MS },
      );
    },

    /** Takes away all content that no version names. */
    async tidy(communityId: string): Promise<void> {
      await database.transaction(
        async (tx) => {
          await lockFiles(tx, communityId);
          await rows.dropUnnamed(tx, communityId);
          let some: string[] = [];
          const dropSome = async () => {
            const known = await rows.known(communityId, some, tx);
            for (const hash of some) if (!known.has(hash)) await blobs.remove(communityId, hash);
            some = [];
          };
          for await (const hash of blobs.list(communityId)) {
            some.push(hash);
            if (some.length === 1_000) await dropSome();
          }
          await dropSome();
        },
        { timeout: 10 * FILES_TIMEOUT_MS },
      );
    },
  };
}

export type Files = ReturnType<typeof createFiles>;

/** Opened when somebody reads, so that nobody misses its trouble. */
async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function isThere(blobs: BlobStore, communityId: string, hash: string): Promise<boolean> {
  const found = await blobs.read(communityId, hash, { from: 0, to: 0 });
  if (!found) return false;
  for await (const _piece of found.stream) break;
  return true;
}
