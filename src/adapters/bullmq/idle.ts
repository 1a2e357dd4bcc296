import type { WishQueue, WishWorker } from './backend.js';
import { TICK } from './schedule.js';

/** Other processes may work on the same queues; their progress is noticed this often, in milliseconds. */
const lookAgainMs = 250;

/**
 * Resolves when no queue has anything waiting, running, or due within `aheadMs`. Looks at each end of a job
 * here, and now and then for the sake of other processes.
 */
export async function whenIdle(
  workers: readonly WishWorker[],
  queues: readonly WishQueue[],
  aheadMs: number,
): Promise<void> {
  let started = 0;
  let wake = () => {};
  const onStart = () => void started++;
  const onEnd = () => wake();
  for (const worker of workers) worker.on('active', onStart).on('completed', onEnd).on('failed', onEnd);
  try {
    for (;;) {
      // Armed before counting: a job that ends in between must not be missed.
      const change = new Promise<void>((resolve) => (wake = resolve));
      const before = started;
      const busy = await Promise.all(queues.map((queue) => isBusy(queue, aheadMs)));
      // A job may go from pausing to running and back between two questions: then nobody counted it.
      if (!busy.includes(true) && started === before) return;
      const timer = setTimeout(wake, lookAgainMs);
      await change;
      clearTimeout(timer);
    }
  } finally {
    for (const worker of workers) worker.off('active', onStart).off('completed', onEnd).off('failed', onEnd);
  }
}

async function isBusy(queue: WishQueue, aheadMs: number): Promise<boolean> {
  // Pausing first: what comes due after this question is in the answer to the next.
  // A schedule's next tick always waits; it is nobody's wish yet. BullMQ counts what is due strictly before.
  if (queue.name !== TICK && (await queue.getDelayedCount(Date.now() + aheadMs + 1)) > 0) return true;
  const { waiting = 0, active = 0 } = await queue.getJobCounts('waiting', 'active');
  return waiting + active > 0;
}
