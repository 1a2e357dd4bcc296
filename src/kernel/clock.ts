/** Time is asked for, never taken: every rule and job gets its now from one of these. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that a person moves: for the sandbox and for tests. It starts at `start` and only goes forward. */
export interface MovableClock extends Clock {
  /** Jumps forward to `to`; an earlier instant is ignored. */
  moveTo(to: Date): void;
  /** Called after each jump; returns how to stop listening. */
  onJump(listener: () => void): () => void;
}

/**
 * Real time plus an offset (`ticking`), or standing still between jumps.
 * @param start what `now` answers first
 */
export function movableClock(start: Date, ticking: boolean): MovableClock {
  const listeners = new Set<() => void>();
  let base = start.getTime();
  let since = Date.now();
  const now = () => new Date(ticking ? base + (Date.now() - since) : base);
  return {
    now,
    moveTo(to) {
      if (to.getTime() <= now().getTime()) return;
      base = to.getTime();
      since = Date.now();
      for (const listener of listeners) listener();
    },
    onJump(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** The beginning of the hour, by UTC, in which an instant lies. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hours(1)) * hours(1));

/** The instant `ms` milliseconds after `at`. */
export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
