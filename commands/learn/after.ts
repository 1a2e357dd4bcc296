import { say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import { cardButton } from '../pieces/courses.js';
import { nextLesson, opensPhrase, progressPicture, viewOf, type CourseView, type LessonView } from '../pieces/lessons.js'; // prettier-ignore
import { noteCourse } from '../pieces/noting.js';
import { clipped } from '../pieces/typed.js';
import { listed, literal } from '../pieces/words.js';

/** A lesson was ticked off, or that was taken back. */
export async function afterDone(
  context: CommandContext,
  before: CourseView,
  { lesson, done: wasDone }: LessonView,
  done: boolean,
  rooms: Rooms,
): Promise<Reply> {
  const { actor, community } = context;
  const { course, way } = before;
  const who = [community.id, actor.member.id, course.id] as const;
  await rooms.learning.finish(...who, lesson.key, done);
  if (done && !wasDone) noteCourse(context, rooms, 'lesson_done', course.id);
  const opened = done ? await rooms.drops.finished(...who) : [];
  const view = await viewOf(context, course, way, rooms);
  if (!done) {
    return {
      body: [
        say('learning.after.undone', {
          lesson: lesson.title,
          done: view.progress.done,
          of: view.progress.of,
        }),
      ],
      buttons: [nextButtons(view)],
    };
  }
  const { progress, lessons } = view;
  const isAll = progress.done === progress.of;
  const fresh = lessons.filter((one) => opened.includes(one.lesson.key));
  const waiting = lessons.find((one) => !one.done && one.opens !== 'open');
  return {
    tone: 'good',
    title: isAll
      ? say('learning.after.finished', { course: course.title })
      : say('learning.after.done', { lesson: lesson.title }),
    body: [
      say('learning.after.progress', { done: progress.done, of: progress.of }),
      ...(fresh.length > 0
        ? [say('learning.after.opened', { lessons: listed(fresh.map((one) => literal(one.lesson.title))) })]
        : []),
      ...(!isAll && !nextLesson(view) && waiting ? [opensPhrase(waiting.opens, view)] : []),
      ...(isAll ? [say('learning.after.finished_hint')] : []),
      say('learning.after.rate'),
    ],
    picture: await progressPicture(context, view, rooms),
    buttons: [starButtons(view, lesson.key), nextButtons(view)],
  };
}

/** Stars were given; a few words may follow. */
export async function afterRating(
  { actor, community }: CommandContext,
  view: CourseView,
  { lesson }: LessonView,
  { stars, comment }: { stars: number; comment: string | undefined },
  rooms: Rooms,
): Promise<Reply> {
  const { course } = view;
  await rooms.learning.rate(community.id, actor.member.id, {
    courseId: course.id,
    lessonKey: lesson.key,
    stars,
    ...(comment === undefined ? {} : { comment }),
  });
  const more: ReplyButton = {
    label: say('learning.buttons.comment'),
    command: 'learn',
    options: { course: course.slug, lesson: lesson.key, stars, say: true },
  };
  return {
    tone: 'good',
    body: [
      say('learning.after.rated', { lesson: lesson.title, stars: '★'.repeat(stars) }),
      ...(comment === undefined ? [] : [say('learning.after.commented')]),
    ],
    buttons: [[...(comment === undefined ? [more] : []), ...nextButtons(view)]],
  };
}

/** Somebody wants to go on where there is nothing left. */
export async function allDone(context: CommandContext, view: CourseView, rooms: Rooms): Promise<Reply> {
  const { done, of } = view.progress;
  return {
    tone: 'good',
    title: say('learning.after.finished', { course: view.course.title }),
    body: [say('learning.after.progress', { done, of }), say('learning.after.finished_hint')],
    picture: await progressPicture(context, view, rooms),
    buttons: [nextButtons(view)],
  };
}

function starButtons({ course }: CourseView, lesson: string): ReplyButton[] {
  return [1, 2, 3, 4, 5].map((stars): ReplyButton => ({
    label: say('learning.buttons.stars', { stars: `${stars}★` }),
    command: 'learn',
    options: { course: course.slug, lesson, stars },
  }));
}

function nextButtons(view: CourseView): ReplyButton[] {
  const { course, progress } = view;
  const next = nextLesson(view);
  const certificate: ReplyButton = {
    label: say('learning.buttons.certificate'),
    command: 'certificate',
    options: { course: course.slug },
    style: 'primary',
  };
  return [
    ...(next
      ? [
          {
            label: say('learning.buttons.next_lesson', { lesson: clipped(next.lesson.title, 50) }),
            command: 'learn',
            options: { course: course.slug, lesson: next.lesson.key },
            style: 'primary' as const,
          },
        ]
      : []),
    ...(progress.of > 0 && progress.done === progress.of ? [certificate] : []),
    cardButton(course),
  ];
}
