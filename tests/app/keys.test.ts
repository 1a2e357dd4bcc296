import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '#app/config';
import { dataKeys, KeyProblem, keyRing, keysAtHand, keysFor, newKeyLine, parseKeys } from '#app/keys';
import { readReference, signReference } from '#domain/billing';
import { createSealer } from '#kernel/sealed';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const place = { column: 'Account.name', id: 'row', communityId: 'home' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ENCRYPTION_KEYS', () => {
  it('are read in order, the current one first', () => {
    expect(parseKeys(`k2:${key(2)}, k1:${key(1)}`).map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(parseConfig({ ENCRYPTION_KEYS: newKeyLine('new-1') }).encryptionKeys?.[0].id).toBe('new-1');
  });

  it.each([
    ['nothing to tell it by', key(1)],
    ['too short', `k1:${Buffer.alloc(16).toString('base64')}`],
    ['too long', `k1:${Buffer.alloc(33).toString('base64')}`],
    ['a name with a blank', `k 1:${key(1)}`],
    ['a name for two', `k1:${key(1)},k1:${key(2)}`],
    ['one that ends in a comma', `k1:${key(1)},`],
    ['more parts than two', `k1:${key(1)}:${key(2)}`],
  ])('are refused with %s, without being repeated', (_what, text) => {
    expect(() => parseKeys(text)).toThrow(KeyProblem);
    try {
      parseConfig({ ENCRYPTION_KEYS: text });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect(String(error)).toContain('ENCRYPTION_KEYS');
      expect(String(error)).not.toContain(key(1).slice(0, 12));
    }
  });
});

describe('the ring', () => {
  it('is one key that the installation makes once, for its owner’s eyes', () => {
    const [own] = keyRing(join(folder, 'deep', 'data'), undefined);
    const file = join(folder, 'deep', 'data', 'installation.key');
    expect(own.id).toBe('installation');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keyRing(join(folder, 'deep', 'data'), undefined)[0].secret).toEqual(own.secret);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toEqual(own.secret);
  });

  it('opens with the installation’s own key what it sealed before there were others', () => {
    const before = createSealer(dataKeys(keyRing(folder, undefined)));
    const sealed = before.seal(place, 'Ada');
    const ring = keyRing(folder, parseKeys(`k1:${key(1)}`));
    expect(ring.map(({ id }) => id)).toEqual(['k1', 'installation']);
    expect(createSealer(dataKeys(ring)).open(place, sealed)).toBe('Ada');
  });

  it('takes the file’s key by its name too, and refuses two that share it', () => {
    const [own] = keyRing(folder, undefined);
    const named = (secret: Buffer) => parseKeys(`installation:${secret.toString('base64')}`);
    expect(keyRing(folder, named(own.secret))).toHaveLength(1);
    expect(() => keyRing(folder, named(Buffer.alloc(32, 9)))).toThrow(KeyProblem);
  });

  it('makes no file where keys are given, and refuses one that is none', () => {
    keyRing(folder, parseKeys(`k1:${key(1)}`));
    expect(existsSync(join(folder, 'installation.key'))).toBe(false);
    expect(keysAtHand(folder, parseKeys(`k1:${key(1)}`))).toEqual(['k1']);
    writeFileSync(join(folder, 'installation.key'), 'nonsense');
    expect(() => keyRing(folder, undefined)).toThrow(KeyProblem);
    expect(keysAtHand(folder, undefined)).toEqual(['installation']);
  });
});

describe('after rotation', () => {
  const before = parseKeys(`k1:${key(1)}`);
  const after = parseKeys(`k2:${key(2)},k1:${key(1)}`);
  const later = parseKeys(`k2:${key(2)}`);

  it('a reference that an older key signed is read, until that key is gone', () => {
    const signed = signReference('c', 'm', keysFor('checkout reference', before)[0]);
    const fresh = signReference('c', 'm', keysFor('checkout reference', after)[0]);
    expect(fresh).not.toBe(signed);
    for (const reference of [signed, fresh]) {
      expect(readReference(reference, keysFor('checkout reference', after))).toEqual({
        communityId: 'c',
        memberId: 'm',
      });
    }
    expect(readReference(signed, keysFor('checkout reference', later))).toBeNull();
  });

  it('no purpose shares a key with another', () => {
    const purposes = ['checkout reference', 'telegram webhook', 'rows at rest'];
    const all = [
      ...purposes.flatMap((purpose) => keysFor(purpose, after)),
      ...after.map(({ secret }) => secret.toString('hex')),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(dataKeys(after)[0]?.key.toString('hex')).toBe(keysFor('rows at rest', after)[0]);
  });
});
