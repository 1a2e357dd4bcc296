import { z } from 'zod';
import { job } from '#contracts';

/** What answers questions learns what moderators changed; the old model answers until the new one is there. */
export const trainFaq = job({
  name: 'train-faq',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 4, backoffMs: 5_000 },
  async run({ communityId }, { app }) {
    await app.faq.train(communityId);
  },
});
