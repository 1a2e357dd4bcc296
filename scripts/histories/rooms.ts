import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, migrate, startEmbeddedPostgres, type Database } from '#database';
import { silentLog } from '#kernel/log';
import { drawHistory } from '../../tests/domain/drawn.js';
import { report, safely, type Wrong } from '../../tests/domain/failing.js';
import { liveThrough } from '../../tests/domain/lived.js';
import type { Done } from './batches.js';

/** Lives through seeds from `first` on with the real rooms, one after the other on a Postgres of their own. */
export async function runRooms(
  { first, count }: { first: number; count: number },
  progress: (done: number) => void,
): Promise<Done> {
  return withDatabase(async (database) => {
    const wrong: Wrong = (history) => liveThrough(database, history);
    for (let done = 0; done < count; done += 1) {
      const history = drawHistory(first + done, { grantsBeginAtOnce: true, short: true });
      if ((await safely(history, wrong)).length > 0) {
        return { count: done, seen: {}, failure: await report(first + done, history, wrong, 'rooms') };
      }
      progress(done + 1);
    }
    return { count, seen: {}, failure: null };
  });
}

/** Runs `use` with an empty, migrated database that is gone afterwards. */
async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-histories-'));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, settings });
  try {
    await migrate(server.url);
    const keys = [{ id: 'histories', key: randomBytes(32) }];
    const database = createDatabase({ url: server.url, keys, log: silentLog });
    return await use(database).finally(() => database.close());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
