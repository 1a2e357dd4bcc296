import { openJson, type Database, type Prisma } from '#database';
import type { AuditQuery, AuditRow } from './audit.js';

/** Reads of the audit log; it is written by whoever does something, and never changed. */
export function createAuditStore(database: Database) {
  const { prisma, sealer } = database;
  return {
    /** Newest first. @param limit one more than is shown tells whether there are more */
    async rows(communityId: string, query: AuditQuery, limit: number): Promise<AuditRow[]> {
      const { memberId, action, from, to, before } = query;
      const either = [{ actorId: memberId ?? '' }, { subjectId: memberId ?? '' }];
      const at = { ...(from ? { gte: from } : {}), ...(to ? { lte: to } : {}) };
      const filters: Prisma.AuditWhereInput[] = [
        ...(memberId === undefined ? [] : [{ OR: either }]),
        // `plan` is every action of plans; `plan.created` is that one.
        ...(action === undefined ? [] : [{ OR: [{ action }, { action: { startsWith: `${action}.` } }] }]),
        ...(from || to ? [{ at }] : []),
        ...(before ? [{ OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] }] : []),
      ];
      const rows = await prisma.audit.findMany({
        where: { communityId, AND: filters },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(({ id, actorId, action: what, subjectId, details, at: when }) => ({
        id,
        actorId,
        action: what,
        subjectId,
        details: openJson(
          sealer,
          { column: 'Audit.details', id, communityId },
          details,
        ) as AuditRow['details'],
        at: when,
      }));
    },
    /** Every action that was ever written down here. */
    async actions(communityId: string): Promise<string[]> {
      const rows = await prisma.audit.findMany({
        where: { communityId },
        distinct: ['action'],
        orderBy: { action: 'asc' },
        select: { action: true },
      });
      return rows.map((row) => row.action);
    },
  };
}

export type AuditStore = ReturnType<typeof createAuditStore>;
