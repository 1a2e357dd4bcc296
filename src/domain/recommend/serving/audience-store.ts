import type { Database } from '#database';
import type { Audience, Cohort } from './audience.js';

/** However often it is asked for: after so long, it is counted anew even when nobody began anything. */
const OLD_MS = 60_000;

/** What a community's learners took, counted when somebody began something since it was counted last. */
export function createAudienceStore({ prisma }: Database) {
  const known = new Map<string, { key: string; at: number; audience: Audience }>();

  async function keyOf(communityId: string): Promise<string> {
    const enrolments = await prisma.enrolment.count({ where: { communityId } });
    const eligible = await prisma.member.count({
      where: { communityId, recommended: true, leavingAt: null },
    });
    return `${enrolments} ${eligible}`;
  }

  async function counted(communityId: string): Promise<Audience> {
    const [totals, learners, byPlan, planLearners, following, eligible] = await Promise.all([
      prisma.$queryRaw<{ courseId: string; count: number }[]>`
        SELECT enrolment."courseId", count(*)::int AS count FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId" AND member."recommended"
        WHERE enrolment."communityId" = ${communityId} GROUP BY 1`,
      prisma.$queryRaw<{ count: number }[]>`
        SELECT count(DISTINCT member."id")::int AS count FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId" AND member."recommended"
        WHERE enrolment."communityId" = ${communityId}`,
      prisma.$queryRaw<{ planId: string; courseId: string; count: number }[]>`
        SELECT entitlement."planId", enrolment."courseId", count(*)::int AS count FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId" AND member."recommended"
        JOIN "Entitlement" AS entitlement ON entitlement."memberId" = member."id" AND entitlement."granting"
        WHERE enrolment."communityId" = ${communityId} GROUP BY 1, 2`,
      prisma.$queryRaw<{ planId: string; count: number }[]>`
        SELECT entitlement."planId", count(DISTINCT member."id")::int AS count FROM "Enrolment" AS enrolment
        JOIN "Member" AS member ON member."id" = enrolment."memberId" AND member."recommended"
        JOIN "Entitlement" AS entitlement ON entitlement."memberId" = member."id" AND entitlement."granting"
        WHERE enrolment."communityId" = ${communityId} GROUP BY 1`,
      prisma.$queryRaw<{ before: string; after: string; count: number }[]>`
        SELECT before, after, count(*)::int AS count FROM (
          SELECT enrolment."courseId" AS before, lead(enrolment."courseId") OVER (
            PARTITION BY enrolment."memberId" ORDER BY enrolment."startedAt", enrolment."courseId"
          ) AS after
          FROM "Enrolment" AS enrolment
          JOIN "Member" AS member ON member."id" = enrolment."memberId" AND member."recommended"
          WHERE enrolment."communityId" = ${communityId}
        ) AS steps WHERE after IS NOT NULL GROUP BY 1, 2`,
      prisma.member.count({ where: { communityId, recommended: true, leavingAt: null } }),
    ]);
    const sizes = new Map(planLearners.map(({ planId, count }) => [planId, count]));
    const plans = new Map<string, Cohort & { taken: Map<string, number> }>();
    for (const { planId, courseId, count } of byPlan) {
      const cohort = plans.get(planId) ?? { members: sizes.get(planId) ?? 0, taken: new Map() };
      cohort.taken.set(courseId, count);
      plans.set(planId, cohort);
    }
    const next = new Map<string, Map<string, number>>();
    for (const { before, after, count } of following) {
      const others = next.get(before) ?? new Map<string, number>();
      others.set(after, count);
      next.set(before, others);
    }
    const taken = new Map(totals.map(({ courseId, count }) => [courseId, count]));
    return { eligible, all: { members: learners[0]?.count ?? 0, taken }, plans, next };
  }

  return {
    async audience(communityId: string): Promise<Audience> {
      const key = await keyOf(communityId);
      const last = known.get(communityId);
      if (last?.key === key && performance.now() - last.at < OLD_MS) return last.audience;
      const audience = await counted(communityId);
      known.set(communityId, { key, at: performance.now(), audience });
      return audience;
    },
    /** Whoever has just left is counted no longer. */
    forget(communityId: string): void {
      known.delete(communityId);
    },
  };
}

export type AudienceStore = ReturnType<typeof createAudienceStore>;
