import type { Database, Prisma } from '#database';
import { asDate, fromDate } from '#kernel/calendar';
import type { LateFigures } from './late.js';
import type { RevenueDayFigures } from './model.js';

/** The counted days. */
export function createDayStore(database: Database) {
  const { prisma } = database;
  return {
    /** Puts these figures in the place of what stood there. */
    async put(communityId: string, figures: readonly RevenueDayFigures[]): Promise<void> {
      const rows = figures.map((one) => ({ ...one, communityId, day: asDate(one.day) }));
      await database.transaction(async (tx) => {
        const days = [...new Set(figures.map(({ day }) => day))].map(asDate);
        await tx.revenueDay.deleteMany({ where: { communityId, day: { in: days } } });
        await tx.revenueDay.createMany({ data: rows, skipDuplicates: true });
      });
    },
    async rows(communityId: string, from: string, to: string): Promise<RevenueDayFigures[]> {
      const rows = await prisma.revenueDay.findMany({
        where: { communityId, day: { gte: asDate(from), lte: asDate(to) } },
        orderBy: [{ currency: 'asc' }, { day: 'asc' }],
      });
      return rows.map(figuresOf);
    },
    /** What shows late, of days that are settled. It only ever grows: who was forgotten stays counted. */
    async putLate(communityId: string, figures: readonly LateFigures[]): Promise<void> {
      for (const { day, currency, trialsPaid, recoveredCount } of figures) {
        const where = { communityId, day: asDate(day), currency };
        await prisma.revenueDay.updateMany({
          where: { ...where, trialsPaid: { lt: trialsPaid } },
          data: { trialsPaid },
        });
        await prisma.revenueDay.updateMany({
          where: { ...where, recoveredCount: { lt: recoveredCount } },
          data: { recoveredCount },
        });
      }
    },
    /** The last row of each currency before a day. */
    async lastBefore(communityId: string, day: string): Promise<RevenueDayFigures[]> {
      const rows = await prisma.revenueDay.findMany({
        where: { communityId, day: { lt: asDate(day) } },
        orderBy: [{ currency: 'asc' }, { day: 'desc' }],
        distinct: ['currency'],
      });
      return rows.map(figuresOf);
    },
    /** The last day that was counted, and every currency that was. */
    async known(communityId: string): Promise<{ last: string | null; currencies: string[] }> {
      const rows = await prisma.revenueDay.groupBy({
        by: ['currency'],
        where: { communityId },
        _max: { day: true },
      });
      const days = rows.flatMap(({ _max }) => (_max.day ? [fromDate(_max.day)] : [])).toSorted();
      return { last: days.at(-1) ?? null, currencies: rows.map(({ currency }) => currency) };
    },
  };
}

function figuresOf(stored: Prisma.RevenueDayGetPayload<object>): RevenueDayFigures {
  const { communityId, ...row } = stored;
  void communityId;
  return {
    ...row,
    day: fromDate(row.day),
    mrr: Number(row.mrr),
    mrrNew: Number(row.mrrNew),
    mrrLost: Number(row.mrrLost),
    paid: Number(row.paid),
    refunded: Number(row.refunded),
    recovered: Number(row.recovered),
  };
}

export type DayStore = ReturnType<typeof createDayStore>;
