import { shortHash } from '#kernel/ids';

/**
 * Makes a POST count once. What is asked for is part of the key: Stripe refuses a key that comes back with
 * other parameters, for instance after a change of the public address.
 */
export function once(key: string, wanted: object): { idempotencyKey: string } {
  return { idempotencyKey: `${key}:${shortHash(JSON.stringify(wanted))}` };
}
