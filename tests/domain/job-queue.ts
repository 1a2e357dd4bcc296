import type { Flow, Job, Next, Rooms } from '#contracts';
import { later, type Clock } from '#kernel/clock';
import { GiveUp, RetryAfter } from '#kernel/errors';
import { silentLog } from '#kernel/log';

interface Entry {
  job: Job;
  data: unknown;
  key: string;
  dueAt: Date;
  tries: number;
}

/**
 * The jobs' queue as a list in this process: the same sameness (one entry per key, woken when it pauses),
 * the same tries, and a memory of what ran. It runs one job at a time, when it is told to.
 */
export function createJobQueue(clock: Clock) {
  let rooms: Rooms | undefined;
  const waiting: Entry[] = [];
  const ran: { name: string; data: unknown }[] = [];
  let deaf = false;

  const next: Next = async (job, data) => {
    const entry: Entry = {
      job,
      data: job.data.parse(data),
      key: `${job.name} ${job.key(data)}`,
      dueAt: clock.now(),
      tries: 0,
    };
    if (deaf) return;
    const same = waiting.find((one) => one.key === entry.key);
    if (same) same.dueAt = entry.dueAt;
    else waiting.push(entry);
  };

  /** They run one at a time and in order, so that the last waits for those before it. */
  const flow: Flow = async (last, before) => {
    for (const { job, data } of [...before, last]) await next(job, data);
  };

  async function runOne(entry: Entry): Promise<void> {
    if (!rooms) throw new Error('the queue has no rooms yet');
    ran.push({ name: entry.job.name, data: entry.data });
    const around = { app: rooms, next, flow, clock, log: silentLog, scheduledFor: entry.dueAt };
    try {
      await entry.job.run(entry.data, around);
    } catch (error) {
      if (error instanceof GiveUp) return;
      if (!(error instanceof RetryAfter)) throw error;
      entry.tries += 1;
      if (entry.tries >= entry.job.retry.attempts) return;
      entry.dueAt = later(clock.now(), error.ms);
      // What was asked for meanwhile comes first and is the same wish.
      if (!waiting.some((one) => one.key === entry.key)) waiting.push(entry);
    }
  }

  return {
    next,
    ran,
    connect(given: Rooms): void {
      rooms = given;
    },
    /** While `doing`, nothing that is asked for arrives: as if the process died right after its transaction. */
    async crashing<T>(doing: () => Promise<T>): Promise<T> {
      deaf = true;
      try {
        return await doing();
      } finally {
        deaf = false;
      }
    },
    /** Nobody who is named here is waited for any more. */
    async forget(traces: Iterable<string>): Promise<void> {
      const names = [...traces];
      const mentions = ({ data }: Entry) => names.some((name) => JSON.stringify(data).includes(name));
      waiting.splice(0, waiting.length, ...waiting.filter((entry) => !mentions(entry)));
    },
    /** Runs what is due now, and what that makes due now. */
    async runDue(): Promise<void> {
      for (;;) {
        const index = waiting.findIndex((one) => one.dueAt <= clock.now());
        const [entry] = index < 0 ? [] : waiting.splice(index, 1);
        if (!entry) return;
        await runOne(entry);
      }
    },
    /** When the next waiting job is due; null: none waits. */
    nextDueAt(): Date | null {
      return waiting.reduce<Date | null>(
        (first, { dueAt }) => (first && first <= dueAt ? first : dueAt),
        null,
      );
    },
    get size(): number {
      return waiting.length;
    },
  };
}

export type JobQueue = ReturnType<typeof createJobQueue>;
