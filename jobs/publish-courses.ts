import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';
import { courseChanged } from './course-changed.js';

/** Courses whose time has come go live. */
export const publishCourses = job({
  name: 'publish-courses',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 1_000 },
  every: { ms: minutes(1), data: {} },
  async run(_data, { app, next, clock }) {
    for (const { id: communityId } of await app.members.communities()) {
      for (const courseId of await app.courses.publishDue(communityId, clock.now())) {
        await next(courseChanged, { communityId, courseId });
      }
    }
  },
});
