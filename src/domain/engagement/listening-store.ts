import type { Database } from '#database';
import type { Platform } from '#domain/members';

/** Which minutes of which hours a platform was listened to. */
export type ListeningStore = ReturnType<typeof createListeningStore>;

export interface Heard {
  platform: Platform;
  hours: number[];
  minutes: number[];
}

export function createListeningStore({ prisma }: Database) {
  return {
    /** @param hours each with its minutes as bits, the first one lowest; bits that are set stay set */
    async hear(
      communityId: string,
      platform: Platform,
      hours: readonly { hour: Date; bits: bigint }[],
    ): Promise<void> {
      await prisma.$executeRaw`
        INSERT INTO "ListenedHour" AS h ("communityId", "platform", "hour", "minutes", "heard")
        SELECT ${communityId}, ${platform}::"Platform", g."hour", bit_count(g."bits"::bit(64)), g."bits"
        FROM unnest(${hours.map(({ hour }) => hour)}::timestamptz[], ${hours.map(({ bits }) => bits)}::bigint[])
          AS g("hour", "bits")
        ON CONFLICT ("communityId", "platform", "hour") DO UPDATE SET "heard" = h."heard" | EXCLUDED."heard",
          "minutes" = GREATEST(h."minutes", bit_count((h."heard" | EXCLUDED."heard")::bit(64)))
        WHERE h."heard" <> h."heard" | EXCLUDED."heard"`;
    },

    /** Minutes of each hour between, by hours since 1970. */
    between: (communityId: string, from: Date, to: Date): Promise<Heard[]> =>
      // A row for each platform: an object for each hour of a quarter would take longer than the question.
      prisma.$queryRaw<Heard[]>`
        SELECT "platform"::text, array_agg((extract(epoch FROM "hour") / 3600)::int) AS "hours",
          array_agg("minutes") AS "minutes"
        FROM "ListenedHour" WHERE "communityId" = ${communityId} AND "hour" >= ${from} AND "hour" < ${to} GROUP BY 1`,

    /** The first hour in which each platform was ever listened to. */
    async first(communityId: string): Promise<Map<Platform, Date>> {
      const rows = await prisma.listenedHour.groupBy({
        by: ['platform'],
        where: { communityId },
        _min: { hour: true },
      });
      return new Map(
        rows.flatMap(({ platform, _min: { hour } }) => (hour ? [[platform, hour] as const] : [])),
      );
    },
  };
}
