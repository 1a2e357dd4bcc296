/**
 * access: who may be where, and whether they are. Places, grants by hand, entitlements, seats.
 * Lives here: the rules (entitlements.ts, wanted.ts, reminders.ts: pure), closing and proving gaps (act.ts),
 * the mass-removal breaker (holds.ts), what members are told about it (tell.ts), the /why chain.
 * Does not: what Stripe says (billing), how a role is given (an adapter's SeatPort), wording (contracts).
 * Tables: Place, PlanPlace, Grant, Entitlement, Seat, Hold, Pass, Drift.
 * Invariants: wanted is computed from all sources and never from an event; observed is only ever what was
 * seen; one source ending takes nothing that another gives; unknown is not expired; a seat that we never gave
 * is never taken.
 */
export { entitlementsOf, type Facts, type Verdict } from './entitlements.js';
export { removalLimit } from './holds.js';
export { lastEnded } from './last-ended.js';
export type * from './drift-model.js';
export type * from './model.js';
export type * from './ports.js';
export { graceReminders } from './reminders.js';
export { createAccess, type AccessDeps } from './service.js';
export { seatsWanted, type SeatFacts } from './wanted.js';
