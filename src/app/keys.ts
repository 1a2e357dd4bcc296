import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The installation's secret. `ENCRYPTION_KEYS` when set (needed when processes do not share a disk),
 * else a key made once and kept beside the data, readable by its owner only.
 */
export function installationKey(dataDir: string, configured: string | undefined): Buffer {
  if (configured) {
    const [first] = configured.split(',');
    return Buffer.from(first?.split(':')[1] ?? '', 'base64');
  }
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'installation.key');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}

/** A key for one purpose, so that a leak of one opens no other. 64 hex characters. */
export function keyFor(purpose: string, installation: Buffer): string {
  return Buffer.from(hkdfSync('sha256', installation, 'lyceum', purpose, 32)).toString('hex');
}
