import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';

/** Counts anew what happened and what was earned: today and two days back, and whatever was left out before. */
export const rollupActivity = job({
  name: 'rollup-activity',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 30_000 },
  every: { ms: minutes(15), data: {} },
  async run(_data, { app }) {
    await app.engagement.flush();
    for (const { id: communityId } of await app.members.communities()) {
      await app.engagement.rollUp(communityId);
      await app.revenue.rollUp(communityId);
    }
  },
});
