import type { Job } from '#contracts';
import type { WishQueue } from './backend.js';

/**
 * The queue of schedules. A due schedule only wishes for its job in that job's own queue, so that a repeating
 * job is de-duplicated like any other and never runs beside itself.
 */
export const TICK = 'tick';

/** Makes the stored schedules be exactly those of `jobs`; one process at a time. */
export async function laySchedules(queue: WishQueue, jobs: Iterable<Job>): Promise<void> {
  const repeating = new Map(
    [...jobs].flatMap((job) => (job.every ? [[job.name, job.every.ms] as const] : [])),
  );
  for (const old of await queue.getJobSchedulers(0, -1)) {
    if (!repeating.has(old.key)) await queue.removeJobScheduler(old.key);
  }
  for (const [name, every] of repeating) {
    await queue.upsertJobScheduler(
      name,
      { every },
      {
        name,
        data: { data: null, dueAt: 0 },
        opts: { attempts: 10, backoff: { type: 'fixed', delay: 2_000 } },
      },
    );
  }
}

/** When a tick was due, from the id that BullMQ gives it: `repeat:<name>:<milliseconds>`. */
export function dueAtOf(tickId: string | undefined): number {
  const due = Number(/:(\d+)$/.exec(tickId ?? '')?.[1]);
  return Number.isFinite(due) ? due : Date.now();
}
