import { z } from 'zod';
import { job } from '#contracts';
import { GiveUp, UserFacingError } from '#kernel/errors';
import { deliverMessage } from './deliver-message.js';
import { settleOutlet } from './settle-outlet.js';

/** A course went live, changed or was taken back: its posts and everybody who takes it are brought to that. */
export const courseChanged = job({
  name: 'course-changed',
  data: z.strictObject({ communityId: z.string(), courseId: z.string() }),
  key: ({ courseId }) => courseId,
  retry: { attempts: 5, backoffMs: 2_000 },
  async run({ communityId, courseId }, { app, next }) {
    try {
      const { outlets, messages } = await app.drops.courseChanged(communityId, courseId);
      for (const outletId of outlets) await next(settleOutlet, { communityId, outletId });
      for (const messageId of messages) await next(deliverMessage, { communityId, messageId });
    } catch (error) {
      if (error instanceof UserFacingError) throw new GiveUp(error.key);
      throw error;
    }
  },
});
