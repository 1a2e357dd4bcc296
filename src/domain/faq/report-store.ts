import type { Database } from '#database';

export interface DayRow {
  day: string;
  answered: number;
  askedBack: number;
  unsure: number;
  handedOver: number;
  up: number;
  down: number;
}

export interface TopRow {
  entryId: string;
  answered: number;
  up: number;
  down: number;
}

/** Numbers about what was asked. */
export function createReportStore({ prisma }: Database) {
  return {
    /** By UTC day, days on which nothing was asked left out. */
    days: (communityId: string, from: Date, to: Date): Promise<DayRow[]> =>
      prisma.$queryRaw<DayRow[]>`
        SELECT to_char("askedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
          (COUNT(*) FILTER (WHERE "outcome" = 'answered'))::int AS "answered",
          (COUNT(*) FILTER (WHERE "outcome" = 'asked_back'))::int AS "askedBack",
          (COUNT(*) FILTER (WHERE "outcome" = 'unsure'))::int AS "unsure",
          (COUNT("ticketId"))::int AS "handedOver",
          (COUNT(*) FILTER (WHERE "thumb" > 0))::int AS "up",
          (COUNT(*) FILTER (WHERE "thumb" < 0))::int AS "down"
        FROM "FaqAsk"
        WHERE "communityId" = ${communityId} AND "askedAt" >= ${from} AND "askedAt" < ${to}
        GROUP BY 1 ORDER BY 1`,
    async silences(communityId: string, from: Date, to: Date): Promise<Map<string, number>> {
      const rows = await prisma.faqSilence.findMany({ where: { communityId, day: { gte: from, lt: to } } });
      return new Map(rows.map(({ day, count }) => [day.toISOString().slice(0, 10), count]));
    },
    /** Answers given or picked, by entry. */
    top: (communityId: string, from: Date, to: Date, limit: number): Promise<TopRow[]> =>
      prisma.$queryRaw<TopRow[]>`
        SELECT "entryId", COUNT(*)::int AS "answered",
          (COUNT(*) FILTER (WHERE "thumb" > 0))::int AS "up",
          (COUNT(*) FILTER (WHERE "thumb" < 0))::int AS "down"
        FROM "FaqAsk"
        WHERE "communityId" = ${communityId} AND "askedAt" >= ${from} AND "askedAt" < ${to}
          AND "entryId" IS NOT NULL
        GROUP BY "entryId" ORDER BY 2 DESC, "entryId" LIMIT ${limit}`,
    /** Answers that were judged, since then. */
    async seen(communityId: string, since: Date): Promise<{ answers: number; up: number; down: number }> {
      const among = { communityId, askedAt: { gte: since }, entryId: { not: null } };
      const [answers, up, down] = await Promise.all([
        prisma.faqAsk.count({ where: among }),
        prisma.faqAsk.count({ where: { ...among, thumb: 1 } }),
        prisma.faqAsk.count({ where: { ...among, thumb: -1 } }),
      ]);
      return { answers, up, down };
    },
  };
}

export type ReportStore = ReturnType<typeof createReportStore>;
