import type { Job } from '#contracts';
import type { Log } from '#kernel/log';
import type { Store, WishQueue } from './backend.js';

/**
 * The queue of schedules. A due schedule only wishes for its job in that job's own queue, so that a repeating
 * job is de-duplicated like any other and never runs beside itself.
 */
export const TICK = 'tick';

/**
 * Makes the stored schedules be exactly those of `jobs`, and looks every `everyMs` whether they still are:
 * a Redis that comes back empty would otherwise never sweep again.
 * @returns how to stop looking
 */
export async function keepSchedules(
  store: Store,
  queue: WishQueue,
  jobs: Iterable<Job>,
  everyMs: number,
  log: Log,
): Promise<() => void> {
  const repeating = new Map(
    [...jobs].flatMap((job) => (job.every ? [[job.name, job.every.ms] as const] : [])),
  );
  const lay = () => store.alone(() => laySchedules(queue, repeating));
  const look = async () => {
    try {
      if ((await queue.getJobSchedulersCount()) >= repeating.size) return;
      log.warn({}, 'the queue has lost its schedules; they are laid again');
      await lay();
    } catch (error) {
      log.warn({ reason: String(error) }, 'schedules could not be looked at');
    }
  };
  await lay();
  const timer = setInterval(() => void look(), everyMs);
  return () => clearInterval(timer);
}

async function laySchedules(queue: WishQueue, repeating: ReadonlyMap<string, number>): Promise<void> {
  for (const old of await queue.getJobSchedulers(0, -1)) {
    if (!repeating.has(old.key)) await queue.removeJobScheduler(old.key);
  }
  for (const [name, every] of repeating) {
    const again = { attempts: 10, backoff: { type: 'fixed', delay: 2_000 } };
    await queue.upsertJobScheduler(name, { every }, { name, data: { data: null, dueAt: 0 }, opts: again });
  }
}

/** When a tick was due, from the id that BullMQ gives it: `repeat:<name>:<milliseconds>`. */
export function dueAtOf(tickId: string | undefined): number {
  const due = Number(/:(\d+)$/.exec(tickId ?? '')?.[1]);
  return Number.isFinite(due) ? due : Date.now();
}
