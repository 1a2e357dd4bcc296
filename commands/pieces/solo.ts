import type { CommandContext, Rooms } from '#contracts';
import type { Plan } from '#domain/billing';
import type { Course } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';

/** Courses looked through for the one that a plan sells. */
const LOOKED_AT = 10_000;

/** The course that a plan sells alone; null: none does any more. */
export async function soloCourse(
  plan: Pick<Plan, 'id'>,
  { community }: Pick<CommandContext, 'community'>,
  { courses }: Rooms,
): Promise<Course | null> {
  const all = await courses.courses(community.id, { limit: LOOKED_AT, offset: 0 });
  return all.courses.find(({ soloPlanId }) => soloPlanId === plan.id) ?? null;
}

/** The same, for whoever is about to pay for it. Throws UserFacingError `course_not_sold` when it is not out. */
export async function openedCourse(
  plan: Pick<Plan, 'id' | 'name'>,
  context: Pick<CommandContext, 'community'>,
  rooms: Rooms,
): Promise<Course> {
  const course = await soloCourse(plan, context, rooms);
  if (course?.state !== 'published') throw new UserFacingError('course_not_sold', { plan: plan.name });
  return course;
}
