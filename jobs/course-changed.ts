import { z } from 'zod';
import { job } from '#contracts';
import { GiveUp, UserFacingError } from '#kernel/errors';
import { releaseDrops } from './release-drops.js';

/** A course went live, changed or was taken back: its posts and everybody who takes it are brought to that. */
export const courseChanged = job({
  name: 'course-changed',
  data: z.strictObject({ communityId: z.string(), courseId: z.string() }),
  key: ({ courseId }) => courseId,
  retry: { attempts: 5, backoffMs: 2_000 },
  async run({ communityId, courseId }, { app, next }) {
    try {
      await app.drops.courseChanged(communityId, courseId);
    } catch (error) {
      if (error instanceof UserFacingError) throw new GiveUp(error.key);
      throw error;
    }
    // What it made due goes out with all else that is due.
    await next(releaseDrops, { communityId });
  },
});
