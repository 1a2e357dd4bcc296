import { finding, type Finding } from './finding.js';
import { earliest } from './instants.js';

export interface GrantFact {
  id: string;
  planId: string;
  startsAt: Date;
  endsAt: Date | null;
  revokedAt: Date | null;
}

/** What one grant by hand alone entitles to. */
export function ofGrant(grant: GrantFact, now: Date): Finding {
  const end = earliest([grant.endsAt, grant.revokedAt]);
  if (end && end <= now) return finding('grant', grant.id, 'ended', { until: end, cause: 'over' });
  if (grant.startsAt > now) return finding('grant', grant.id, 'ended', { next: grant.startsAt });
  return finding('grant', grant.id, 'active', { until: grant.endsAt, next: grant.endsAt });
}
