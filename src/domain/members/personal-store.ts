import { lockMember, openJson, sealJson, type Database, type Tx } from '#database';
import { UserFacingError } from '#kernel/errors';
import { sealedNames } from './names.js';
import { FORGOTTEN, mentions, readable, type Kept, type Traces } from './personal.js';

/** Rows of the audit log looked through at once. */
const PAGE = 1_000;

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore(database: Database) {
  const { prisma, sealer } = database;
  const names = sealedNames(database);
  const detailsOf = (row: { id: string; communityId: string }) => ({
    column: 'Audit.details',
    id: row.id,
    communityId: row.communityId,
  });

  return {
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const where = { communityId, memberId };
      const person = await prisma.member.findMany({ where: { communityId, id: memberId } });
      const accounts = await prisma.account.findMany({ where });
      const codes = await prisma.linkCode.findMany({ where });
      const log = await prisma.audit.findMany({
        where: { communityId, OR: [{ actorId: memberId }, { subjectId: memberId }] },
        orderBy: { at: 'asc' },
      });
      return {
        person: person.map((row) => readable(row, [])),
        accounts: accounts.map((row) => ({ ...readable(row, []), name: names.open(row) })),
        linkCodes: codes.map((row) => readable(row, ['codeHash'])),
        // Who else was concerned is the others' business.
        audit: log.map((row) => ({
          ...readable(row, ['actorId', 'subjectId']),
          you: [
            ...(row.actorId === memberId ? ['did it'] : []),
            ...(row.subjectId === memberId ? ['are meant'] : []),
          ],
          details: openJson(sealer, detailsOf(row), row.details),
        })),
      };
    },

    /** @param at null: stays after all */
    async setLeaving(communityId: string, memberId: string, at: Date | null, tx?: Tx): Promise<void> {
      const where = { communityId, id: memberId, leavingAt: at ? null : { not: null } };
      await (tx ?? prisma).member.updateMany({ where, data: { leavingAt: at } });
    },
    async isKnown(communityId: string, memberId: string): Promise<boolean> {
      return (await prisma.member.count({ where: { communityId, id: memberId, leavingAt: null } })) === 1;
    },
    async leaving(communityId: string): Promise<string[]> {
      const rows = await prisma.member.findMany({
        where: { communityId, leavingAt: { not: null } },
        orderBy: { leavingAt: 'asc' },
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },

    /** Notes what the person is known by here, and holds the row until the end of the transaction. */
    async known(tx: Tx, communityId: string, memberId: string): Promise<{ traces: Traces; named: string[] }> {
      if (!(await lockMember(tx, communityId, memberId))) throw new UserFacingError('member_unknown');
      const accounts = await tx.account.findMany({ where: { communityId, memberId } });
      const traces: Traces = new Set([memberId]);
      for (const { id, externalId } of accounts) traces.add(id).add(externalId);
      return { traces, named: accounts.map(names.open).filter((name) => name.trim().length > 2) };
    },

    /** Last of all rooms: takes the person out of the audit log, and then away. */
    async erase(
      tx: Tx,
      communityId: string,
      memberId: string,
      traces: Traces,
      named: string[],
    ): Promise<void> {
      for (let after = ''; ;) {
        const rows = await tx.audit.findMany({
          where: { communityId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
        });
        for (const row of rows) {
          const details = openJson(sealer, detailsOf(row), row.details) as Record<string, unknown>;
          const subjectId = row.subjectId !== null && traces.has(row.subjectId) ? FORGOTTEN : row.subjectId;
          const actorId = row.actorId === memberId ? FORGOTTEN : row.actorId;
          const cleaned = row.subjectId === memberId ? {} : without(details, traces, named);
          if (subjectId === row.subjectId && actorId === row.actorId && cleaned === details) continue;
          await tx.audit.updateMany({
            where: { communityId, id: row.id },
            data: { actorId, subjectId, details: sealJson(sealer, detailsOf(row), cleaned) },
          });
        }
        after = rows.at(-1)?.id ?? '';
        if (rows.length < PAGE) break;
      }
      await tx.linkCode.deleteMany({ where: { communityId, memberId } });
      await tx.account.deleteMany({ where: { communityId, memberId } });
      await tx.member.deleteMany({ where: { communityId, id: memberId } });
    },
  };
}

export type PersonalStore = ReturnType<typeof createPersonalStore>;

/** The same object when nothing in it leads to the person. */
function without(details: Record<string, unknown>, traces: Traces, named: readonly string[]) {
  const leads = (value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return mentions(text, traces) || named.some((name) => text.includes(name));
  };
  const entries = Object.entries(details);
  if (!entries.some(([, value]) => leads(value))) return details;
  return Object.fromEntries(entries.map(([key, value]) => [key, leads(value) ? FORGOTTEN : value]));
}
