import { z } from 'zod';
import { job, step } from '#contracts';
import { hours } from '#kernel/clock';
import { trainRecommender } from './train-recommender.js';

/**
 * Every hour: what came of recommendations is noted, and communities in which enough happened learn from it. With a
 * community: that one learns now.
 */
export const recommendCourses = job({
  name: 'recommend-courses',
  data: z.strictObject({ communityId: z.string().optional() }),
  key: ({ communityId }) => communityId ?? 'all',
  retry: { attempts: 4, backoffMs: 30_000 },
  every: { ms: hours(1), data: {} },
  async run({ communityId }, { app, flow }) {
    const { members, recommends } = app;
    const all = communityId === undefined ? (await members.communities()).map(({ id }) => id) : [communityId];
    for (const id of all) {
      await recommends.settle(id);
      if (communityId === undefined && !(await recommends.training.due(id))) continue;
      const begun = await recommends.training.begin(id);
      if (!begun) continue;
      const { run, of } = begun;
      const counts = Array.from({ length: of }, (_, shard) =>
        step(trainRecommender, { communityId: id, run, step: 'count', shard }),
      );
      await flow(step(trainRecommender, { communityId: id, run, step: 'solve', shard: 0 }), counts);
    }
  },
});
