import type { Billing } from '#domain/billing';
import type { Course, Courses } from '#domain/courses';
import type { Members } from '#domain/members';
import type { Reason, Recommendation, Recommends } from '#domain/recommend';
import type { DigestPick } from './model.js';

export interface PicksDeps {
  members: Pick<Members, 'member'>;
  billing: Pick<Billing, 'plans'>;
  courses: Pick<Courses, 'outline'>;
  recommends: Pick<Recommends, 'forMember'>;
}

/** Recommended in one digest. */
const COUNT = 3;

/** Recommendations with their reasons in words that still mean something when a course is called otherwise. */
export function createPicks({ members, billing, courses, recommends }: PicksDeps) {
  return async function picks(
    communityId: string,
    memberId: string,
    catalogue: ReadonlyMap<string, Course>,
    heldOut: boolean,
  ): Promise<DigestPick[]> {
    const found = await recommends.forMember(communityId, memberId, { count: COUNT, way: 'digest', heldOut });
    if (found.length === 0) return [];
    const titles = new Map((await billing.plans(communityId)).map(({ id, name }) => [id, name]));
    for (const { id, title } of catalogue.values()) titles.set(id, title);

    async function namesOf(reason: Reason): Promise<string[]> {
      const named = (ids: readonly string[]) => ids.flatMap((id) => titles.get(id) ?? []);
      switch (reason.kind) {
        case 'because':
          return named(reason.courseIds);
        case 'like':
        case 'taken_next':
          return named([reason.courseId]);
        case 'plan_popular':
          return named([reason.planId]);
        case 'new_from': {
          const creator = await members.member(communityId, reason.creatorMemberId);
          return creator.accounts.slice(0, 1).map(({ name }) => name);
        }
        case 'next_lesson':
        case 'popular':
        case 'fresh':
        case 'untried':
          return [];
      }
    }

    async function lessonOf({ courseId, lessonKey }: Recommendation): Promise<string | null> {
      if (lessonKey === null) return null;
      const outline = await courses.outline(communityId, courseId);
      return outline.find(({ key }) => key === lessonKey)?.title ?? null;
    }

    const shown: DigestPick[] = [];
    for (const one of found) {
      const course = catalogue.get(one.courseId);
      // Withdrawn in this very moment.
      if (!course) continue;
      const { id, lessonKey, reason, lockedBy } = one;
      const lesson = await lessonOf(one);
      shown.push({
        id,
        courseId: course.id,
        course: course.title,
        slug: course.slug,
        lesson,
        lessonKey: lesson === null ? null : lessonKey,
        // Said as it is: begun is not finished.
        reason: reason.kind === 'because' && !reason.finished ? 'because_taken' : reason.kind,
        names: await namesOf(reason),
        lockedBy: lockedBy ? (titles.get(lockedBy.planId) ?? null) : null,
      });
    }
    return shown;
  };
}
