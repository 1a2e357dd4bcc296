import { createHash } from 'node:crypto';
import { StripeFault } from './fault.js';
import type { StripeState } from '../state.js';

/** What was answered to a request with an idempotency key. */
export interface SavedAnswer {
  path: string;
  /** Digest of the parameters. */
  params: string;
  status: number;
  body: string;
  requestId: string;
  /** Seconds. */
  at: number;
}

const day = 86_400;

/** Parameters as one short text, whatever their order. */
export function digestOf(params: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(params)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** The answer to give again; throws when the key was used for something else. */
export function replayFor(
  state: StripeState,
  key: string,
  request: { path: string; params: string; now: number },
): SavedAnswer | undefined {
  const saved = state.idempotency[key];
  if (!saved || saved.at + day < request.now) return undefined;
  const wrong = (message: string) => new StripeFault(400, { type: 'idempotency_error', message });
  if (saved.path !== request.path) {
    throw wrong(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${request.path}' vs '${saved.path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  if (saved.params !== request.params) {
    throw wrong(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  return saved;
}

/** Forgets keys that are a day old. */
export function forgetOldKeys(state: StripeState, now: number): void {
  for (const [key, saved] of Object.entries(state.idempotency)) {
    if (saved.at + day < now) delete state.idempotency[key];
  }
}
