import { say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { askButton, cardButton } from '../pieces/courses.js';
import { lessonParts } from '../pieces/lesson-page.js';
import { noteCourse } from '../pieces/noting.js';
import type { CourseView, LessonView } from '../pieces/lessons.js';

/** A lesson to read, one page of it, and where to go from there. */
export async function lessonPage(
  context: CommandContext,
  view: CourseView,
  one: LessonView,
  page: number,
  turned: boolean,
  rooms: Rooms,
): Promise<Reply> {
  const { actor, community } = context;
  const { course, lessons } = view;
  if (course.liveId === null) throw new UserFacingError('course_unknown');
  const { lesson, assets } = await rooms.courses.lesson(community.id, course.liveId, one.lesson.key);
  await rooms.learning.seen(community.id, actor.member.id, course.id, lesson.key, page);
  if (!turned) noteCourse(context, rooms, 'lesson_seen', course.id);
  const parts = lessonParts({
    course,
    lesson,
    of: lessons.length,
    assets,
    addressOf: ({ id: assetId }) =>
      rooms.files.link({ communityId: community.id, memberId: actor.member.id, assetId }),
    page,
    turn: { command: 'learn', options: { course: course.slug, lesson: lesson.key } },
  });
  return { ...parts, buttons: buttonsOf(view, one), replaces: turned };
}

function buttonsOf({ course, lessons }: CourseView, { lesson, done }: LessonView): ReplyButton[][] {
  const at = lessons.findIndex((one) => one.lesson.key === lesson.key);
  const to = (label: 'learning.buttons.previous' | 'learning.buttons.next', index: number): ReplyButton[] => {
    const there = lessons[index];
    if (!there || (there.opens !== 'open' && !there.done)) return [];
    return [
      { label: say(label), command: 'learn', options: { course: course.slug, lesson: there.lesson.key } },
    ];
  };
  const tick: ReplyButton = {
    label: say(done ? 'learning.buttons.undo' : 'learning.buttons.done'),
    command: 'learn',
    options: { course: course.slug, lesson: lesson.key, done: !done },
    ...(done ? {} : { style: 'primary' }),
  };
  return [
    [...to('learning.buttons.previous', at - 1), tick, ...to('learning.buttons.next', at + 1)],
    [askButton(course, lesson.key), cardButton(course)],
  ];
}
