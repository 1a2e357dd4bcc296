import type { Database, QuestionModel, Tx } from '#database';
import { newId } from '#kernel/ids';
import type { Question } from './model.js';
import { sealedWords } from './sealed-words.js';

export interface QuestionFilter {
  courseId?: string;
  memberId?: string;
  open?: boolean;
  limit: number;
  offset: number;
}

/** What members ask, and what they are answered. */
export function createQuestionStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  const questionOf = ({ communityId: _communityId, ...row }: QuestionModel): Question => {
    const place = { id: row.id, communityId: _communityId };
    return {
      ...row,
      text: words.open('Question.text', place, row.text),
      answer: row.answer === null ? null : words.open('Question.answer', place, row.answer),
    };
  };

  return {
    async open(tx: Tx, communityId: string, memberId: string, courseId: string): Promise<Question[]> {
      const where = { communityId, memberId, courseId, answeredAt: null };
      return (await tx.question.findMany({ where, orderBy: { askedAt: 'asc' } })).map(questionOf);
    },
    async put(
      tx: Tx,
      communityId: string,
      asked: { memberId: string; courseId: string; lessonKey: string | null; text: string; askedAt: Date },
    ): Promise<Question> {
      const row = { id: newId(asked.askedAt), communityId, ...asked };
      const text = words.seal('Question.text', row, asked.text);
      return questionOf(await tx.question.create({ data: { ...row, text } }));
    },
    /** @returns false: there is no such question */
    async answer(
      tx: Tx,
      communityId: string,
      id: string,
      given: { text: string; byId: string; at: Date },
    ): Promise<boolean> {
      const answer = words.seal('Question.answer', { id, communityId }, given.text);
      const data = { answer, answeredById: given.byId, answeredAt: given.at };
      return (await tx.question.updateMany({ where: { communityId, id }, data })).count === 1;
    },
    async question(communityId: string, id: string, tx?: Tx): Promise<Question | null> {
      const row = await (tx ?? prisma).question.findFirst({ where: { communityId, id } });
      return row && questionOf(row);
    },
    /** Open ones oldest first, others newest first. */
    async questions(communityId: string, filter: QuestionFilter): Promise<Question[]> {
      const { courseId, memberId, open, limit, offset } = filter;
      const rows = await prisma.question.findMany({
        where: {
          communityId,
          ...(courseId === undefined ? {} : { courseId }),
          ...(memberId === undefined ? {} : { memberId }),
          ...(open === undefined ? {} : { answeredAt: open ? null : { not: null } }),
        },
        orderBy: [{ askedAt: open ? 'asc' : 'desc' }, { id: 'asc' }],
        take: limit,
        skip: offset,
      });
      return rows.map(questionOf);
    },
  };
}

export type QuestionStore = ReturnType<typeof createQuestionStore>;
