import type { Database } from '#database';

/** What was shown to one member in a span of time, and what came of it. */
export interface Shown {
  memberId: string;
  shown: number;
  taken: number;
  up: number;
  down: number;
  known: number;
}

/** What came of recommendations. */
export function createLiftStore({ prisma }: Database) {
  return {
    /**
     * Notes what members began within 14 days of seeing it recommended; what is noted stays.
     * @returns how many were new
     */
    async settle(communityId: string): Promise<number> {
      const courses = await prisma.$executeRaw`
        UPDATE "Suggestion" AS suggestion SET "takenAt" = enrolment."startedAt"
        FROM "Enrolment" AS enrolment
        WHERE suggestion."communityId" = ${communityId} AND suggestion."takenAt" IS NULL
          AND suggestion."lessonKey" IS NULL AND enrolment."communityId" = ${communityId}
          AND enrolment."memberId" = suggestion."memberId" AND enrolment."courseId" = suggestion."courseId"
          AND enrolment."startedAt" >= suggestion."shownAt"
          AND enrolment."startedAt" <= suggestion."shownAt" + interval '14 days'`;
      const lessons = await prisma.$executeRaw`
        UPDATE "Suggestion" AS suggestion SET "takenAt" = coalesce(study."seenAt", study."doneAt")
        FROM "Study" AS study
        WHERE suggestion."communityId" = ${communityId} AND suggestion."takenAt" IS NULL
          AND study."communityId" = ${communityId} AND study."memberId" = suggestion."memberId"
          AND study."courseId" = suggestion."courseId" AND study."lessonKey" = suggestion."lessonKey"
          AND coalesce(study."seenAt", study."doneAt") >= suggestion."shownAt"
          AND coalesce(study."seenAt", study."doneAt") <= suggestion."shownAt" + interval '14 days'`;
      return courses + lessons;
    },

    /** Forgets what was shown before an instant, but for what members know: that is never shown again. */
    async tidy(communityId: string, before: Date): Promise<void> {
      await prisma.suggestion.deleteMany({
        where: {
          communityId,
          shownAt: { lt: before },
          OR: [{ verdict: null }, { verdict: { not: 'known' } }],
        },
      });
    },

    /** By member; what was shown as a next lesson is no model's, and left out. */
    async shown(communityId: string, from: Date, to: Date): Promise<Shown[]> {
      return prisma.$queryRaw<Shown[]>`
        SELECT "memberId", count(*)::int AS shown, count("takenAt")::int AS taken,
          count(*) FILTER (WHERE "verdict" = 'up')::int AS up,
          count(*) FILTER (WHERE "verdict" = 'down')::int AS down,
          count(*) FILTER (WHERE "verdict" = 'known')::int AS known
        FROM "Suggestion"
        WHERE "communityId" = ${communityId} AND "shownAt" >= ${from} AND "shownAt" < ${to}
          AND "lessonKey" IS NULL
        GROUP BY 1 ORDER BY 1`;
    },
  };
}

export type LiftStore = ReturnType<typeof createLiftStore>;
