import { isUniqueViolation, type Database } from '#database';
import type { Forecasted, ForecastSheet, OddityFound } from './sheet.js';
import type { Spread } from './spread.js';
import type { WeekAhead } from './week-ahead.js';

/** A sheet, and what those who watch need beside it. */
export interface KeptSheet extends ForecastSheet {
  spread?: Spread;
}

/** The week by expected active members, as it was last worked out. */
export interface KeptWeek extends WeekAhead {
  /** ISO instant of the first hour. */
  startsAt: string;
  historyDays: number;
}

export type NewOddity = Omit<OddityFound, 'id' | 'toldAt'>;

/** What was forecast last, and what was out of the ordinary. */
export function createStore({ prisma }: Database) {
  const put = async (
    key: { communityId: string; measure: string; step: string },
    { madeAt, startsAt }: { madeAt: Date; startsAt: Date },
    sheet: object,
  ): Promise<void> => {
    // Through text, so that what cannot be written down (NaN) is met here and not by a reader.
    const data = { madeAt, startsAt, sheet: JSON.parse(JSON.stringify(sheet)) as object };
    await prisma.forecastRun.upsert({
      where: { communityId_measure_step: key },
      create: { ...key, ...data },
      update: data,
    });
  };
  const get = async (communityId: string, measure: string, step: string): Promise<unknown> => {
    const key = { communityId, measure, step };
    return (await prisma.forecastRun.findUnique({ where: { communityId_measure_step: key } }))?.sheet ?? null;
  };
  return {
    putSheet: (communityId: string, sheet: KeptSheet): Promise<void> =>
      put(
        { communityId, measure: sheet.measure, step: sheet.step },
        { madeAt: new Date(sheet.madeAt), startsAt: new Date(sheet.startsAt) },
        sheet,
      ),
    sheet: (communityId: string, measure: Forecasted, step: 'hour' | 'day') =>
      get(communityId, measure, step) as Promise<KeptSheet | null>,
    putWeek: (communityId: string, madeAt: Date, week: KeptWeek): Promise<void> =>
      put(
        { communityId, measure: 'active', step: 'week' },
        { madeAt, startsAt: new Date(week.startsAt) },
        week,
      ),
    week: (communityId: string) => get(communityId, 'active', 'week') as Promise<KeptWeek | null>,

    async oddities(communityId: string, from: Date, to: Date): Promise<OddityFound[]> {
      const rows = await prisma.oddity.findMany({
        where: { communityId, from: { gte: from, lt: to } },
        orderBy: [{ from: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ communityId: _, foundAt: __, ...row }) => row as OddityFound);
    },
    /** @returns null where the same one is known already */
    async addOddity(communityId: string, foundAt: Date, found: NewOddity, toldAt: Date | null) {
      try {
        const row = await prisma.oddity.create({ data: { communityId, foundAt, ...found, toldAt } });
        return row.id;
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },
    async forgetOddities(communityId: string, before: Date): Promise<void> {
      await prisma.oddity.deleteMany({ where: { communityId, from: { lt: before } } });
    },
  };
}

export type Store = ReturnType<typeof createStore>;
