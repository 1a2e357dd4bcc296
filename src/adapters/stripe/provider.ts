import type { Provider } from '#domain/billing';
import { createAsk, orNull } from './ask.js';
import { readBooks } from './books.js';
import {
  closeCheckouts,
  findPromotionCode,
  openCheckout,
  openPortal,
  subscribeByInvoice,
} from './checkout.js';
import { createClient, isLive, type StripeOptions } from './client.js';
import { createCustomer } from './customers.js';
import { listEvents } from './events.js';
import { findPrice, listPrices } from './prices.js';
import { readEvent } from './webhook.js';

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

    books: (customerId) => ask('books', () => readBooks(stripe, customerId)),

    createCustomer: ({ name, metadata, key }) =>
      ask('new customer', () => createCustomer(stripe, { name, metadata }, key)),

    checkoutUrl: (input) => ask('new checkout', () => openCheckout(stripe, options, input)),
    promotionCode: (code) => ask('promotion code', () => findPromotionCode(stripe, code)),
    subscribeByInvoice: (input) => ask('new subscription', () => subscribeByInvoice(stripe, input)),
    closeCheckouts: (customerId) => ask('open checkouts', () => closeCheckouts(stripe, customerId)),
    portalUrl: (customerId, locale, task) =>
      ask('customer portal', () => openPortal(stripe, options, customerId, locale, task)),

    async customerOfCharge(chargeId) {
      const charge = await ask('charge', () => orNull(() => stripe.charges.retrieve(chargeId)));
      const customer = charge?.customer ?? null;
      return typeof customer === 'object' ? (customer?.id ?? null) : customer;
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
