import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that this thread has been on a processor: what else the machine does is not in it. Where the system
 * does not tell, the clock on the wall.
 */
export function ownTime(): number {
  return timeOf('/proc/thread-self/schedstat') ?? performance.now();
}

/** The same of every thread of this process, by its number; empty where the system does not tell. */
export function timeByThread(): Map<string, number> {
  try {
    return new Map(
      readdirSync('/proc/self/task').flatMap((thread): [string, number][] => {
        const time = timeOf(`/proc/self/task/${thread}/schedstat`);
        return time === null ? [] : [[thread, time]];
      }),
    );
  } catch {
    return new Map();
  }
}

/** How long the busiest thread worked between two answers of `timeByThread`; what its end could not come before. */
export function busiest(before: Map<string, number>, after: Map<string, number>): number {
  const spent = [...after].map(([thread, time]) => time - (before.get(thread) ?? 0));
  return Math.max(...spent, 0);
}

function timeOf(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
}
