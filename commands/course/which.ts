import type { CommandContext, Rooms, Suggest } from '#contracts';
import type { Course, CourseVersion } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from '../pieces/typed.js';

/** Courses looked through while somebody types. */
const LOOKED_AT = 500;

export const courseOption = {
  type: 'text',
  maxLength: 200,
  summary: 'commands.course.options.course.summary',
  suggest: suggestMade,
} as const;

/** Every course, drafts too; the speaker's own first. */
async function suggestMade(
  typed: string,
  { community, actor }: CommandContext,
  { courses }: Rooms,
): Promise<{ value: string; label: string }[]> {
  const found = await courses.courses(community.id, { limit: LOOKED_AT, offset: 0 });
  const isOwn = (course: Course) => Number(course.createdById === actor.member.id);
  return found.courses
    .filter(({ title, slug }) => matches(title, typed) || matches(slug, typed))
    .toSorted((one, other) => isOwn(other) - isOwn(one))
    .slice(0, 25)
    .map(({ slug, title }) => ({ value: slug, label: clipped(title) }));
}

/** The course that was picked, or typed by slug or title. Throws UserFacingError `course_unknown`. */
export async function madeCourse(
  typed: string,
  { community }: CommandContext,
  rooms: Rooms,
): Promise<Course> {
  const near = await rooms.courses.courses(community.id, { text: typed, limit: 25, offset: 0 });
  const titled = near.courses.filter(({ title }) => same(title, typed));
  const [only] = titled;
  return only && titled.length === 1 ? only : rooms.courses.course(community.id, typed);
}

/** What its makers work on: the draft, else what is live. */
export async function workingVersion(
  course: Course,
  { community }: CommandContext,
  rooms: Rooms,
): Promise<CourseVersion> {
  const id = course.draftId ?? course.liveId;
  if (id === null) throw new UserFacingError('course_unknown');
  return rooms.courses.version(community.id, id);
}

/** Lessons of all drafts that fit what was typed: which course is meant is not known while somebody types. */
export const suggestLessons: Suggest = async (typed, context, rooms) => {
  const found = await rooms.courses.courses(context.community.id, { limit: 10, offset: 0 });
  const mine = found.courses.toSorted(
    (one, other) =>
      Number(other.createdById === context.actor.member.id) -
      Number(one.createdById === context.actor.member.id),
  );
  const versions = await Promise.all(
    mine.slice(0, 5).map((course) => workingVersion(course, context, rooms)),
  );
  return versions
    .flatMap((version) => version.lessons.map((lesson) => ({ lesson, course: version.title })))
    .filter(({ lesson }) => matches(lesson.title, typed) || matches(lesson.key, typed))
    .slice(0, 25)
    .map(({ lesson, course }) => ({ value: lesson.key, label: clipped(`${lesson.title} · ${course}`) }));
};
