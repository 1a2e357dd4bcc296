/**
 * billing: what was sold and what Stripe says about it. Plans with their allow-list of prices, customers,
 * subscriptions as last fetched, the inbox of webhook events.
 * Lives here: making and editing plans, starting a checkout, fetching and writing the truth.
 * Does not: what a subscription entitles to (access), how Stripe is spoken to (its adapter).
 * Tables: Plan, PlanPrice, Customer, Subscription, StripeEvent, Cursor.
 * Invariants: nothing is taken from a webhook but ids; a fetch never overwrites a later one; a price that is
 * not listed grants nothing; a customer is tied to a member by a checkout of ours or a signed reference only.
 */
export type * from './model.js';
export type * from './ports.js';
export { readReference, signReference } from './reference.js';
export { createBilling, type BillingDeps } from './service.js';
