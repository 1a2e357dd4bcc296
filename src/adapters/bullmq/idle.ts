import type { WishWorker } from './backend.js';

/** Other processes may work on the same queues; their progress is noticed this often, in milliseconds. */
const lookAgainMs = 250;

/**
 * Resolves when nothing is busy. Looks when the last job that runs here has ended, and now and then for the sake of
 * other processes.
 * @param isBusy asks the store
 */
export async function whenIdle(
  workers: readonly WishWorker[],
  isBusy: () => Promise<boolean>,
): Promise<void> {
  // Nobody is asked while the answer is known to be no.
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
  try {
    for (;;) {
      // Armed before counting: a job that ends in between must not be missed.
      const change = new Promise<void>((resolve) => (wake = resolve));
      const before = events;
      const busy = await isBusy();
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
