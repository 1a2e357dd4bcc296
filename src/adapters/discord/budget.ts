/**
 * How often we let Discord refuse us. It locks an address out for an hour at 10,000 requests answered with 401,
 * 403 or 429 within ten minutes; whoever stays far below is never near it, whatever else goes wrong.
 */
export interface Budget {
  /** Milliseconds until a request may be sent; 0: now, and then `done` is to be told of its answer. */
  admit(): number;
  /**
   * @param refused whether it was answered with 401, 403 or 429
   * @returns how many were, within the window
   */
  done(refused: boolean): number;
}

export interface BudgetOptions {
  /** Most refusals within the window. */
  most: number;
  windowMs: number;
  /** Monotonic milliseconds. */
  now: () => number;
}

/** While answers are awaited that may use up what is left. */
const MOMENT_MS = 500;

/** How many of the refusals cost nothing. */
const FREE = 2 / 3;

/**
 * Counts refusals over a sliding window. Most of them cost nothing; the last ones are spread over what is left of
 * the window by a pause after each, so that in a storm work goes on slowly instead of stopping for minutes.
 * What is under way counts as if it were refused: no crowd of requests can overrun the limit.
 */
export function createBudget({ most, windowMs, now }: BudgetOptions): Budget {
  const refusals: number[] = [];
  let underWay = 0;
  let quietUntil = -Infinity;

  return {
    admit() {
      const at = now();
      while (refusals[0] !== undefined && refusals[0] <= at - windowMs) refusals.shift();
      if (quietUntil > at) return quietUntil - at;
      if (refusals.length >= most) return (refusals[0] ?? at) + windowMs - at;
      if (refusals.length + underWay >= most) return MOMENT_MS;
      underWay += 1;
      return 0;
    },
    done(refused) {
      underWay -= 1;
      if (!refused) return refusals.length;
      const at = now();
      refusals.push(at);
      const left = most - refusals.length;
      if (refusals.length > most * FREE && left > 0) {
        const until = (refusals[0] ?? at) + windowMs;
        quietUntil = Math.max(quietUntil, at + (until - at) / (left + 1));
      }
      return refusals.length;
    },
  };
}
