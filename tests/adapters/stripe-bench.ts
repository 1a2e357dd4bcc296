import { demo } from '../../src/sandbox/people.js';
import { createStripeProvider } from '#adapters/stripe';
import type { Provider } from '#domain/billing';
import { silentLog } from '#kernel/log';

export const keys = { secretKey: demo.stripe.secretKey, webhookSecret: demo.stripe.webhookSecret };

/** The provider under test, pointed at a Stripe in miniature. */
export function providerAt(
  server: { url: string },
  change: Partial<Parameters<typeof createStripeProvider>[0]> = {},
): Provider {
  return createStripeProvider({
    ...keys,
    apiUrl: server.url,
    successUrl: 'https://lyceum.example/paid',
    cancelUrl: 'https://lyceum.example/back',
    returnUrl: 'https://lyceum.example/back',
    log: silentLog,
    ...change,
  });
}
