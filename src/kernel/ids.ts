import { createHash, randomBytes } from 'node:crypto';

/**
 * An id for a new row, as the database client makes them (UUID v7), for rows whose id is needed before they are
 * written.
 * @param now its first 48 bits, so that ids sort by age
 */
export function newId(now: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

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
