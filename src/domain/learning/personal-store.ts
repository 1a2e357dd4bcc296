import type { Database, Tx } from '#database';
import { FORGOTTEN, readable, type Kept, type Traces } from '#domain/members';
import { sealedWords } from './sealed-words.js';

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  return {
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const mine = { where: { communityId, memberId } };
      const studies = await prisma.study.findMany({ ...mine, orderBy: { id: 'asc' } });
      const asked = await prisma.question.findMany({ ...mine, orderBy: { askedAt: 'asc' } });
      const answered = await prisma.question.findMany({ where: { communityId, answeredById: memberId } });
      const certificates = await prisma.certificate.findMany(mine);
      return {
        enrolments: (await prisma.enrolment.findMany(mine)).map((row) => readable(row, [])),
        lessons: studies.map((row) => ({
          ...readable(row, []),
          comment: row.comment === null ? null : words.open('Study.comment', row, row.comment),
        })),
        questions: asked.map((row) => ({
          ...readable(row, ['answeredById']),
          text: words.open('Question.text', row, row.text),
          answer: row.answer === null ? null : words.open('Question.answer', row, row.answer),
        })),
        // What was asked, and by whom, is the other one's business.
        answers: answered.map((row) => ({
          ...readable(row, ['answeredById', 'text', 'lessonKey', 'askedAt']),
          answer: row.answer === null ? null : words.open('Question.answer', row, row.answer),
        })),
        certificates: certificates.map((row) => ({
          ...readable(row, []),
          name: words.open('Certificate.name', { ...row, id: row.token }, row.name),
        })),
      };
    },

    async trace(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
      const mine = { where: { communityId, memberId } };
      for (const { id } of await tx.enrolment.findMany({ ...mine, select: { id: true } })) traces.add(id);
      for (const { id } of await tx.study.findMany({ ...mine, select: { id: true } })) traces.add(id);
      for (const { id } of await tx.question.findMany({ ...mine, select: { id: true } })) traces.add(id);
      const certificates = await tx.certificate.findMany({ ...mine, select: { token: true } });
      for (const { token } of certificates) traces.add(token);
    },

    async erase(tx: Tx, communityId: string, memberId: string): Promise<void> {
      const mine = { where: { communityId, memberId } };
      await tx.enrolment.deleteMany(mine);
      await tx.study.deleteMany(mine);
      await tx.question.deleteMany(mine);
      await tx.certificate.deleteMany(mine);
      // What this person answered is the askers', and leads back to nobody.
      await tx.question.updateMany({
        where: { communityId, answeredById: memberId },
        data: { answeredById: FORGOTTEN },
      });
    },
  };
}
