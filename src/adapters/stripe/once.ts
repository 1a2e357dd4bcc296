import { Stripe } from 'stripe';
import { shortHash } from '#kernel/ids';

/**
 * Makes a POST count once. What is asked for is part of the key: Stripe refuses a key that comes back with
 * other parameters, for instance after a change of the public address.
 */
export function once(key: string, wanted: object): { idempotencyKey: string } {
  return { idempotencyKey: `${key}:${shortHash(JSON.stringify(wanted))}` };
}

/**
 * The request whose failure is being repeated to us; null when this is anything else. Stripe keeps the first
 * answer to a key for a day, a 500 included.
 */
export function repeatedFailure(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeError) || (error.statusCode ?? 0) < 500) return null;
  if (error.headers?.['idempotent-replayed'] !== 'true') return null;
  return error.headers['original-request'] ?? 'again';
}
