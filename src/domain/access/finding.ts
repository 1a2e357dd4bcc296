import type { EntitlementState, Source } from './model.js';

/** What one source alone says, before the union. */
export interface Finding {
  source: Source;
  until: Date | null;
  graceUntil: Date | null;
  failingSince: Date | null;
  /** When what is tried out becomes paid; null: no trial, or one that was cancelled. */
  trialEnd: Date | null;
  /** When the same facts say something else. */
  next: Date | null;
}

interface More extends Partial<Omit<Finding, 'source'>> {
  trial?: boolean;
  cause?: Source['cause'];
}

export function finding(
  kind: Source['kind'],
  id: string,
  verdict: EntitlementState,
  more: More = {},
): Finding {
  const until = more.until ?? null;
  return {
    source: {
      kind,
      id,
      verdict,
      trial: more.trial ?? false,
      until: until?.toISOString() ?? null,
      cause: more.cause ?? null,
    },
    until,
    graceUntil: more.graceUntil ?? null,
    failingSince: more.failingSince ?? null,
    trialEnd: more.trialEnd ?? null,
    next: more.next ?? null,
  };
}
