/**
 * members: who is there. Communities, their spaces (guilds and groups), members and their accounts.
 * Lives here: arriving, languages and settings, ranks given by an owner, one-time codes, the audit log.
 * Does not: what somebody paid or may enter (billing, access), what they are told (delivery).
 * Tables: Community, Space, Member, Account, LinkCode, SetupCode, Audit.
 * Invariants: an account belongs to one member of a community; a member has at most one account a platform;
 * two accounts are joined only by a one-time code said from both; a code works once.
 */
export type * from './audit.js';
export type * from './leaving.js';
export { isTimeZone, spokenLocale } from './locale.js';
export * from './model.js';
export * from './personal.js';
export { laterRoom } from './ports.js';
export type * from './ports.js';
export { createMembers, type MembersDeps } from './service.js';
