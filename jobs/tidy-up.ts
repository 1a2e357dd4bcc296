import { z } from 'zod';
import { job } from '#contracts';
import { hours } from '#kernel/clock';

/**
 * Takes away what has served its time: expired buttons and codes, events handled long ago, what somebody was told
 * half a year ago, what happened longer ago than the settings keep it, what creators uploaded and no course names
 * any more; and what is left in the database's files of those who were forgotten.
 */
export const tidyUp = job({
  name: 'tidy-up',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: hours(24), data: {} },
  async run(_data, { app }) {
    await app.billing.tidy();
    await app.members.tidy();
    await app.engagement.tidy();
    for (const { id: communityId } of await app.members.communities()) {
      await app.delivery.tidy(communityId);
      await app.access.tidy(communityId);
      await app.imports.tidy(communityId);
      await app.courses.tidy(communityId);
      await app.faq.tidy(communityId);
      await app.handoff.tidy(communityId);
      await app.digests.tidy(communityId);
    }
    await app.privacy.scour();
  },
});
