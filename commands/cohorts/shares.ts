import type { Cohort } from '#domain/engagement';

/** Weeks of newcomers that the one figure is made of. */
const WEEKS = 4;

/** Parts of a cohort, 0 to 1; null stays: it cannot be told. */
export function sharesOf(people: number, counts: readonly (number | null)[]): (number | null)[] {
  return counts.map((count) => (count === null || people === 0 ? null : count / people));
}

/** Of the newcomers of the latest weeks for which it can be told, how many did something in the week after. */
export function firstWeek(latestFirst: readonly Cohort[]): { people: number; back: number } {
  const told = latestFirst
    .flatMap(({ people, active: [, next = null] }) => (next === null ? [] : [{ people, next }]))
    .slice(0, WEEKS);
  return {
    people: told.reduce((sum, { people }) => sum + people, 0),
    back: told.reduce((sum, { next }) => sum + next, 0),
  };
}
