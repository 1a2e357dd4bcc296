import { z } from 'zod';
import { job } from '#contracts';
import { composeDigest } from './compose-digest.js';

/** Digests in one pass; the next pass, a minute later, takes the rest. */
const LIMIT = 1_000;

/** Wakes what composes the digests of one community that are due by now. */
export const sendDigests = job({
  name: 'send-digests',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 3, backoffMs: 1_000 },
  async run({ communityId }, { app, next }) {
    for (const due of await app.digests.due(communityId, LIMIT)) {
      await next(composeDigest, { communityId, ...due });
    }
  },
});
