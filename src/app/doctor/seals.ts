import { finding, type Finding } from '#contracts';
import type { Database } from '#database';

/**
 * Whether everything that is sealed can be opened. Only the names of keys are compared: the doctor needs no key.
 * @param keys ids of those at hand
 */
export async function examineSeals(
  database: Pick<Database, 'seals'>,
  keys: readonly string[],
): Promise<Finding[]> {
  const missing = new Map<string, number>();
  for (const { values } of await database.seals.inUse()) {
    for (const [key, count] of values) {
      if (key !== '' && !keys.includes(key)) missing.set(key, (missing.get(key) ?? 0) + count);
    }
  }
  return [...missing].map(([key, count]) => finding('database.key_missing', 'broken', { key, count }));
}
