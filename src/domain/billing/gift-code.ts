import { createHmac } from 'node:crypto';
import { hashOfCode } from '#kernel/ids';

const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * The code of a gift: made from its id with our secret, so that it can be told again and is kept nowhere.
 * 16 characters of 31 (79 bits), in groups of four.
 */
export function giftCode(giftId: string, secret: string): string {
  const mac = createHmac('sha256', secret).update(`gift:${giftId}`).digest();
  let number = BigInt(`0x${mac.toString('hex')}`);
  let code = '';
  for (let place = 0; place < 16; place += 1) {
    code += ALPHABET.charAt(Number(number % 31n));
    number /= 31n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The code that has this hash; null when the secret it was made with is none of these any more. */
export function giftCodeOf(giftId: string, codeHash: string, secrets: readonly string[]): string | null {
  return (
    secrets.map((secret) => giftCode(giftId, secret)).find((code) => hashOfCode(code) === codeHash) ?? null
  );
}
