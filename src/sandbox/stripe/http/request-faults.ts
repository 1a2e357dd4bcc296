import type { StripeState } from '../state.js';

/**
 * What goes wrong with an API request. `500` and `reset` happen before anything is done; `500-after`, `reset-after`
 * and `timeout` do the work and then lose the answer. A `timeout` never answers; the client gives up. `401` is a key
 * that was revoked, `403` a restricted key that was not given this permission; `garbage` is the page of somebody in
 * between instead of an answer; `clock` answers as ever, but with a Date that is off.
 */
export const requestFaultKinds = [
  '429',
  '500',
  '500-after',
  '409',
  'timeout',
  'reset',
  'reset-after',
  '401',
  '403',
  'garbage',
  'clock',
] as const;

export type RequestFaultKind = (typeof requestFaultKinds)[number];

export interface RequestFault {
  match: {
    method?: 'GET' | 'POST' | 'DELETE' | undefined;
    /** Matches the path and everything below it: `/v1/subscriptions` also matches `/v1/subscriptions/sub_1`, `/v1/` all. */
    path?: string | undefined;
  };
  /** How many more requests it happens to. */
  times: number;
  kind: RequestFaultKind;
  /** For `clock`: how far Stripe's clock seems to be ahead. */
  seconds?: number | undefined;
}

/** The fault that awaits a request, counted down; the oldest that matches wins. */
export function takeFault(state: StripeState, method: string, path: string): RequestFault | undefined {
  const found = state.requestFaults.find(({ match }) => {
    if (match.method !== undefined && match.method !== method) return false;
    if (match.path === undefined) return true;
    const below = match.path.replace(/\/+$/, '');
    return path === below || path.startsWith(`${below}/`);
  });
  if (!found) return undefined;
  found.times -= 1;
  if (found.times <= 0) state.requestFaults.splice(state.requestFaults.indexOf(found), 1);
  return found;
}
