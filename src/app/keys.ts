import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataKey } from '#kernel/sealed';

/** A secret of 32 bytes, and the name that what it sealed remembers it by. */
export interface InstallationKey {
  id: string;
  secret: Buffer;
}

/** The current key first; the others still open and verify what they once sealed and signed. */
export type KeyRing = readonly [InstallationKey, ...InstallationKey[]];

/** What the key is called that an installation makes for itself. */
export const OWN_KEY = 'installation';
const OWN_FILE = 'installation.key';

/** What is wrong with the keys, in a sentence. */
export class KeyProblem extends Error {
  override name = 'KeyProblem';
}

/** Reads `id:base64,id2:base64`. Throws KeyProblem; a message never repeats a key. */
export function parseKeys(text: string): KeyRing {
  const keys = text.split(',').map((entry): InstallationKey => {
    const [id = '', encoded = '', ...rest] = entry.trim().split(':');
    if (!/^[\w-]{1,40}$/.test(id) || rest.length > 0) {
      throw new KeyProblem('is id:base64 of 32 bytes, comma-separated (make one with: lyceum keys new)');
    }
    const secret = Buffer.from(encoded, 'base64');
    if (secret.length !== 32) throw new KeyProblem(`the key ${id} is not base64 of 32 bytes`);
    return { id, secret };
  });
  const twice = keys.find(({ id }, at) => keys.findIndex((one) => one.id === id) !== at);
  if (twice) throw new KeyProblem(`two keys are called ${twice.id}`);
  const [first, ...others] = keys;
  if (!first) throw new KeyProblem('holds no key');
  return [first, ...others];
}

/**
 * The installation's keys: `configured` (needed when processes do not share a disk), else a key made once and
 * kept beside the data, readable by its owner only. A key that lies there from before there were configured ones
 * still opens what it sealed. Throws KeyProblem.
 */
export function keyRing(dataDir: string, configured: KeyRing | undefined): KeyRing {
  const file = join(dataDir, OWN_FILE);
  if (!configured) return [ownKey(dataDir, file)];
  const own = existsSync(file) ? readKey(file) : undefined;
  const namesake = configured.find(({ id }) => id === OWN_KEY);
  if (own && namesake && !own.secret.equals(namesake.secret)) {
    throw new KeyProblem(`the key ${OWN_KEY} is another one than in ${file}; give one of them another id`);
  }
  return own && !namesake ? [...configured, own] : configured;
}

/** Ids of the keys that `keyRing` would give; nothing is made, and no key is read. */
export function keysAtHand(dataDir: string, configured: KeyRing | undefined): string[] {
  const own = existsSync(join(dataDir, OWN_FILE)) ? [OWN_KEY] : [];
  return [...(configured ?? []).map(({ id }) => id), ...own];
}

/** A line for ENCRYPTION_KEYS. */
export function newKeyLine(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

/** A key for one purpose, so that a leak of one opens no other: by each key of the ring. 64 hex characters each. */
export function keysFor(purpose: string, [current, ...others]: KeyRing): [string, ...string[]] {
  return [
    derived(purpose, current).toString('hex'),
    ...others.map((key) => derived(purpose, key).toString('hex')),
  ];
}

/** What rows are sealed and opened with. */
export function dataKeys(ring: KeyRing): DataKey[] {
  return ring.map((key) => ({ id: key.id, key: derived('rows at rest', key) }));
}

function derived(purpose: string, { secret }: InstallationKey): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'lyceum', purpose, 32));
}

function ownKey(dataDir: string, file: string): InstallationKey {
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return readKey(file);
}

function readKey(file: string): InstallationKey {
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (secret.length !== 32)
    throw new KeyProblem(`${file} does not hold a key of 32 bytes; put the right file back`);
  return { id: OWN_KEY, secret };
}
