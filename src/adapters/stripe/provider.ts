import type { Stripe } from 'stripe';
import type { Provider } from '#domain/billing';
import { createAsk, orNull } from './ask.js';
import { createClient, isLive, type StripeOptions } from './client.js';
import { createCustomer } from './customers.js';
import { listEvents } from './events.js';
import { once } from './once.js';
import { findPrice, listPrices } from './prices.js';
import { listSubscriptions } from './subscriptions.js';
import { readEvent } from './webhook.js';

/** Our languages as Checkout and the Customer Portal call them. */
const locales = { en: 'en', 'zh-CN': 'zh' } as const;

/**
 * The payment provider on Stripe. Nothing is asked before the first call.
 * Throws an Error of one sentence when a key or the address cannot be right.
 */
export function createStripeProvider(options: StripeOptions): Provider {
  const stripe = createClient(options);
  const ask = createAsk(options.log);
  const keys = { webhookSecret: options.webhookSecret, live: isLive(options.secretKey) };

  return {
    readEvent: (rawBody, signature, now) => readEvent(stripe, keys, { rawBody, signature, now }),

    subscriptions: (customerId) => ask('subscriptions', () => listSubscriptions(stripe, customerId)),

    createCustomer: ({ name, metadata, key }) =>
      ask('new customer', () => createCustomer(stripe, { name, metadata }, key)),

    async checkoutUrl(input) {
      const wanted: Stripe.Checkout.SessionCreateParams = {
        mode: input.recurring ? 'subscription' : 'payment',
        customer: input.customerId,
        client_reference_id: input.reference,
        line_items: [{ price: input.priceId, quantity: 1 }],
        locale: locales[input.locale],
        success_url: options.successUrl,
        cancel_url: options.cancelUrl,
        metadata: input.metadata,
        ...(input.recurring && { subscription_data: { metadata: input.metadata } }),
      };
      const session = await ask('new checkout', () =>
        stripe.checkout.sessions.create(wanted, once(input.key, wanted)),
      );
      if (!session.url) throw new Error(`Stripe opened checkout ${session.id} without an address.`);
      return session.url;
    },

    async portalUrl(customerId, locale) {
      const session = await ask('customer portal', () =>
        stripe.billingPortal.sessions.create({
          customer: customerId,
          return_url: options.returnUrl,
          locale: locales[locale],
        }),
      );
      return session.url;
    },

    async checkout(sessionId) {
      const session = await ask('checkout', () => orNull(() => stripe.checkout.sessions.retrieve(sessionId)));
      if (session?.status !== 'complete') return null;
      const { customer, client_reference_id: reference } = session;
      return { customerId: (typeof customer === 'object' ? customer?.id : customer) ?? null, reference };
    },

    price: (priceId) => ask('price', () => findPrice(stripe, priceId)),
    prices: () => ask('prices', () => listPrices(stripe)),

    async eventsSince(afterId) {
      const events = await ask('events', () => listEvents(stripe, afterId));
      return { events, newestId: events.at(-1)?.id ?? afterId };
    },
  };
}
