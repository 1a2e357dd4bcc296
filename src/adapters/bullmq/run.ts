import { UnrecoverableError } from 'bullmq';
import type { Job, JobContext } from '#contracts';
import { later } from '#kernel/clock';
import { GiveUp, RetryAfter } from '#kernel/errors';
import { wishShape } from './wish.js';

/** The queue's own ways forward. */
export type Ways = Pick<JobContext, 'next' | 'flow'>;

/** What a job is given besides its data; the ways forward and `scheduledFor` are the queue's own. */
export type Surroundings = Omit<JobContext, keyof Ways | 'scheduledFor'>;

/** No pause between two tries grows beyond this, unless the other side asks for more. */
const longestPauseMs = 5 * 60_000;

/**
 * Runs one job on data as it came out of the store.
 * Throws UnrecoverableError where trying again cannot help, and whatever else the job throws.
 */
export async function runJob(job: Job, stored: unknown, ways: Ways, around: Surroundings): Promise<void> {
  const wish = wishShape.safeParse(stored);
  const data = job.data.safeParse(wish.data?.data);
  if (!wish.success || !data.success) {
    throw new UnrecoverableError(
      `Data of ${job.name} not understood: ${(wish.error ?? data.error)?.message}`,
    );
  }
  // The product's clock may run ahead of the machine's (sandbox): the delay is what both agree on.
  const scheduledFor = later(around.clock.now(), wish.data.dueAt - Date.now());
  try {
    await job.run(data.data, { ...around, ...ways, scheduledFor });
  } catch (error) {
    if (error instanceof GiveUp) throw new UnrecoverableError(error.message);
    throw error;
  }
}

/**
 * Milliseconds before the next try: what the other side asked for, else the job's own pause, doubled with
 * each try. Without chance, so that a test can foretell it.
 * @param made tries made so far, at least 1
 */
export function pauseBeforeRetry(job: Job, made: number, error: Error | undefined): number {
  if (error instanceof RetryAfter) return Math.max(0, Math.ceil(error.ms));
  return Math.min(job.retry.backoffMs * 2 ** (made - 1), longestPauseMs);
}
