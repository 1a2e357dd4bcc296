import { days } from '#kernel/clock';
import type { Course } from '#domain/courses';
import type { Enrolment } from '#domain/learning';
import type { Reason } from '../served.js';
import type { Audience } from './audience.js';

/** Fewer people than this say nothing about a course, and might be recognised. */
export const FEWEST = 3;

/** A course is called popular when it stands among so many, or so large a share, of those taken most. */
const POPULAR = { first: 3, share: 0.25 };

/** So large a share of those who took the one began the other directly after it. */
export const TAKEN_NEXT = 0.2;

/** Texts that have so much in common are about alike. */
const ALIKE = 0.15;

/** A course is new for so long. */
const NEW_MS = days(30);

/** What there is to say something true about a member and a course. */
export interface Facts {
  /** What the member took, oldest first. */
  history: readonly Enrolment[];
  published: ReadonlyMap<string, Course>;
  /** Plans that open something to the member now. */
  planIds: readonly string[];
  audience: Audience;
  /** How much the texts of two courses have in common, 0 to 1. */
  alike(one: string, other: string): number;
  now: Date;
}

/**
 * The reason to give for a course: the first that is true, from the most telling to the least.
 * @param because courses of the member that carry the model's score, the strongest first; empty: none does
 */
export function reasonFor(course: Course, because: readonly string[], facts: Facts): Reason {
  const { history, audience, planIds } = facts;
  if (because.length > 0) {
    const all = because.every((id) => history.some((one) => one.courseId === id && one.finishedAt));
    return { kind: 'because', courseIds: [...because], finished: all };
  }
  const creatorMemberId = isNewFrom(course, facts) ? course.createdById : null;
  if (creatorMemberId !== null) return { kind: 'new_from', creatorMemberId };
  const before = history.toReversed().find((one) => isTakenNext(audience, one.courseId, course.id));
  if (before) return { kind: 'taken_next', courseId: before.courseId };
  const near = history
    .map(({ courseId }) => ({ courseId, alike: facts.alike(courseId, course.id) }))
    .sort((a, b) => b.alike - a.alike)[0];
  if (near && near.alike >= ALIKE) return { kind: 'like', courseId: near.courseId };
  const planId = planIds.find((id) => isPopular(audience.plans.get(id)?.taken, course.id));
  if (planId !== undefined) return { kind: 'plan_popular', planId };
  if (isPopular(audience.all.taken, course.id)) return { kind: 'popular' };
  return isNew(course, facts.now) ? { kind: 'fresh' } : { kind: 'untried' };
}

function isNew({ publishedAt }: Course, now: Date): boolean {
  return publishedAt !== null && publishedAt <= now && now.getTime() - publishedAt.getTime() <= NEW_MS;
}

/** New, and by somebody of whom the member follows or took a course. */
function isNewFrom(course: Course, { history, published, now }: Facts): boolean {
  const { createdById, id } = course;
  if (createdById === null || !isNew(course, now)) return false;
  return history.some((one) => {
    return one.courseId !== id && published.get(one.courseId)?.createdById === createdById;
  });
}

function isTakenNext({ all, next }: Audience, before: string, after: string): boolean {
  const count = next.get(before)?.get(after) ?? 0;
  return count >= FEWEST && count >= TAKEN_NEXT * (all.taken.get(before) ?? Infinity);
}

/** Whether enough people took a course, and more than took most others. */
function isPopular(taken: ReadonlyMap<string, number> | undefined, courseId: string): boolean {
  const count = taken?.get(courseId) ?? 0;
  if (!taken || count < FEWEST) return false;
  const more = [...taken.values()].filter((other) => other > count).length;
  return more < Math.max(POPULAR.first, Math.ceil(POPULAR.share * taken.size));
}
