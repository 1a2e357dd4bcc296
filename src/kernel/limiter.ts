import type { Clock } from './clock.js';

/** At most `max` times within any `perMs` milliseconds; `Infinity`: as often as anybody likes. */
export interface Limit {
  max: number;
  perMs: number;
}

export interface Limiter {
  /**
   * Asks for all of them at once: 0 when every one was free, and then all are taken; else nothing is taken,
   * and the answer is in how many milliseconds all will be.
   */
  take(...wishes: readonly { key: string; limit: Limit }[]): number;
}

/**
 * Sliding windows in memory: when each key was last taken. Bounded, whoever asks however often.
 * @param most keys remembered; beyond that, those that were quiet longest are forgotten
 */
export function createLimiter(clock: Clock, most = 20_000): Limiter {
  const taken = new Map<string, number[]>();
  return {
    take(...wishes) {
      const now = clock.now().getTime();
      let wait = 0;
      const bounded = wishes.filter(({ limit }) => limit.max !== Infinity);
      const windows = bounded.map(({ key, limit: { max, perMs } }) => {
        const times = (taken.get(key) ?? []).filter((at) => at > now - perMs);
        const blocking = times.at(-max);
        if (blocking !== undefined && times.length >= max) wait = Math.max(wait, blocking + perMs - now);
        return { key, times };
      });
      if (wait > 0) return wait;
      for (const { key, times } of windows) {
        // Put anew, so that the map stays in the order of use.
        taken.delete(key);
        taken.set(key, [...times, now]);
      }
      for (const oldest of taken.keys()) {
        if (taken.size <= most) break;
        taken.delete(oldest);
      }
      return 0;
    },
  };
}
