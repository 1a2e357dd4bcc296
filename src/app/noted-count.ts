import { randomUUID } from 'node:crypto';
import { closeSync, constants, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { NotedCount } from '#domain/engagement';
import type { Log } from '#kernel/log';

/** A name of 36 characters and a number of eight bytes. */
const NAME = 36;
const SIZE = NAME + 8;

/**
 * A count that outlives a killed process: eight bytes of a small file, written at every event into the system's own
 * memory, which takes microseconds. Only a machine that loses its power loses it.
 * @param role one file a role: bot and worker may share the folder
 */
export function openNotedCount(dataDir: string, role: string, log: Log): NotedCount & { close(): void } {
  const path = join(dataDir, `activity-${role}.count`);
  mkdirSync(dataDir, { recursive: true });
  let file: number | null = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const bytes = Buffer.alloc(SIZE);
  const known =
    readSync(file, bytes, 0, SIZE, 0) === SIZE && /^[\da-f-]{36}$/.test(bytes.toString('latin1', 0, NAME));
  const writer = known ? bytes.toString('latin1', 0, NAME) : randomUUID();
  const noted = known ? Number(bytes.readBigUInt64LE(NAME)) : 0;
  if (!known) {
    bytes.write(writer, 0, 'latin1');
    bytes.writeBigUInt64LE(0n, NAME);
    writeSync(file, bytes, 0, SIZE, 0);
  }
  const number = Buffer.alloc(8);
  let failed = false;
  return {
    writer,
    noted,
    note(total) {
      if (file === null) return;
      try {
        number.writeBigUInt64LE(BigInt(total));
        writeSync(file, number, 0, 8, NAME);
        failed = false;
      } catch (error) {
        // A full disk: events are still written, only their count after a kill will be wrong.
        if (!failed) log.warn({ error: String(error) }, 'what was noted cannot be counted on disk');
        failed = true;
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
