import type { Database, Tx } from '#database';
import { mergedEnrolment, mergedStudy } from './merge.js';
import { sealedWords } from './sealed-words.js';

/** Two members turned out to be one person: what both did becomes what the one did. */
export function createMergeStore(database: Database) {
  const words = sealedWords(database);

  async function enrolments(tx: Tx, communityId: string, from: string, to: string): Promise<string[]> {
    const theirs = await tx.enrolment.findMany({ where: { communityId, memberId: from } });
    for (const { id, courseId, ...row } of theirs) {
      const kept = await tx.enrolment.findFirst({ where: { communityId, memberId: to, courseId } });
      const one = { where: { communityId, id } };
      if (!kept) {
        await tx.enrolment.updateMany({ ...one, data: { memberId: to } });
        continue;
      }
      await tx.enrolment.deleteMany(one);
      await tx.enrolment.updateMany({
        where: { communityId, id: kept.id },
        data: mergedEnrolment(kept, { courseId, ...row }),
      });
    }
    return theirs.map(({ courseId }) => courseId);
  }

  async function studies(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
    const theirs = await tx.study.findMany({ where: { communityId, memberId: from } });
    const kept = await tx.study.findMany({ where: { communityId, memberId: to } });
    const keyOf = (row: { courseId: string; lessonKey: string }) => `${row.courseId}\n${row.lessonKey}`;
    const byKey = new Map(kept.map((row) => [keyOf(row), row]));
    const free = theirs.filter((row) => !byKey.has(keyOf(row))).map(({ id }) => id);
    await tx.study.updateMany({ where: { communityId, id: { in: free } }, data: { memberId: to } });
    for (const row of theirs) {
      const mine = byKey.get(keyOf(row));
      if (!mine) continue;
      // What was said last counts; it is sealed for its row.
      const isNewer = row.ratedAt !== null && (mine.ratedAt === null || row.ratedAt > mine.ratedAt);
      const comment = isNewer && row.comment !== null ? words.open('Study.comment', row, row.comment) : null;
      const said = isNewer
        ? {
            stars: row.stars,
            ratedAt: row.ratedAt,
            comment: comment === null ? null : words.seal('Study.comment', mine, comment),
          }
        : {};
      await tx.study.updateMany({
        where: { communityId, id: mine.id },
        data: { ...mergedStudy(mine, row), ...said },
      });
    }
    await tx.study.deleteMany({ where: { communityId, memberId: from } });
  }

  async function certificates(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
    for (const row of await tx.certificate.findMany({ where: { communityId, memberId: from } })) {
      const { token, courseId, issuedAt } = row;
      const kept = await tx.certificate.findFirst({ where: { communityId, memberId: to, courseId } });
      const worse = kept && kept.issuedAt <= issuedAt ? token : kept?.token;
      if (worse !== undefined) await tx.certificate.deleteMany({ where: { communityId, token: worse } });
      await tx.certificate.updateMany({ where: { communityId, token }, data: { memberId: to } });
    }
  }

  return {
    /** @returns the courses that both may have taken */
    async merge(tx: Tx, communityId: string, from: string, to: string): Promise<string[]> {
      const courseIds = await enrolments(tx, communityId, from, to);
      await studies(tx, communityId, from, to);
      await certificates(tx, communityId, from, to);
      await tx.question.updateMany({ where: { communityId, memberId: from }, data: { memberId: to } });
      await tx.question.updateMany({
        where: { communityId, answeredById: from },
        data: { answeredById: to },
      });
      return courseIds;
    },
  };
}

export type MergeStore = ReturnType<typeof createMergeStore>;
