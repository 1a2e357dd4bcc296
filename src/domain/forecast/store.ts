import type { Database, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Forecasted, ForecastSheet, OddityFound } from './sheet.js';
import type { Spread } from './spread.js';
import type { WeekAhead } from './week-ahead.js';

/** A sheet, and what those who watch need beside it. */
export interface KeptSheet extends ForecastSheet {
  spread?: Spread;
  /** What had been forecast of the steps before the first one; the last one is right before it. */
  earlier?: (number | null)[];
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
    /** When the oldest of a community's sheets was made; null: there are none. */
    async madeAt(communityId: string): Promise<Date | null> {
      const oldest = await prisma.forecastRun.findFirst({
        where: { communityId },
        orderBy: { madeAt: 'asc' },
        select: { madeAt: true },
      });
      return oldest?.madeAt ?? null;
    },
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
      return rows.map((row) => ({
        id: row.id,
        measure: row.measure as Forecasted,
        from: row.from,
        hours: row.hours,
        seen: row.seen,
        expected: row.expected,
        direction: row.direction as OddityFound['direction'],
        probability: row.probability,
        cause: row.cause,
        subject: row.subject,
        toldAt: row.toldAt,
      }));
    },
    /** Whether anything was told since then. */
    async toldSince(tx: Tx, communityId: string, since: Date): Promise<boolean> {
      return (await tx.oddity.count({ where: { communityId, toldAt: { gt: since } } })) > 0;
    },
    /** @returns null where the same one is known already */
    async addOddity(
      tx: Tx,
      communityId: string,
      foundAt: Date,
      found: NewOddity,
      toldAt: Date | null,
    ): Promise<string | null> {
      const id = newId(foundAt);
      const row = { id, communityId, foundAt, ...found, toldAt };
      return (await tx.oddity.createMany({ data: [row], skipDuplicates: true })).count > 0 ? id : null;
    },
    async forgetOddities(communityId: string, before: Date): Promise<void> {
      await prisma.oddity.deleteMany({ where: { communityId, from: { lt: before } } });
    },
  };
}

export type Store = ReturnType<typeof createStore>;
