/**
 * imports: people who paid before Lyceum came. Their subscriptions and terms are taken over, and nobody has to
 * subscribe again.
 * Lives here: reading the rows of another product, deciding what each means, one-time codes for whoever cannot be
 * told by an id.
 * Does not: how Stripe is asked (a SubscriberSource), files and the console (app), what a grant or a customer is
 * (access, billing).
 * Tables: ClaimCode.
 * Invariants: nothing is written without being asked for; doing the same again changes nothing; nobody is known
 * by an e-mail, and none is kept; of a code only its hash is kept, and it works once.
 */
export type * from './model.js';
export type * from './ports.js';
export { createImports, type ImportsDeps } from './service.js';
