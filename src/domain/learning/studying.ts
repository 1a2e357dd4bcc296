import { lockMember, type Database, type Tx } from '#database';
import type { Courses, Lesson } from '#domain/courses';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { fits, MAX_COMMENT } from './limits.js';
import type { CourseProgress, Learning, Study } from './model.js';
import type { Learner, LearningStore } from './store.js';

export interface StudyingDeps {
  database: Database;
  courses: Pick<Courses, 'course' | 'outline'>;
  store: LearningStore;
  clock: Clock;
}

type Studying = Pick<
  Learning,
  'progress' | 'progressOf' | 'last' | 'seen' | 'finish' | 'follow' | 'rate' | 'studies'
>;

/** Reading, finishing and rating lessons. */
export function createStudying({ database, courses, store, clock }: StudyingDeps): Studying {
  async function progress(who: Learner): Promise<CourseProgress> {
    const [lessons, enrolment, studies] = await Promise.all([
      courses.outline(who.communityId, who.courseId),
      store.enrolment(who),
      store.studies(who),
    ]);
    return progressFrom(who.courseId, lessons, enrolment, studies);
  }

  /** Throws UserFacingError `lesson_unknown`, `course_unknown`. */
  async function mustBeLive({ communityId, courseId }: Learner, lessonKey: string): Promise<void> {
    const isLive = await store.isLive(communityId, courseId, lessonKey);
    if (isLive === null) throw new UserFacingError('course_unknown');
    if (!isLive) throw new UserFacingError('lesson_unknown');
  }

  /** One after the other for each member: their row is held. Throws UserFacingError `member_unknown`. */
  function inCourse<T>(who: Learner, lessonKeys: readonly string[], run: (tx: Tx, now: Date) => Promise<T>) {
    return database.transaction(async (tx) => {
      if (!(await lockMember(tx, who.communityId, who.memberId))) throw new UserFacingError('member_unknown');
      const now = clock.now();
      await store.enrol(tx, who, now);
      await store.change(tx, who, { lastAt: now });
      await store.begin(tx, who, lessonKeys);
      return run(tx, now);
    });
  }

  return {
    progress: (communityId, memberId, courseId) => progress({ communityId, memberId, courseId }),
    progressOf: (communityId, memberId, courseIds) => store.standings(communityId, memberId, courseIds),
    last: (communityId, memberId) => store.last(communityId, memberId),
    studies: (communityId, memberId, courseId, tx) => store.studies({ communityId, memberId, courseId }, tx),

    async seen(communityId, memberId, courseId, lessonKey, page) {
      const who = { communityId, memberId, courseId };
      await mustBeLive(who, lessonKey);
      await inCourse(who, [lessonKey], async (tx, now) => {
        await store.mark(tx, who, [lessonKey], 'seenAt', now);
        await store.change(tx, who, { lessonKey, page });
      });
    },

    async finish(communityId, memberId, courseId, lessonKey, done) {
      const who = { communityId, memberId, courseId };
      await mustBeLive(who, lessonKey);
      return inCourse(who, [lessonKey], async (tx, now) => {
        if (done) {
          await store.mark(tx, who, [lessonKey], 'seenAt', now);
          await store.mark(tx, who, [lessonKey], 'doneAt', now);
        } else {
          await store.undo(tx, who, lessonKey);
          await store.change(tx, who, { finishedAt: null });
        }
        const { done: ticked = 0, of = 0 } =
          (await store.standings(communityId, memberId, [courseId], tx)).get(courseId) ?? {};
        if (done && ticked === of) await store.finishIfNot(tx, who, now);
        const studies = await store.studies(who, tx);
        const lessonsByKey = new Map(studies.map((study) => [study.lessonKey, study]));
        const enrolment = await store.enrolment(who, tx);
        return { courseId, enrolment, done: ticked, of, lessons: lessonsByKey };
      });
    },

    async follow(communityId, memberId, courseId, follows) {
      const who = { communityId, memberId, courseId };
      if (!follows) return database.transaction((tx) => store.follow(tx, who, null));
      await courses.course(communityId, courseId);
      return inCourse(who, [], (tx, now) => store.follow(tx, who, now));
    },

    async rate(communityId, memberId, { courseId, lessonKey, stars, comment }) {
      const who = { communityId, memberId, courseId };
      if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new UserFacingError('stars_bad');
      const said = comment?.trim();
      if (said !== undefined && !fits(said, MAX_COMMENT)) {
        throw new UserFacingError('words_too_long', { max: MAX_COMMENT });
      }
      await mustBeLive(who, lessonKey);
      await inCourse(who, [lessonKey], (tx, at) =>
        store.rate(tx, who, lessonKey, {
          stars,
          at,
          ...(said === undefined ? {} : { comment: said === '' ? null : said }),
        }),
      );
    },
  };
}

/** Counts lessons of the live version only; what was done in others is remembered. */
function progressFrom(
  courseId: string,
  lessons: readonly Lesson[],
  enrolment: CourseProgress['enrolment'],
  studies: readonly Study[],
): CourseProgress {
  const byKey = new Map(studies.map((study) => [study.lessonKey, study]));
  const done = lessons.filter(({ key }) => byKey.get(key)?.doneAt).length;
  return { courseId, enrolment, done, of: lessons.length, lessons: byKey };
}
