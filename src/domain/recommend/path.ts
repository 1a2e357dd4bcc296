import type { Course } from '#domain/courses';
import type { PathStep, Recommends } from './served.js';
import type { AudienceStore } from './serving/audience-store.js';
import type { Audience } from './serving/audience.js';
import { coursesPublished, type CandidateRooms } from './serving/candidates.js';
import { lockedBy, plansOnSale } from './serving/locked.js';
import { FEWEST, TAKEN_NEXT } from './serving/reasons.js';

/** Courses that others took before the goal and that nobody demands: so many at most. */
const SUGGESTED = 2;

/**
 * The courses that lead to a goal, in the order in which to take them: what is demanded, what that demands, and what
 * others took right before. Demands that go round in a circle, and courses that are not there, are left out.
 */
export function stepsTo(
  goal: Course,
  published: readonly Course[],
  audience: Audience,
): { course: Course; why: PathStep['why'] }[] {
  const bySlug = new Map(published.map((course) => [course.slug, course]));
  const seen = new Set([goal.id]);
  const needed: Course[] = [];
  const visit = (course: Course): void => {
    for (const slug of course.prerequisites) {
      const before = bySlug.get(slug);
      if (!before || seen.has(before.id)) continue;
      seen.add(before.id);
      visit(before);
      needed.push(before);
    }
  };
  visit(goal);
  const began = audience.all.taken.get(goal.id) ?? 0;
  const usual = published
    .filter(({ id }) => !seen.has(id))
    .map((course) => ({ course, count: audience.next.get(course.id)?.get(goal.id) ?? 0 }))
    .filter(({ count }) => count >= FEWEST && count >= TAKEN_NEXT * began)
    .sort((a, b) => b.count - a.count || (a.course.id < b.course.id ? -1 : 1))
    .slice(0, SUGGESTED);
  return [
    ...needed.map((course) => ({ course, why: 'prerequisite' as const })),
    ...usual.map(({ course }) => ({ course, why: 'taken_before' as const })),
    { course: goal, why: 'goal' as const },
  ];
}

/** The way to a goal, as it is for one member. */
export function createPath(
  rooms: CandidateRooms & { audienceStore: AudienceStore },
): Pick<Recommends, 'path'> {
  const { courses, learning, billing, audienceStore } = rooms;
  return {
    async path(communityId, memberId, courseId) {
      const published = await coursesPublished(courses, communityId);
      const goal = published.find(({ id }) => id === courseId);
      if (!goal) return null;
      const steps = stepsTo(goal, published, await audienceStore.audience(communityId));
      const all = steps.map(({ course }) => course);
      const [ways, standings, plans] = await Promise.all([
        courses.ways(communityId, memberId, all),
        learning.progressOf(
          communityId,
          memberId,
          all.map(({ id }) => id),
        ),
        billing.plans(communityId),
      ]);
      const onSale = plansOnSale(plans);
      return steps.map(({ course: { id }, why }): PathStep => {
        const way = ways.get(id);
        const so = standings.get(id);
        const done = Boolean(so && (so.finishedAt || (so.of > 0 && so.done >= so.of)));
        return { courseId: id, why, done, lockedBy: way ? lockedBy(way, onSale) : null };
      });
    },
  };
}
