/** Some people, and how many of them began each course. */
export interface Cohort {
  members: number;
  taken: ReadonlyMap<string, number>;
}

/** What can be told of a community's learners at once; whoever opted out is in none of it. */
export interface Audience {
  /** Members to whom something may be recommended. */
  eligible: number;
  all: Cohort;
  /** By plan, those whom it opens something now. */
  plans: ReadonlyMap<string, Cohort>;
  /** By course, how many began each other one directly after it. */
  next: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The plan by which somebody is told what is popular: the one with the most learners. null: none has any. */
export function cohortOf(audience: Audience, planIds: readonly string[]): string | null {
  const sizes = planIds.flatMap((planId) => {
    const members = audience.plans.get(planId)?.members ?? 0;
    return members > 0 ? [{ planId, members }] : [];
  });
  sizes.sort((a, b) => b.members - a.members || (a.planId < b.planId ? -1 : 1));
  return sizes[0]?.planId ?? null;
}

/** How many of the plan's members lean on what everybody takes as much as on what their plan takes. */
const LEANING = 20;

/**
 * How likely somebody takes each course, going by their plan's members and leaning on everybody: (n + s · share) /
 * (members + s). For courses that nobody took it is 0.
 */
export function shrunkPopularity(audience: Audience, planId: string | null): (courseId: string) => number {
  const { all, plans } = audience;
  const cohort = planId === null ? undefined : plans.get(planId);
  return (courseId) => {
    const share = (all.taken.get(courseId) ?? 0) / Math.max(1, all.members);
    if (!cohort) return share;
    return ((cohort.taken.get(courseId) ?? 0) + LEANING * share) / (cohort.members + LEANING);
  };
}
