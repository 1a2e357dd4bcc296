/** What can go wrong on the way to Discord, sorted once, so that nobody else reads error classes. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** A call that did not succeed. */
export type Fault =
  /** Discord said no. `code` is its JSON error code (0 when it gave none). */
  | { kind: 'refused'; status: number; code: number }
  /** Discord asks to wait; nothing was done. */
  | { kind: 'wait'; ms: number }
  /** No answer, or one that says nothing about the request: it may or may not have happened. */
  | { kind: 'unknown'; reason: string };

/** Discord's JSON error codes that mean something to us. */
export const code = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownRole: 10011,
  unknownUser: 10013,
  unknownBan: 10026,
  unknownInteraction: 10062,
  quarantined: 20026,
  openingDmsTooFast: 40003,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  cannotMessageUser: 50007,
  missingPermissions: 50013,
  invalidForm: 50035,
  invalidRole: 50028,
  invalidRecipient: 50033,
  threadArchived: 50083,
  noMutualGuilds: 50278,
  tagNeeded: 40067,
  threadExists: 160004,
} as const;

/** Keys of `problems.` texts that seats can give. */
export type ProblemCode =
  | 'role_above_bot'
  | 'missing_permission_manage_roles'
  | 'missing_permission_kick'
  | 'managed_role'
  /** Somebody whose highest role is not below ours, or the owner: nobody we can remove. */
  | 'is_admin_there'
  | 'space_gone'
  | 'role_gone'
  /** Discord refused and nothing that we can see explains it. */
  | 'unknown';

/** A lane that Discord closed for longer than a call waits; thrown before anything is sent. */
export class LaneClosed extends Error {
  override name = 'LaneClosed';
  readonly ms: number;
  constructor(ms: number) {
    super('Discord asked to wait');
    this.ms = ms;
  }
}

/** Sorts whatever a REST call threw. */
export function faultOf(error: unknown): Fault {
  if (error instanceof LaneClosed) return { kind: 'wait', ms: Math.ceil(error.ms) };
  if (error instanceof RateLimitError) {
    return { kind: 'wait', ms: Math.ceil(Math.max(error.retryAfter, error.timeToReset, 1_000)) };
  }
  if (error instanceof DiscordAPIError) {
    // A refused token says nothing about the person or the seat.
    if (error.status === 401) return { kind: 'unknown', reason: 'unauthorized' };
    return { kind: 'refused', status: error.status, code: Number(error.code) || 0 };
  }
  if (error instanceof HTTPError) return { kind: 'unknown', reason: `http ${error.status}` };
  if (error instanceof Error) {
    if (error.name === 'AbortError' || error.name === 'TimeoutError') {
      return { kind: 'unknown', reason: 'timeout' };
    }
    return { kind: 'unknown', reason: socketReason(error) };
  }
  return { kind: 'unknown', reason: 'unreadable error' };
}

function socketReason(error: Error): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error.name;
}

/** An error as it may be logged: never an address (interaction tokens are in it), a body or a text. */
export function brief(error: unknown): Record<string, string | number> {
  if (error instanceof DiscordAPIError) {
    return { error: error.name, code: error.code, status: error.status, method: error.method };
  }
  if (error instanceof HTTPError) return { error: error.name, status: error.status, method: error.method };
  if (error instanceof Error) return { error: error.name, reason: socketReason(error) };
  return { error: typeof error };
}
