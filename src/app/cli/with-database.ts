import type { Database } from '#database';
import { readConfig, type Config } from '../config.js';
import { dataKeys, keyRing } from '../keys.js';
import { createLog } from '../log.js';

/** Opens the product's database for one errand, the embedded one beside a running product too. */
export async function withDatabase(
  errand: (database: Database, config: Config) => Promise<void>,
): Promise<void> {
  // Loaded when there is an errand: help and mistakes in the options should not wait for it.
  const { createDatabase, migrate, startEmbeddedPostgres } = await import('#database');
  const config = readConfig();
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const postgres = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  const url = config.databaseUrl ?? postgres?.url ?? '';
  try {
    await migrate(url, { log });
    const database = createDatabase({
      url,
      keys: dataKeys(keyRing(config.dataDir, config.encryptionKeys)),
      log,
    });
    try {
      await errand(database, config);
    } finally {
      await database.close();
    }
  } finally {
    await postgres?.stop();
  }
}
