import type { Database, Tx } from '#database';
import type { ReportReader } from './model.js';

type Told = 'report' | 'forecast';

const columns = { memberId: true, report: true, forecast: true, alerts: true } as const;

/** Who asked for what is said to moderators. */
export function createReaderStore({ prisma }: Database) {
  const lastOf = (what: Told) => (what === 'report' ? 'lastReport' : 'lastForecast');
  return {
    async readers(communityId: string): Promise<ReportReader[]> {
      return prisma.reportReader.findMany({
        where: { communityId, OR: [{ report: true }, { forecast: true }, { alerts: true }] },
        orderBy: { memberId: 'asc' },
        select: columns,
      });
    },
    async set(
      communityId: string,
      memberId: string,
      change: Partial<Omit<ReportReader, 'memberId'>>,
    ): Promise<ReportReader> {
      await prisma.reportReader.createMany({ data: [{ communityId, memberId }], skipDuplicates: true });
      await prisma.reportReader.updateMany({ where: { communityId, memberId }, data: change });
      const row = await prisma.reportReader.findFirst({ where: { communityId, memberId }, select: columns });
      return row ?? { memberId, report: false, forecast: false, alerts: false };
    },
    /** Notes that it is told; false when it was, or is no longer wanted. */
    async tell(tx: Tx, communityId: string, memberId: string, what: Told, week: string): Promise<boolean> {
      const last = lastOf(what);
      const { count } = await tx.reportReader.updateMany({
        where: { communityId, memberId, [what]: true, OR: [{ [last]: null }, { [last]: { not: week } }] },
        data: { [last]: week },
      });
      return count === 1;
    },
  };
}

export type ReaderStore = ReturnType<typeof createReaderStore>;
