/**
 * `THOROUGH=1 npm test` tries everything that there is to try: all arguments of all methods, outages as long as the
 * promise says. Without it each case has fewer companions, by turns, so that the suite stays a matter of minutes.
 */
export const isThorough = (process.env['THOROUGH'] ?? '') !== '';

/** All, or every `of`-th, beginning with one that moves on with `turn`: each has its turn. */
export function someOf<T>(all: readonly T[], of: number, turn: number): T[] {
  return isThorough ? [...all] : all.filter((_, at) => at % of === turn % of);
}

/** How often to try what is made up anew each time. */
export const runs = (thorough: number): number => (isThorough ? thorough : Math.ceil(thorough / 4));
