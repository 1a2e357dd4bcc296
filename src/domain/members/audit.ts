import type { AuditStore } from './audit-store.js';

/** What somebody did, as it was written down. */
export interface AuditRow {
  id: string;
  /** The member who did it; null: Lyceum itself. */
  actorId: string | null;
  action: string;
  /** The member, plan or other thing it was done to. */
  subjectId: string | null;
  details: Record<string, string | number | boolean | null>;
  at: Date;
}

export interface AuditQuery {
  /** By whom, or to whom. */
  memberId?: string;
  /** One action (`plan.created`), or all of a kind (`plan`). */
  action?: string;
  /** Both inclusive. */
  from?: Date;
  to?: Date;
  /** Goes on behind this row. */
  before?: { at: Date; id: string };
}

/** The reading side of the audit log; part of the room's door. */
export interface AuditDoor {
  /** Newest first. `more` says whether there are older ones. */
  auditRows(
    communityId: string,
    query: AuditQuery,
    limit: number,
  ): Promise<{ rows: AuditRow[]; more: boolean }>;
  /** Every action that was ever written down in this community, sorted. */
  auditActions(communityId: string): Promise<string[]>;
}

export function createAudit(store: AuditStore): AuditDoor {
  return {
    async auditRows(communityId, query, limit) {
      const rows = await store.rows(communityId, query, limit + 1);
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
    auditActions: (communityId) => store.actions(communityId),
  };
}
