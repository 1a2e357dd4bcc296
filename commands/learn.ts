import { command, say, type CommandContext, type Reply, type Rooms, type Suggest } from '#contracts';
import type { Course } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { closedCourse, closedLesson, nothingToLearn } from './learn/closed.js';
import { afterDone, afterRating, allDone } from './learn/after.js';
import { lessonPage } from './learn/lesson.js';
import { courseOf, suggestOwnCourses } from './pieces/courses.js';
import { lessonNamed, nextLesson, viewOf, type CourseView, type LessonView } from './pieces/lessons.js';
import { clipped, matches } from './pieces/typed.js';

const suggestLessons: Suggest = async (typed, { actor, community }, { courses, learning }) => {
  const last = await learning.last(community.id, actor.member.id);
  if (!last) return [];
  const lessons = await courses.outline(community.id, last.courseId);
  return lessons
    .map(({ key, title, position }) => ({ value: key, label: clipped(`${position + 1}. ${title}`) }))
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
};

export const learn = command({
  name: 'learn',
  for: 'member',
  visibility: 'private',
  options: {
    course: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.learn.options.course.summary',
      suggest: suggestOwnCourses,
    },
    lesson: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.learn.options.lesson.summary',
      suggest: suggestLessons,
    },
    page: { type: 'integer', min: 0, max: 10_000, summary: 'commands.learn.options.page.summary' },
    done: { type: 'flag', summary: 'commands.learn.options.done.summary' },
    stars: { type: 'integer', min: 1, max: 5, summary: 'commands.learn.options.stars.summary' },
    comment: { type: 'text', maxLength: 500, summary: 'commands.learn.options.comment.summary' },
    say: { type: 'flag', summary: 'commands.learn.options.say.summary' },
  },
  async run(context, rooms) {
    const { options } = context;
    const course = await meantCourse(options.course, context, rooms);
    if (!course) return nothingToLearn();
    const { actor, community } = context;
    const way = await rooms.courses.way(community.id, actor.member.id, course);
    if (course.state !== 'published' && !(way.open && way.by === 'maker')) {
      throw new UserFacingError('course_unknown');
    }
    if (!way.open) return closedCourse(context, course, way, rooms);
    const view = await begunView(context, course, way, rooms);
    const one = options.lesson === undefined ? nextLesson(view) : lessonNamed(view, options.lesson);
    if (options.lesson !== undefined && !one) throw new UserFacingError('lesson_unknown');
    if (!one) return nothingNext(context, view, rooms);
    if (one.opens !== 'open' && !one.done) return closedLesson(view, one);

    if (options.done !== undefined) return afterDone(context, view, one, options.done, rooms);
    if (options.stars !== undefined) {
      const { stars, comment } = options;
      if (options.say && comment === undefined) throw new UserFacingError('comment_needed');
      return afterRating(context, view, one, { stars, comment }, rooms);
    }
    return lessonPage(context, view, one, pageOf(view, one, options.page), options.page !== undefined, rooms);
  },
});

/** The course that is named; else the one they were last in, else the only one that is open to them. */
async function meantCourse(
  named: string | undefined,
  context: CommandContext,
  rooms: Rooms,
): Promise<Course | null> {
  const { actor, community } = context;
  if (named !== undefined) return courseOf(named, context, rooms);
  const last = await rooms.learning.last(community.id, actor.member.id);
  const there = last && (await rooms.courses.course(community.id, last.courseId));
  if (there?.state === 'published') return there;
  // It was taken back: the one before it, then.
  const begun = last ? await rooms.learning.enrolmentsOf(community.id, { memberId: actor.member.id }) : [];
  for (const { courseId } of begun) {
    const course = await rooms.courses.course(community.id, courseId);
    if (course.state === 'published') return course;
  }
  const { courses } = await rooms.courses.courses(community.id, { state: 'published', limit: 50, offset: 0 });
  const ways = await rooms.courses.ways(community.id, actor.member.id, courses);
  const [only, ...others] = courses.filter(({ id }) => ways.get(id)?.open);
  return only && others.length === 0 ? only : null;
}

/** Starts the course the first time; what is due by now is open then. */
async function begunView(
  context: CommandContext,
  course: Course,
  way: CourseView['way'],
  rooms: Rooms,
): Promise<CourseView> {
  const { actor, community } = context;
  const enrolment = await rooms.learning.enrolment(community.id, actor.member.id, course.id);
  if (!enrolment) await rooms.drops.begin(community.id, actor.member.id, course.id);
  return viewOf(context, course, way, rooms);
}

/** Everything is done, or what is left is not open yet. */
async function nothingNext(context: CommandContext, view: CourseView, rooms: Rooms): Promise<Reply> {
  const waiting = view.lessons.find(({ done }) => !done);
  if (waiting) return closedLesson(view, waiting);
  if (view.lessons.length === 0) return { body: [say('learning.learn.empty')] };
  return allDone(context, view, rooms);
}

function pageOf({ progress }: CourseView, { lesson }: LessonView, asked: number | undefined): number {
  if (asked !== undefined) return asked;
  return progress.enrolment?.lessonKey === lesson.key ? progress.enrolment.page : 0;
}
