/**
 * delivery: what members are told, and what their buttons say. The outbox, the inbox, buttons, breakers.
 * Lives here: claiming and sending one row by the ladder, quiet hours, judging rows of a dead process.
 * Does not: the wording (contracts), how a platform sends (its adapter), when to tell what (the other rooms).
 * Tables: Message, Button, Breaker.
 * Invariants: a message is a row with a unique key, written with the fact it tells; a row is claimed before it
 * is sent; what may have arrived is never sent again unless the platform de-duplicates; nothing is lost: what
 * cannot be pushed is in /inbox.
 */
export type * from './again-model.js';
export type * from './model.js';
export type * from './ports.js';
export { afterQuietHours, type QuietHours } from './quiet.js';
export { createDelivery, type DeliveryDeps } from './service.js';
