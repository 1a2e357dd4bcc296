import type { Database } from '#database';
import type { Log } from '#kernel/log';
import { ConfigError } from './config.js';

/**
 * Looks whether everything that is sealed can be opened with the keys at hand, and seals what is still plain.
 * Throws ConfigError when a key is missing: with half of the names unreadable, nothing should run.
 */
export async function tendSeals(database: Pick<Database, 'seals' | 'sealer'>, log: Log): Promise<void> {
  const missing = new Map<string, number>();
  let plain = 0;
  for (const { values } of await database.seals.inUse()) {
    plain += values.get('') ?? 0;
    for (const [key, count] of values) {
      if (key !== '' && !database.sealer.keys.includes(key))
        missing.set(key, (missing.get(key) ?? 0) + count);
    }
  }
  if (missing.size > 0) throw new ConfigError([...missing].map(([key, count]) => sentence(key, count)));
  if (plain === 0) return;
  const sealed = await database.seals.renew({ plainOnly: true });
  log.info({ values: sealed }, 'what was kept in plain text is sealed now');
}

function sentence(key: string, count: number): string {
  return (
    `ENCRYPTION_KEYS: ${count} values in the database are sealed with the key "${key}", which is not among the keys. ` +
    (key === 'installation'
      ? 'Put installation.key back into DATA_DIR, or add it as installation:<what the file holds>.'
      : 'Add it again; it may be removed once `lyceum keys rotate` has finished.') +
    ' If it is lost for good, see docs/privacy.md.'
  );
}
