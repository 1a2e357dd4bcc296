import { finding, type Finding } from '#contracts';
import type { Database } from '#database';

/**
 * Whether somebody is told when a decision is needed: removals that stopped, a place that refuses us, a disputed
 * payment. Of one community, or of all.
 */
export async function examineStaff(database: Database, communityId?: string): Promise<Finding[]> {
  const { unscoped } = database;
  const findings: Finding[] = [];
  const mine = communityId === undefined ? {} : { id: communityId };
  for (const { id, name } of await unscoped.community.findMany({
    where: mine,
    orderBy: { createdAt: 'asc' },
  })) {
    const staff = await unscoped.member.findMany({
      where: { communityId: id, OR: [{ rank: { in: ['moderator', 'owner'] } }, { alarms: true }] },
      select: { dms: true, accounts: { select: { reachable: true } } },
    });
    // Before anything is sold there is nothing to decide.
    const sells = (await unscoped.plan.count({ where: { communityId: id, archivedAt: null } })) > 0;
    const severity = sells ? 'broken' : 'risky';
    const reached = staff.filter(
      ({ dms, accounts }) => dms && accounts.some((one) => one.reachable !== false),
    );
    if (staff.length === 0) findings.push(finding('community.nobody_told', severity, { community: name }));
    else if (reached.length === 0) {
      findings.push(finding('community.nobody_reached', 'risky', { community: name }));
    }
  }
  return findings;
}
