export interface Shown<Course> {
  course: Course;
  /** How likely this course was to stand in this list, given the candidates: what later counts are divided by. */
  propensity: number;
  /** Stands there to learn about it. */
  explored: boolean;
}

/** Not more than this share of lists gives a place away, whatever is asked for. */
export const MOST_EXPLORED = 0.2;

/**
 * The first `k` of a ranked list, whose last place goes, now and then, to one of those behind: so that something is
 * learned about courses that are never shown. Never the first place, never more than one.
 * @param ranked best first
 * @param share how many of the lists give their last place away, 0 to 0.2; others are cut to that
 * @param depth how many behind the first k may get it
 * @param random a number in [0, 1), drawn anew for every list
 */
export function explore<Course>(
  ranked: readonly Course[],
  k: number,
  { share, depth = 20 }: { share: number; depth?: number },
  random: () => number,
): Shown<Course>[] {
  const first = ranked.slice(0, k);
  const behind = ranked.slice(k, k + depth);
  const bounded = Math.min(MOST_EXPLORED, Math.max(0, share));
  if (k < 2 || behind.length === 0 || bounded === 0) {
    return first.map((course) => ({ course, propensity: 1, explored: false }));
  }
  const shown = first.map((course, place) => ({
    course,
    propensity: place === k - 1 ? 1 - bounded : 1,
    explored: false,
  }));
  if (random() >= bounded) return shown;
  const course = behind[Math.min(behind.length - 1, Math.floor(random() * behind.length))] as Course;
  return [...shown.slice(0, -1), { course, propensity: bounded / behind.length, explored: true }];
}
