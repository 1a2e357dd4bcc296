import { fork } from 'node:child_process';
import type { Seen } from '../../tests/domain/simulation.js';

/** Seeds from `from` up to, and without, `to`. */
export interface Batch {
  from: number;
  to: number;
}

export interface Done {
  /** How many of the batch were right. */
  count: number;
  seen: Partial<Seen>;
  /** What there is to read about the first one that was not. */
  failure: string | null;
}

const SIZE = 2_000;

/**
 * Lives through seeds from `first` on under the pure rules, in processes of their own (a thread would not read TypeScript); stops at
 * the first failure.
 * @param progress called whenever a batch is done, with how many are right so far
 */
export async function runBatches(
  { first, count, workers }: { first: number; count: number; workers: number },
  progress: (done: number) => void,
): Promise<Done> {
  const total: Done = { count: 0, seen: {}, failure: null };
  let next = first;
  const take = (): Batch | null => {
    if (next >= first + count || total.failure !== null) return null;
    const from = next;
    next = Math.min(first + count, from + SIZE);
    return { from, to: next };
  };
  const lane = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = fork(new URL('./worker.ts', import.meta.url));
      const give = () => {
        const batch = take();
        if (batch) worker.send(batch);
        else worker.disconnect();
      };
      worker.on('error', reject);
      worker.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
      );
      worker.on('message', (done: Done) => {
        total.count += done.count;
        for (const [what, seen] of Object.entries(done.seen) as [keyof Seen, number][]) {
          total.seen[what] = (total.seen[what] ?? 0) + seen;
        }
        total.failure ??= done.failure;
        progress(total.count);
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: workers }, lane));
  return total;
}
