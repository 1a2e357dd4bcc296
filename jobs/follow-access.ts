import { z } from 'zod';
import { job } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { deliverMessage } from './deliver-message.js';

/** Somebody's access may have changed: the drips of their courses pause, or go on. */
export const followAccess = job({
  name: 'follow-access',
  data: z.strictObject({ communityId: z.string(), memberId: z.string() }),
  key: ({ communityId, memberId }) => `${communityId}:${memberId}`,
  retry: { attempts: 5, backoffMs: 2_000 },
  async run({ communityId, memberId }, { app, next }) {
    try {
      const { messages } = await app.drops.accessChanged(communityId, memberId);
      for (const messageId of messages) await next(deliverMessage, { communityId, messageId });
    } catch (error) {
      // Joined to somebody else, or forgotten, in the meantime.
      if (error instanceof UserFacingError && error.key === 'member_unknown') return;
      throw error;
    }
  },
});
