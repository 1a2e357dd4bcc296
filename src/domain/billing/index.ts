/**
 * billing: what was sold and what Stripe says about it. Plans with their allow-list of prices; customers and
 * their books as last fetched (subscriptions, orders, payments); gifts; the inbox of webhook events.
 * Lives here: making and editing plans (catalogue.ts), checkouts, the portal and gifts (selling.ts), fetching and
 * writing the truth (syncing.ts, truth-store.ts), where money stands after refunds and disputes (money.ts, pure).
 * Does not: what any of it entitles to (access), how Stripe is spoken to (its adapter).
 * Tables: Plan, PlanPrice, Customer, Subscription, SubscriptionPast, Order, Payment, PaymentReturn, Gift, StripeEvent, Cursor.
 * Invariants: nothing is taken from a webhook but ids; a fetch never overwrites a later one; a price that is
 * not listed grants nothing; a customer is tied to a member by a checkout of ours or a signed reference only.
 */
export type * from './door.js';
export type * from './model.js';
export type * from './ports.js';
export { amountBack, standingOf } from './money.js';
export { readReference, signReference } from './reference.js';
export { createBilling, type BillingDeps } from './service.js';
