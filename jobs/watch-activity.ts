import { z } from 'zod';
import { job } from '#contracts';
import { hours } from '#kernel/clock';
import { forecastActivity } from './forecast-activity.js';

/**
 * Each hour that closed is compared with what was expected of it, once it is counted; forecasts that are a night old are
 * made anew.
 */
export const watchActivity = job({
  name: 'watch-activity',
  data: z.strictObject({}),
  key: () => 'all',
  retry: { attempts: 3, backoffMs: 60_000 },
  every: { ms: hours(1), data: {} },
  async run(_data, { app, next }) {
    const communities = await app.members.communities();
    const troubles: unknown[] = [];
    // One after the other: nobody waits for it. One community's trouble is not another's.
    for (const { id: communityId } of communities) {
      try {
        await app.forecasts.watch(communityId);
        if (await app.forecasts.isDue(communityId)) await next(forecastActivity, { communityId });
      } catch (error) {
        troubles.push(error);
      }
    }
    if (troubles.length > 0) {
      throw new AggregateError(troubles, `in ${troubles.length} communities: ${String(troubles[0])}`);
    }
  },
});
