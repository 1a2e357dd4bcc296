import type { Clock } from '#kernel/clock';
import type { Learning } from './model.js';
import type { LearningStore } from './store.js';

type ForDrops = Pick<
  Learning,
  'enrolment' | 'enrol' | 'updateEnrolment' | 'open' | 'dueEnrolments' | 'enrolmentsOf'
>;

/** What is remembered here for the room that decides when a lesson opens. */
export function createForDrops({ store, clock }: { store: LearningStore; clock: Clock }): ForDrops {
  return {
    enrolment: (communityId, memberId, courseId, tx) =>
      store.enrolment({ communityId, memberId, courseId }, tx),
    async enrol(tx, communityId, memberId, courseId, countsFrom) {
      const who = { communityId, memberId, courseId };
      await store.enrol(tx, who, clock.now(), countsFrom);
      const enrolment = await store.enrolment(who, tx);
      if (!enrolment) throw new Error('an enrolment vanished while it was written');
      return enrolment;
    },
    async updateEnrolment(tx, communityId, memberId, courseId, change) {
      await store.change(tx, { communityId, memberId, courseId }, change);
    },
    async open(tx, communityId, memberId, courseId, lessonKeys, at) {
      const who = { communityId, memberId, courseId };
      await store.begin(tx, who, lessonKeys);
      return store.mark(tx, who, lessonKeys, 'openAt', at);
    },
    dueEnrolments: (communityId, now, limit) => store.due(communityId, now, limit),
    enrolmentsOf: (communityId, of) => store.enrolments({ communityId, ...of }),
  };
}
