/**
 * adapters/stripe: the payment provider, as billing asks for it.
 * Lives here: the Stripe client, what its objects mean in our words, and the check of its signatures.
 * Does not: what a subscription entitles to (domain), and the web server (adapters/http).
 *
 * Holds always: whatever keeps Stripe from being asked comes out as ProviderUnavailable, so that nobody
 * takes "no answer" for "no subscription"; every POST carries an idempotency key.
 */
export { createStripeSource } from './import.js';
export { createStripeProvider } from './provider.js';
export { relevantEvents } from './events.js';
export { examineStripe, type StripeExamined } from './examine.js';
