import { shortHash } from '#kernel/ids';
import type { Course, CourseVersion, Lesson } from '#domain/courses';
import { spokenLocale, type Community } from '#domain/members';
import { beginningOf } from './beginning.js';
import type { Outlet } from './model.js';
import type { PictureLinks, PostContent, Posters } from './ports.js';

/** A course as members read it now. */
export interface LiveCourse {
  community: Community;
  course: Course;
  version: CourseVersion;
}

/**
 * Whether a place hears of a course: places of some plans hear of what these plans open, others of everything.
 */
export function hearsOf(outlet: Outlet, { planIds, soloPlanId }: Course): boolean {
  if (outlet.planIds.length === 0) return true;
  return outlet.planIds.some((id) => planIds.includes(id) || id === soloPlanId);
}

/** A whole lesson is posted only where everybody may read it: what is paid for is not shown to everybody. */
export function showsWhole(outlet: Outlet, course: Course, whole: boolean): boolean {
  return whole && (course.free || outlet.planIds.length > 0);
}

/** What is shown of a lesson, in one place. */
export function contentOf(
  { community, course, version }: LiveCourse,
  lesson: Lesson,
  whole: boolean,
  pictureLink: PictureLinks,
): PostContent {
  const body = whole ? lesson.body : beginningOf(lesson.body);
  const pictures: Record<string, string> = {};
  for (const asset of version.assets) {
    if (asset.kind !== 'image' || !body.includes(asset.name)) continue;
    pictures[asset.name] = asset.url ?? pictureLink(community.id, asset.id);
  }
  return {
    communityId: community.id,
    communityName: community.name,
    // What stands around a text speaks its language.
    locale: spokenLocale(version.language) ?? community.locale,
    timeZone: community.timeZone,
    courseId: course.id,
    courseTitle: course.title,
    slug: course.slug,
    lessonKey: lesson.key,
    lessonTitle: lesson.title,
    body,
    whole,
    minutes: lesson.minutes,
    pictures,
  };
}

/**
 * What a post shows, in a few letters: it is edited when they differ. Addresses of pictures are made anew each time
 * and say nothing.
 */
export function digestOf(content: PostContent, lesson: Lesson): string {
  const { pictures, communityName, locale, courseTitle, slug, lessonTitle, body, whole, minutes } = content;
  const shown = [communityName, locale, courseTitle, slug, lessonTitle, body, whole, minutes];
  // The lesson's own digest tells a picture that was exchanged under the same name.
  const drawn = Object.keys(pictures).length > 0 ? lesson.digest : '';
  return shortHash(JSON.stringify([...shown, drawn]));
}

/** What should stand in one place, of one lesson; at least one part. */
export function partsIn(
  posters: Posters,
  outlet: Outlet,
  live: LiveCourse,
  lesson: Lesson,
  whole: boolean,
  pictureLink: PictureLinks,
): { parts: number; digest: string } {
  const content = contentOf(live, lesson, showsWhole(outlet, live.course, whole), pictureLink);
  const parts = posters[outlet.platform]?.parts(content) ?? 1;
  return { parts: Math.max(1, parts), digest: digestOf(content, lesson) };
}
