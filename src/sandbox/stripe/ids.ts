import { createHash } from 'node:crypto';

/** How long the part after the prefix is, as Stripe's ids are. */
const lengths = {
  cus: 14,
  prod: 14,
  price: 24,
  sub: 24,
  si: 14,
  in: 24,
  il: 24,
  ii: 24,
  inpay: 24,
  pi: 24,
  ch: 24,
  pm: 24,
  cs: 58,
  li: 24,
  coupon: 8,
  promo: 24,
  di: 24,
  re: 24,
  du: 24,
  txn: 24,
  plink: 24,
  bpc: 24,
  bps: 24,
  we: 24,
  whsec: 32,
  evt: 24,
  req: 14,
  dlv: 14,
} as const;

export type Prefix = keyof typeof lengths;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const starts: Partial<Record<Prefix, string>> = { cs: 'cs_test_a1', whsec: 'whsec_', coupon: '' };

/** The same id for the same number, always; it looks like one of Stripe's. */
export function idFor(prefix: Prefix, number: number): string {
  const length = lengths[prefix];
  let text = length === 24 ? '1' : '';
  for (let round = 0; text.length < length; round += 1) {
    const bytes = createHash('sha256').update(`${prefix}:${number}:${round}`).digest();
    for (const byte of bytes) text += alphabet[byte % alphabet.length];
  }
  return (starts[prefix] ?? `${prefix}_`) + text.slice(0, length);
}
