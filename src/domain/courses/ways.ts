import type { Access } from '#domain/access';
import type { Members, Rank } from '#domain/members';
import type { Course, Courses, Way } from './model.js';

const MAKERS: readonly Rank[] = ['creator', 'moderator', 'owner'];

/** Who may read what, and why. */
export function createWays({
  members,
  access,
}: {
  members: Members;
  access: Access;
}): Pick<Courses, 'way' | 'ways'> {
  async function ways(communityId: string, memberId: string, courses: readonly Course[]) {
    const { rank } = await members.member(communityId, memberId);
    const isMaker = MAKERS.includes(rank);
    const entitlements = isMaker ? [] : await access.entitlements(communityId, memberId);
    const held = new Set(entitlements.filter((one) => one.granting).map(({ planId }) => planId));
    return new Map(courses.map((course) => [course.id, isMaker ? maker : wayInto(course, held)]));
  }
  return {
    ways,
    async way(communityId, memberId, course) {
      return (await ways(communityId, memberId, [course])).get(course.id) ?? wayInto(course, new Set());
    },
  };
}

const maker: Way = { open: true, by: 'maker' };

/** @param held plans whose entitlements are granting */
export function wayInto(course: Course, held: ReadonlySet<string>): Way {
  if (course.state !== 'published') return { open: false, planIds: [], soloPlanId: null };
  if (course.free) return { open: true, by: 'free' };
  const { planIds, soloPlanId } = course;
  const planId = [...planIds, ...(soloPlanId === null ? [] : [soloPlanId])].find((id) => held.has(id));
  return planId === undefined ? { open: false, planIds, soloPlanId } : { open: true, by: 'plan', planId };
}
