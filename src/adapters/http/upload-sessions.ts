import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadFile } from '#domain/courses';
import { newToken } from '#kernel/ids';

export interface UploadLimits {
  /** Of one upload. */
  bytes: number;
  files: number;
  /** Bytes of one request. */
  piece: number;
  /** Uploads under way at once. */
  atOnce: number;
  /** How long an upload may be silent, in milliseconds. */
  silentMs: number;
}

interface Arriving {
  name: string;
  size: number;
  path: string;
  /** Bytes that are there. */
  at: number;
  busy: boolean;
}

export interface Session {
  id: string;
  words: string;
  holder: string;
  files: Arriving[];
  /** It is being read: nothing is added any more, and silence does not end it. */
  sealed: boolean;
}

export type Begun = Session | 'crowded' | 'no_room';

/** What a process left that died in the middle of an upload is litter after that time. */
const LITTER_MS = 3_600_000;
const PREFIX = 'page-';

/** Uploads that are arriving piece by piece, in a folder of their own each, which goes with them. */
export function createSessions(folder: string, limits: UploadLimits) {
  const sessions = new Map<string, Session & { home: string; timer: NodeJS.Timeout | undefined }>();

  async function end(id: string): Promise<void> {
    const session = sessions.get(id);
    if (!session) return;
    clearTimeout(session.timer);
    sessions.delete(id);
    await rm(session.home, { recursive: true, force: true });
  }

  function heard(id: string): void {
    const session = sessions.get(id);
    if (!session || session.sealed) return;
    clearTimeout(session.timer);
    session.timer = setTimeout(() => void end(id).catch(() => {}), limits.silentMs).unref();
  }

  return {
    /** One upload for each person: beginning anew gives the old one up. */
    async begin(
      words: string,
      holder: string,
      files: readonly { name: string; size: number }[],
    ): Promise<Begun> {
      for (const old of [...sessions.values()]) if (old.holder === holder && !old.sealed) await end(old.id);
      if (sessions.size >= limits.atOnce) return 'crowded';
      await mkdir(folder, { recursive: true });
      await sweep(folder, new Set([...sessions.values()].map(({ home }) => home)));
      const total = files.reduce((sum, { size }) => sum + size, 0);
      // What arrives here is unpacked beside it, and stored.
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < total * 3) return 'no_room';
      const home = await mkdtemp(join(folder, PREFIX));
      const id = newToken();
      const arriving = files.map(({ name, size }, index) => ({
        name,
        size,
        path: join(home, String(index)),
        at: 0,
        busy: false,
      }));
      const session = { id, words, holder, files: arriving, sealed: false, home, timer: undefined };
      sessions.set(id, session);
      heard(id);
      return session;
    },

    find(id: string, words: string): Session | null {
      const found = sessions.get(id);
      return found?.words === words ? found : null;
    },

    /**
     * Adds a piece where the file ends; what came of it before the line broke stays.
     * @returns `elsewhere`: it does not belong there; `too_much`: it is more than was announced
     */
    async add(
      session: Session,
      file: Arriving,
      at: number,
      content: AsyncIterable<Uint8Array>,
    ): Promise<'added' | 'elsewhere' | 'too_much'> {
      if (session.sealed || file.busy || at !== file.at) return 'elsewhere';
      file.busy = true;
      heard(session.id);
      const handle = await open(file.path, 'a', 0o600);
      try {
        let taken = 0;
        for await (const chunk of content) {
          taken += chunk.byteLength;
          if (taken > limits.piece || file.at + chunk.byteLength > file.size) return 'too_much';
          await handle.writeFile(chunk);
          file.at += chunk.byteLength;
        }
        return 'added';
      } finally {
        await handle.close();
        file.busy = false;
        heard(session.id);
      }
    },

    /** Everything that arrived, for whoever reads it; from now on silence is no reason to end. null: not all has. */
    filesOf(session: Session): UploadFile[] | null {
      if (session.sealed || session.files.some(({ at, size, busy }) => busy || at !== size)) return null;
      session.sealed = true;
      clearTimeout(sessions.get(session.id)?.timer);
      return session.files.map(({ name, size, path }) => ({
        name,
        size,
        open: async () => (size === 0 ? nothing() : (createReadStream(path) as AsyncIterable<Uint8Array>)),
      }));
    },

    end,
    async endAll(): Promise<void> {
      for (const id of [...sessions.keys()]) await end(id);
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function sweep(folder: string, known: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const home = join(folder, name);
    if (!name.startsWith(PREFIX) || known.has(home)) continue;
    const files = await readdir(home).catch(() => []);
    const times = await Promise.all([home, ...files.map((one) => join(home, one))].map(lastTouched));
    if (Date.now() - Math.max(...times) > LITTER_MS) await rm(home, { recursive: true, force: true });
  }
}

async function lastTouched(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0;
}
