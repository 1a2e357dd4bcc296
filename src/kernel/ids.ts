import { createHash, randomBytes } from 'node:crypto';

/** An unguessable token of 128 bits, safe in URLs and in chat payloads (22 characters). */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

/** A one-time code that a person can read out: 12 characters of 31, without look-alikes (59 bits). */
export function newSpokenCode(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
  let code = '';
  while (code.length < 12) {
    for (const byte of randomBytes(16)) {
      // Bytes beyond the last whole multiple of 31 would favour some letters.
      if (byte < 248 && code.length < 12) code += alphabet.charAt(byte % 31);
    }
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is kept of a code: its hash, indifferent to case, blanks and dashes. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest('hex');
}

/** A short stable digest of a key, for receivers that limit its length (Discord's nonce: 25 characters). */
export function shortHash(text: string, length = 24): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
