import { createHmac } from 'node:crypto';
import type { Platform } from '#domain/members';

/** As many people as are remembered with their hash; some 200 bytes each. */
const REMEMBERED = 20_000;

/** What stands for accounts and messages in all that is counted. Nobody without the key can tell whose it is. */
export interface Hashes {
  /** Of an account: by the key in use first, then by older ones. */
  account(communityId: string, platform: Platform, externalId: string): readonly string[];
  /** Of a message in its place: 63 bits. */
  message(communityId: string, platform: Platform, placeExternalId: string, messageId: string): bigint;
}

/** @param secrets the one in use first; each is bound to this use by what is signed with it */
export function createHashes(secrets: readonly [string, ...string[]]): Hashes {
  const known = new Map<string, readonly string[]>();
  const mac = (secret: string, words: string) => createHmac('sha256', secret).update(words);
  return {
    account(communityId, platform, externalId) {
      const words = `pseudonym:${communityId}:${platform}:${externalId}`;
      const found = known.get(words);
      if (found) {
        // Whoever was asked for last goes last.
        known.delete(words);
        known.set(words, found);
        return found;
      }
      const made = secrets.map((secret) => mac(secret, words).digest('base64url'));
      known.set(words, made);
      if (known.size > REMEMBERED) for (const oldest of known.keys()) return (known.delete(oldest), made);
      return made;
    },
    message: (communityId, platform, place, messageId) =>
      mac(secrets[0], `message:${communityId}:${platform}:${place}:${messageId}`)
        .digest()
        .readBigUInt64BE() >> 1n,
  };
}
