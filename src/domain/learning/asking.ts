import { lockMember, type Database } from '#database';
import type { Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { shortHash } from '#kernel/ids';
import { fits, MAX_ANSWER, MAX_OPEN, MAX_QUESTION } from './limits.js';
import type { Learning } from './model.js';
import type { QuestionStore } from './question-store.js';

export interface AskingDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  courses: Pick<Courses, 'course'>;
  questionStore: QuestionStore;
  clock: Clock;
}

type Asking = Pick<Learning, 'ask' | 'answer' | 'question' | 'questions'>;

/** Questions to a course's maker, and the answers that come back. */
export function createAsking(deps: AskingDeps): Asking {
  const { database, members, delivery, courses, questionStore: store, clock } = deps;

  /** The maker; where they are gone or ask themselves, everybody in charge. */
  async function asked(communityId: string, makerId: string | null, askerId: string): Promise<string[]> {
    if (makerId !== null && makerId !== askerId && (await members.isKnown(communityId, makerId))) {
      return [makerId];
    }
    return (await members.staff(communityId)).filter((id) => id !== askerId);
  }

  return {
    questions: (communityId, filter) => store.questions(communityId, filter),
    async question(communityId, questionId) {
      const question = await store.question(communityId, questionId);
      if (!question) throw new UserFacingError('question_unknown');
      return question;
    },

    async ask(communityId, memberId, { courseId, lessonKey = null, text }) {
      const said = checked(text, MAX_QUESTION);
      const course = await courses.course(communityId, courseId);
      const readers = await asked(communityId, course.createdById, memberId);
      const { question, posted } = await database.transaction(async (tx) => {
        if (!(await lockMember(tx, communityId, memberId))) throw new UserFacingError('member_unknown');
        const open = await store.open(tx, communityId, memberId, course.id);
        const same = open.find((one) => one.text === said);
        if (same) return { question: same, posted: [] };
        if (open.length >= MAX_OPEN) throw new UserFacingError('questions_enough', { max: MAX_OPEN });
        const row = { memberId, courseId: course.id, lessonKey, text: said, askedAt: clock.now() };
        const fresh = await store.put(tx, communityId, row);
        const ids = [];
        for (const reader of readers) {
          const notice = {
            communityId,
            memberId: reader,
            kind: 'question_asked' as const,
            key: `question_asked:${fresh.id}:${reader}`,
            values: { course: course.title, slug: course.slug, question: said, questionId: fresh.id },
          };
          ids.push(await delivery.post(tx, notice));
        }
        return { question: fresh, posted: ids };
      });
      await delivery.wake(communityId, posted);
      return question;
    },

    async answer(communityId, { questionId, text, byId }) {
      const said = checked(text, MAX_ANSWER);
      const before = await store.question(communityId, questionId);
      if (!before) throw new UserFacingError('question_unknown');
      const course = await courses.course(communityId, before.courseId);
      const { question, posted } = await database.transaction(async (tx) => {
        if (!(await store.answer(tx, communityId, questionId, { text: said, byId, at: clock.now() }))) {
          throw new UserFacingError('question_unknown');
        }
        const { memberId } = before;
        const id = await delivery.post(tx, {
          communityId,
          memberId,
          kind: 'answer_ready',
          // Another answer is news, the same one is not.
          key: `answer_ready:${questionId}:${shortHash(said)}`,
          values: {
            course: course.title,
            slug: course.slug,
            lesson: before.lessonKey,
            question: before.text,
            answer: said,
          },
        });
        return { question: await store.question(communityId, questionId, tx), posted: id };
      });
      await delivery.wake(communityId, [posted]);
      return question ?? before;
    },
  };
}

function checked(text: string, max: number): string {
  const said = text.trim();
  if (said === '') throw new UserFacingError('words_missing');
  if (!fits(said, max)) throw new UserFacingError('words_too_long', { max });
  return said;
}
