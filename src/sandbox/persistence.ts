import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '#kernel/log';

interface Snapshot<State> {
  /** How far the sandbox's clock is ahead of the real one, in milliseconds. */
  offsetMs: number;
  state: State;
}

export interface Kept<State> {
  /** What the last start left behind, or null. A file that cannot be read is put aside. */
  read(): Snapshot<State> | null;
  start(take: () => Snapshot<State>): void;
  /** Something changed: written soon, many changes at once. */
  dirty(): void;
  /** Writes what is not written yet. */
  stop(): void;
}

const WRITE_AFTER_MS = 200;

/** Keeps the sandbox's state in one file, replaced whole, so that a crash leaves the old one or the new. */
export function keepState<State>(file: string | undefined, log: Log): Kept<State> {
  let take: (() => Snapshot<State>) | undefined;
  let timer: NodeJS.Timeout | undefined;

  const write = () => {
    timer = undefined;
    if (!file || !take) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(take()));
    renameSync(`${file}.new`, file);
  };

  return {
    read() {
      if (!file || !existsSync(file)) return null;
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Snapshot<State>;
      } catch {
        renameSync(file, `${file}.broken`);
        log.warn({ file }, 'the sandbox state could not be read and was put aside');
        return null;
      }
    },
    start(taker) {
      take = taker;
    },
    dirty() {
      if (file && take) timer ??= setTimeout(write, WRITE_AFTER_MS).unref();
    },
    stop() {
      if (timer) clearTimeout(timer);
      write();
    },
  };
}
