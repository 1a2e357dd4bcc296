/**
 * Stripe in miniature: a stateful server on loopback that the unmodified `stripe` client talks to. Customers, prices,
 * Checkout, the Customer Portal, subscriptions, invoices and their retries live here, along with signed webhooks and
 * the faults that can be asked of both. Nothing in here knows the product.
 */
export { createStripeServer, type StripeServer, type StripeServerOptions } from './server.js';
export { seeded, seedStripe } from './seed.js';
export type { StripeState } from './state.js';
export type { StripeView } from './view.js';
export type { CardKind } from './shapes/card.js';
