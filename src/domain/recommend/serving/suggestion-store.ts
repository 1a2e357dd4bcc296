import type { Database, Prisma, Tx } from '#database';
import type { Reason } from '../served.js';

/** Something that is about to be shown to a member. */
export interface Offer {
  courseId: string;
  lessonKey: string | null;
  reason: Reason;
  /** Which model put it there. */
  model: string;
  /** How likely it was to be shown at all. */
  propensity: number;
}

export interface Refusals {
  /** Not to be recommended. */
  refused: Set<string>;
  /** Courses that they said they would like. */
  liked: Set<string>;
}

/** What was recommended to whom, and what came of it. */
export function createSuggestionStore(database: Database) {
  const { prisma } = database;
  return {
    /** Whether anything may be kept about what this member likes. */
    async isRecommended(communityId: string, memberId: string): Promise<boolean> {
      const where = { communityId, id: memberId, recommended: true, leavingAt: null };
      return (await prisma.member.count({ where })) > 0;
    },

    /** @param since older refusals count no longer; what is known stays known */
    async verdicts(communityId: string, memberId: string, since: Date): Promise<Refusals> {
      const rows = await prisma.suggestion.findMany({
        where: { communityId, memberId, verdict: { not: null } },
        orderBy: [{ verdictAt: 'asc' }, { id: 'asc' }],
        select: { courseId: true, verdict: true, verdictAt: true },
      });
      const refused = new Set<string>();
      const liked = new Set<string>();
      // The last word about a course holds.
      for (const { courseId, verdict, verdictAt } of rows) {
        refused.delete(courseId);
        liked.delete(courseId);
        if (verdict === 'up') liked.add(courseId);
        else if (verdict === 'known' || (verdictAt && verdictAt >= since)) refused.add(courseId);
      }
      return { refused, liked };
    },

    /**
     * Writes down what is shown. What was shown in the same way since `since` and was not judged is the same row:
     * a list that is asked for twice, or made twice after a crash, counts once.
     * @returns ids in the order of `offers`; null: the member opted out meanwhile
     */
    async show(
      communityId: string,
      memberId: string,
      way: 'asked' | 'digest',
      offers: readonly Offer[],
      { now, since }: { now: Date; since: Date },
    ): Promise<string[] | null> {
      return database.transaction(async (tx) => {
        const [member] = await tx.$queryRaw<{ recommended: boolean }[]>`
          SELECT "recommended" FROM "Member" WHERE "communityId" = ${communityId} AND "id" = ${memberId}
          FOR UPDATE`;
        if (!member?.recommended) return null;
        const rows = await tx.suggestion.findMany({
          where: { communityId, memberId, way, verdict: null, shownAt: { gte: since } },
          orderBy: { id: 'asc' },
        });
        const ids: string[] = [];
        for (const [position, { courseId, lessonKey, reason, model, propensity }] of offers.entries()) {
          const before = rows.find((row) => row.courseId === courseId && row.lessonKey === lessonKey);
          const about = { position, reason: reason as unknown as Prisma.InputJsonObject };
          if (before) {
            await tx.suggestion.updateMany({ where: { communityId, id: before.id }, data: about });
            ids.push(before.id);
            continue;
          }
          const data = { ...about, courseId, lessonKey, way, model, propensity, shownAt: now };
          ids.push((await tx.suggestion.create({ data: { ...data, communityId, memberId } })).id);
        }
        return ids;
      });
    },

    /** @returns the course; null: no such row of this member's */
    async judge(
      communityId: string,
      memberId: string,
      id: string,
      verdict: 'up' | 'down' | 'known',
      now: Date,
    ): Promise<string | null> {
      const where = { communityId, memberId, id };
      const { count } = await prisma.suggestion.updateMany({ where, data: { verdict, verdictAt: now } });
      if (count === 0) return null;
      return (await prisma.suggestion.findFirst({ where, select: { courseId: true } }))?.courseId ?? null;
    },

    async forget(tx: Tx, communityId: string, memberId: string): Promise<void> {
      await tx.suggestion.deleteMany({ where: { communityId, memberId } });
    },
  };
}

export type SuggestionStore = ReturnType<typeof createSuggestionStore>;
