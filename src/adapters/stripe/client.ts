import { Stripe } from 'stripe';
import type { Log } from '#kernel/log';

export interface StripeOptions {
  secretKey: string;
  webhookSecret: string;
  /** Another Stripe: a proxy or the sandbox. Scheme, host and port count; a path is refused. */
  apiUrl?: string;
  /** Where Checkout sends people who paid, and who went back; where the Customer Portal sends them. */
  successUrl: string;
  cancelUrl: string;
  returnUrl: string;
  /** Milliseconds a single request may take. */
  timeoutMs?: number;
  log: Log;
}

/** The API version that this code was written against; the SDK's types speak of no other. */
export const apiVersion = '2026-10-28.endive';

/**
 * A client that tries each request three times; POSTs carry an idempotency key, so that no try counts twice.
 * Throws an Error of one sentence when a key or address cannot be right.
 */
export function createClient(
  options: Pick<StripeOptions, 'secretKey' | 'webhookSecret'> & Partial<StripeOptions>,
): Stripe {
  if (!/^(sk|rk)_(test|live)_/.test(options.secretKey)) {
    throw new Error('The Stripe secret key must begin with sk_test_, sk_live_, rk_test_ or rk_live_.');
  }
  // Anybody could sign with an empty secret.
  if (!/^whsec_\S{8,}$/.test(options.webhookSecret)) {
    throw new Error('The Stripe webhook secret must begin with whsec_.');
  }
  return new Stripe(options.secretKey, {
    apiVersion,
    maxNetworkRetries: 2,
    timeout: options.timeoutMs ?? 20_000,
    telemetry: false,
    ...(options.apiUrl && addressOf(options.apiUrl)),
  });
}

/** Whether a key is for real money. */
export function isLive(secretKey: string): boolean {
  return /^(sk|rk)_live_/.test(secretKey);
}

function addressOf(apiUrl: string): { protocol: 'http' | 'https'; host: string; port: number } {
  const url = new URL(apiUrl);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new Error('The Stripe API address must look like https://host:port, without a path.');
  }
  return { protocol, host: url.hostname, port: Number(url.port || (protocol === 'https' ? 443 : 80)) };
}
