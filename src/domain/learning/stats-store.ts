import type { Database } from '#database';
import type { CourseStats } from './model.js';
import { sealedWords } from './sealed-words.js';

/** Comments shown to a course's maker. */
const COMMENTS = 10;

/** How a course is taken, in numbers; nobody is named. */
export function createStatsStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  return {
    async counts(communityId: string, courseId: string) {
      const where = { communityId, courseId };
      const [learners, finished, followers, openQuestions] = await Promise.all([
        prisma.enrolment.count({ where }),
        prisma.enrolment.count({ where: { ...where, finishedAt: { not: null } } }),
        prisma.enrolment.count({ where: { ...where, followsAt: { not: null } } }),
        prisma.question.count({ where: { ...where, answeredAt: null } }),
      ]);
      return { learners, finished, followers, openQuestions };
    },
    async byLesson(communityId: string, courseId: string) {
      const rows = await prisma.study.groupBy({
        by: ['lessonKey'],
        where: { communityId, courseId },
        _count: { seenAt: true, doneAt: true, stars: true },
        _avg: { stars: true },
      });
      return new Map(
        rows.map(({ lessonKey, _count, _avg }) => [
          lessonKey,
          { seen: _count.seenAt, done: _count.doneAt, stars: _avg.stars, ratings: _count.stars },
        ]),
      );
    },
    async comments(communityId: string, courseId: string): Promise<CourseStats['comments']> {
      const rows = await prisma.study.findMany({
        where: { communityId, courseId, comment: { not: null } },
        orderBy: [{ ratedAt: 'desc' }, { id: 'desc' }],
        take: COMMENTS,
      });
      return rows.map((row) => ({
        lessonKey: row.lessonKey,
        stars: row.stars,
        text: words.open('Study.comment', row, row.comment ?? ''),
      }));
    },
    /** The average of what members give, each member with one voice. */
    async rating(communityId: string, courseId: string): Promise<{ stars: number; members: number }> {
      const voices = await prisma.study.groupBy({
        by: ['memberId'],
        where: { communityId, courseId, stars: { not: null } },
        _avg: { stars: true },
      });
      const sum = voices.reduce((so, voice) => so + (voice._avg.stars ?? 0), 0);
      return { stars: voices.length === 0 ? 0 : sum / voices.length, members: voices.length };
    },
  };
}

export type StatsStore = ReturnType<typeof createStatsStore>;
