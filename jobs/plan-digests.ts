import { z } from 'zod';
import { job } from '#contracts';
import { minutes } from '#kernel/clock';

/** Decides for everybody who has no digest this week when theirs is due. */
export const planDigests = job({
  name: 'plan-digests',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: minutes(30), data: {} },
  async run(_data, { app }) {
    for (const { id } of await app.members.communities()) await app.digests.plan(id);
  },
});
