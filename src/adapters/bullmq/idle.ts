import type { WishQueue, WishWorker } from './backend.js';
import { TICK } from './schedule.js';

/** Other processes may work on the same queues; their progress is noticed this often, in milliseconds. */
const lookAgainMs = 250;

/**
 * Resolves when no queue has anything waiting, running, or due within `aheadMs`. Looks when the last job that runs
 * here has ended, and now and then for the sake of other processes.
 */
export async function whenIdle(
  workers: readonly WishWorker[],
  queues: readonly WishQueue[],
  aheadMs: number,
): Promise<void> {
  // A look is a question to every queue: none is asked while the answer is known to be no.
  const running = new Set<string>();
  let events = 0;
  let wake = () => {};
  const onStart = ({ id = '' }: { id?: string }) => {
    events += 1;
    running.add(id);
  };
  const onEnd = (job: { id?: string } | undefined) => {
    events += 1;
    running.delete(job?.id ?? '');
    if (running.size === 0) wake();
  };
  for (const worker of workers) worker.on('active', onStart).on('completed', onEnd).on('failed', onEnd);
  let last: WishQueue | undefined;
  const someBusy = async (): Promise<boolean> => {
    // What was busy a moment ago most likely still is.
    if (last && (await isBusy(last, aheadMs))) return true;
    const busy = await Promise.all(queues.map((queue) => isBusy(queue, aheadMs)));
    last = queues[busy.indexOf(true)];
    return last !== undefined;
  };
  try {
    for (;;) {
      // Armed before counting: a job that ends in between must not be missed.
      const change = new Promise<void>((resolve) => (wake = resolve));
      const before = events;
      const busy = await someBusy();
      // A job may go from pausing to running and back between two questions: then nobody counted it.
      if (!busy && events === before) return;
      const timer = setTimeout(wake, lookAgainMs);
      if (busy || running.size > 0) await change;
      clearTimeout(timer);
    }
  } finally {
    for (const worker of workers) worker.off('active', onStart).off('completed', onEnd).off('failed', onEnd);
  }
}

async function isBusy(queue: WishQueue, aheadMs: number): Promise<boolean> {
  const counts = await queue.getJobCounts('delayed', 'waiting', 'active', 'waiting-children');
  if ((counts['waiting'] ?? 0) + (counts['active'] ?? 0) + (counts['waiting-children'] ?? 0) > 0) return true;
  // A schedule's next tick always waits; it is nobody's wish yet.
  if (queue.name === TICK || !counts['delayed']) return false;
  // BullMQ counts what is due strictly before. What came due since the first question waits by now: asked last.
  if ((await queue.getDelayedCount(Date.now() + aheadMs + 1)) > 0) return true;
  const { waiting = 0, active = 0 } = await queue.getJobCounts('waiting', 'active');
  return waiting + active > 0;
}
