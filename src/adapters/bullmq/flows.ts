import type { Flow, Job, Step } from '#contracts';
import type { WishFlows } from './backend.js';
import type { Wish } from './wish.js';

/**
 * Enqueues flows. Their steps are not told from others by key: each belongs to its flow, and what it does is the same
 * however often it is done.
 * @param check throws for a job that this program does not have
 */
export function createFlow(flows: WishFlows, check: (job: Job) => void): Flow {
  const nodeOf = ({ job, data }: Step) => {
    check(job);
    return {
      name: job.name,
      queueName: job.name,
      data: { data: job.data.parse(data), dueAt: Date.now() } satisfies Wish,
    };
  };
  const retryOf = ({ job }: Step) => ({ attempts: job.retry.attempts, backoff: { type: 'own' } });
  return async (last, before) => {
    await flows.add({
      ...nodeOf(last),
      opts: retryOf(last),
      children: before.map((one) => ({
        ...nodeOf(one),
        opts: { ...retryOf(one), failParentOnFailure: true },
      })),
    });
  };
}
