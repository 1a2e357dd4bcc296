import { z } from 'zod';
import { job, step, type Job } from '#contracts';

const part = z.strictObject({
  communityId: z.string(),
  run: z.string(),
  step: z.enum(['count', 'solve', 'score', 'serve']),
  /** Which part of the members; 0 for steps that are about all. */
  shard: z.number().int().min(0),
});

/** One step of a training: shards are counted beside one another, solved as one, judged beside one another, served. */
export const trainRecommender: Job<z.infer<typeof part>> = job({
  name: 'train-recommender',
  data: part,
  key: ({ communityId, run, step: what, shard }) => `${communityId} ${run} ${what} ${shard}`,
  retry: { attempts: 5, backoffMs: 5_000 },
  async run({ communityId, run, step: what, shard }, { app, flow }) {
    const { training } = app.recommends;
    if (what === 'count') return training.count(communityId, run, shard);
    if (what === 'score') return training.score(communityId, run, shard);
    if (what === 'serve') return void (await training.serve(communityId, run));
    const solved = await training.solve(communityId, run);
    if (!solved) return;
    const scores = Array.from({ length: solved.of }, (_, at) =>
      step(trainRecommender, { communityId, run, step: 'score', shard: at }),
    );
    await flow(step(trainRecommender, { communityId, run, step: 'serve', shard: 0 }), scores);
  },
});
