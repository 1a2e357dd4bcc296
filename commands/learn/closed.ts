import { say, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { Course, Way } from '#domain/courses';
import { buyButtons, cardButton, openedBy } from '../pieces/courses.js';
import { opensPhrase, type CourseView, type LessonView } from '../pieces/lessons.js';

/** Nothing begun, and no course that would be meant. */
export function nothingToLearn(): Reply {
  return {
    title: say('learning.learn.nothing'),
    body: [say('learning.learn.nothing_hint')],
    buttons: [[{ label: say('learning.buttons.all_courses'), command: 'courses', style: 'primary' }]],
  };
}

/** What opens a course that is closed; what was done in it stands. */
export async function closedCourse(
  { actor, community }: CommandContext,
  course: Course,
  way: Way,
  rooms: Rooms,
): Promise<Reply> {
  const plans = await rooms.billing.plans(community.id);
  const by = openedBy(way, plans);
  const standing = (await rooms.learning.progressOf(community.id, actor.member.id, [course.id])).get(
    course.id,
  );
  const { done = 0, of = 0 } = standing ?? {};
  return {
    tone: 'warning',
    title: say('learning.learn.locked', { course: course.title }),
    body: [
      by ? say('learning.learn.locked_by', { plans: by }) : say('learning.learn.locked_short'),
      ...(done > 0 ? [say('learning.learn.locked_kept', { done, of })] : []),
    ],
    buttons: [buyButtons(way, plans), [cardButton(course)]].filter((row) => row.length > 0),
  };
}

/** A lesson that is to come: when, and how to be told of it. */
export function closedLesson(view: CourseView, one: LessonView): Reply {
  const { course, progress } = view;
  const followed = Boolean(progress.enrolment?.followsAt);
  const follow = {
    label: say('learning.buttons.follow'),
    command: 'courses',
    options: { course: course.slug, follow: true },
    style: 'primary' as const,
  };
  const pay = { label: say('common.buttons.membership'), command: 'membership', style: 'primary' as const };
  return {
    tone: 'plain',
    title: say('learning.learn.waits', { lesson: one.lesson.title }),
    body: [
      opensPhrase(one.opens, view),
      ...(followed && one.opens !== 'paused' ? [say('learning.learn.will_tell')] : []),
    ],
    buttons: [[...(one.opens === 'paused' ? [pay] : followed ? [] : [follow]), cardButton(course)]],
  };
}
