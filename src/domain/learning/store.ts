import type { Database, EnrolmentModel, Prisma, StudyModel, Tx } from '#database';
import type { CourseStanding, Enrolment, Study } from './model.js';
import { sealedWords } from './sealed-words.js';

/** Who learns what. */
export interface Learner {
  communityId: string;
  memberId: string;
  courseId: string;
}

/** Enrolments, and what members did with lessons. */
export function createLearningStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  const studyOf = (row: StudyModel): Study => ({
    lessonKey: row.lessonKey,
    openAt: row.openAt,
    seenAt: row.seenAt,
    doneAt: row.doneAt,
    stars: row.stars,
    comment: row.comment === null ? null : words.open('Study.comment', row, row.comment),
  });

  return {
    async enrolment(who: Learner, tx?: Tx): Promise<Enrolment | null> {
      const row = await (tx ?? prisma).enrolment.findFirst({ where: { ...who } });
      return row && enrolmentOf(row);
    },
    async enrolments(where: { communityId: string; memberId?: string; courseId?: string }) {
      const rows = await prisma.enrolment.findMany({ where, orderBy: [{ lastAt: 'desc' }, { id: 'desc' }] });
      return rows.map(enrolmentOf);
    },
    async last(communityId: string, memberId: string): Promise<Enrolment | null> {
      const row = await prisma.enrolment.findFirst({
        where: { communityId, memberId },
        orderBy: [{ lastAt: 'desc' }, { id: 'desc' }],
      });
      return row && enrolmentOf(row);
    },
    /** Starts the course unless it is. Whoever else writes it in this moment is waited for. */
    async enrol(tx: Tx, who: Learner, now: Date, countsFrom = now): Promise<void> {
      const data = { ...who, startedAt: now, countsFrom, lastAt: now };
      await tx.enrolment.createMany({ data, skipDuplicates: true });
    },
    async change(tx: Tx, who: Learner, data: Prisma.EnrolmentUpdateManyMutationInput): Promise<number> {
      return (await tx.enrolment.updateMany({ where: { ...who }, data })).count;
    },
    /** @param at null: no longer; whoever follows already keeps the day on which that began */
    async follow(tx: Tx, who: Learner, at: Date | null): Promise<void> {
      const where = { ...who, followsAt: at ? null : { not: null } };
      await tx.enrolment.updateMany({ where, data: { followsAt: at } });
    },
    async finishIfNot(tx: Tx, who: Learner, now: Date): Promise<void> {
      await tx.enrolment.updateMany({ where: { ...who, finishedAt: null }, data: { finishedAt: now } });
    },
    async due(communityId: string, now: Date, limit: number) {
      return prisma.enrolment.findMany({
        where: { communityId, pausedAt: null, nextAt: { lte: now } },
        orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
        take: limit,
        select: { memberId: true, courseId: true },
      });
    },

    async studies(who: Learner, tx?: Tx): Promise<Study[]> {
      const rows = await (tx ?? prisma).study.findMany({ where: { ...who }, orderBy: { lessonKey: 'asc' } });
      return rows.map(studyOf);
    },
    /** Makes the rows that are missing. */
    async begin(tx: Tx, who: Learner, lessonKeys: readonly string[]): Promise<void> {
      if (lessonKeys.length === 0) return;
      const data = lessonKeys.map((lessonKey) => ({ ...who, lessonKey }));
      await tx.study.createMany({ data, skipDuplicates: true });
    },
    /** Sets an instant where there is none yet. @returns the keys of the lessons for which there was none */
    async mark(
      tx: Tx,
      who: Learner,
      lessonKeys: readonly string[],
      what: 'openAt' | 'seenAt' | 'doneAt',
      at: Date,
    ): Promise<string[]> {
      const where = { ...who, lessonKey: { in: [...lessonKeys] }, [what]: null };
      const rows = await tx.study.updateManyAndReturn({
        where,
        data: { [what]: at },
        select: { lessonKey: true },
      });
      return rows.map((row) => row.lessonKey);
    },
    async undo(tx: Tx, who: Learner, lessonKey: string): Promise<void> {
      await tx.study.updateMany({ where: { ...who, lessonKey }, data: { doneAt: null } });
    },
    /** @param comment absent: the old one stays; null: none */
    async rate(
      tx: Tx,
      who: Learner,
      lessonKey: string,
      given: { stars: number; comment?: string | null; at: Date },
    ): Promise<void> {
      const row = await tx.study.findFirst({ where: { ...who, lessonKey } });
      if (!row) return;
      const comment = given.comment ? words.seal('Study.comment', row, given.comment) : null;
      await tx.study.updateMany({
        where: { communityId: who.communityId, id: row.id },
        data: {
          stars: given.stars,
          ratedAt: given.at,
          ...(given.comment === undefined ? {} : { comment }),
        },
      });
    },

    /** Whether the live version of a course has this lesson; null: there is no such course. */
    async isLive(communityId: string, courseId: string, lessonKey: string): Promise<boolean | null> {
      const [row] = await prisma.$queryRaw<{ live: boolean }[]>`
        SELECT lesson."id" IS NOT NULL AS live FROM "Course" AS course
        LEFT JOIN "Lesson" AS lesson ON lesson."versionId" = course."liveId" AND lesson."key" = ${lessonKey}
        WHERE course."communityId" = ${communityId} AND course."id" = ${courseId}`;
      return row ? row.live : null;
    },

    /** How far somebody is in each course, by the lessons that are live now. */
    async standings(
      communityId: string,
      memberId: string,
      courseIds: readonly string[],
      tx?: Tx,
    ): Promise<Map<string, CourseStanding>> {
      const rows = await (tx ?? prisma).$queryRaw<({ id: string } & CourseStanding)[]>`
        SELECT course."id", enrolment."finishedAt", enrolment."id" IS NOT NULL AS enrolled,
          count(lesson."key")::int AS "of", count(study."doneAt")::int AS done
        FROM "Course" AS course
        LEFT JOIN "Lesson" AS lesson ON lesson."versionId" = course."liveId"
        LEFT JOIN "Study" AS study ON study."memberId" = ${memberId} AND study."courseId" = course."id"
          AND study."lessonKey" = lesson."key"
        LEFT JOIN "Enrolment" AS enrolment ON enrolment."memberId" = ${memberId}
          AND enrolment."courseId" = course."id"
        WHERE course."communityId" = ${communityId} AND course."id" = ANY(${[...courseIds]})
        GROUP BY course."id", enrolment."id"`;
      return new Map(
        rows.map(({ id, done, of, enrolled, finishedAt }) => [id, { done, of, enrolled, finishedAt }]),
      );
    },
  };
}

export type LearningStore = ReturnType<typeof createLearningStore>;

function enrolmentOf({ id: _id, communityId: _communityId, ...row }: EnrolmentModel): Enrolment {
  return row;
}
