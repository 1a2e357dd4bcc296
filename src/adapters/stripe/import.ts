import type { Stripe } from 'stripe';
import type { Subscriber, SubscriberSource } from '#domain/imports';
import type { Log } from '#kernel/log';
import { createAsk, orNull } from './ask.js';
import { createClient } from './client.js';

export interface StripeImportOptions {
  secretKey: string;
  webhookSecret: string;
  apiUrl?: string;
  log: Log;
}

/**
 * The owner's own books, for taking over who paid before Lyceum came; only read. Reads need Subscriptions and
 * Customers. Throws an Error of one sentence when a key or the address cannot be right.
 */
export function createStripeSource(options: StripeImportOptions): SubscriberSource {
  const stripe = createClient(options);
  const ask = createAsk(options.log);

  return {
    async *subscribers(priceId) {
      let cursor: string | undefined;
      for (;;) {
        // Page by page, so that a broken line is told as such wherever it breaks. Without a status, Stripe leaves
        // out those that were cancelled.
        const page = await ask('subscribers', () =>
          stripe.subscriptions.list({
            price: priceId,
            limit: 100,
            expand: ['data.customer'],
            ...(cursor === undefined ? {} : { starting_after: cursor }),
          }),
        );
        for (const one of page.data) {
          const known = subscriberOf(one);
          if (known) yield known;
        }
        cursor = page.data.at(-1)?.id;
        if (!page.has_more || cursor === undefined) return;
      }
    },

    async customer(customerId) {
      const found = await ask('customer', () => orNull(() => stripe.customers.retrieve(customerId)));
      return found && !found.deleted ? { email: found.email, name: found.name ?? null } : null;
    },
  };
}

/** null: it never began, or nobody is behind it any more. */
function subscriberOf({ status, customer, metadata }: Stripe.Subscription): Subscriber | null {
  if (status === 'incomplete' || status === 'incomplete_expired') return null;
  if (typeof customer === 'string' || customer.deleted) return null;
  return {
    customerId: customer.id,
    metadata: { ...customer.metadata, ...metadata },
    email: customer.email,
    name: customer.name ?? null,
  };
}
