import type { Database } from '#database';
import type { Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { createAsking } from './asking.js';
import { createCertificateStore } from './certificate-store.js';
import { createForDrops } from './for-drops.js';
import { createMergeStore } from './merge-store.js';
import type { Learning } from './model.js';
import { createPersonalStore } from './personal-store.js';
import { createProving } from './proving.js';
import { createQuestionStore } from './question-store.js';
import { createStatsStore } from './stats-store.js';
import { createLearningStore } from './store.js';
import { createStudying } from './studying.js';

export interface LearningDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  courses: Pick<Courses, 'course' | 'outline'>;
  clock: Clock;
}

/** Fewer voices than these would tell who said what. */
const VOICES = 3;

/** Builds the learning room. */
export function createLearning(given: LearningDeps): Learning {
  const { database, courses, clock } = given;
  const store = createLearningStore(database);
  const statsStore = createStatsStore(database);
  const mergeStore = createMergeStore(database);

  return {
    ...createStudying({ ...given, store }),
    ...createAsking({ ...given, questionStore: createQuestionStore(database) }),
    ...createProving({ ...given, store, certificateStore: createCertificateStore(database) }),
    ...createForDrops({ ...given, store }),

    async rating(communityId, courseId) {
      const rating = await statsStore.rating(communityId, courseId);
      return rating.members < VOICES ? null : rating;
    },
    async stats(communityId, courseId) {
      const [lessons, counts, byLesson, comments] = await Promise.all([
        courses.outline(communityId, courseId),
        statsStore.counts(communityId, courseId),
        statsStore.byLesson(communityId, courseId),
        statsStore.comments(communityId, courseId),
      ]);
      const nothing = { seen: 0, done: 0, stars: null, ratings: 0 };
      return {
        ...counts,
        lessons: lessons.map(({ key, title }) => ({ key, title, ...(byLesson.get(key) ?? nothing) })),
        comments,
      };
    },

    ...createPersonalStore(database),
    async move(tx, communityId, from, to) {
      const courseIds = await mergeStore.merge(tx, communityId, from, to);
      // Half of a course under each name is the whole course.
      const standings = await store.standings(communityId, to, courseIds, tx);
      for (const [courseId, { done, of }] of standings) {
        if (of > 0 && done === of) {
          await store.finishIfNot(tx, { communityId, memberId: to, courseId }, clock.now());
        }
      }
    },
  };
}
