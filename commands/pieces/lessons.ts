import { say, type CommandContext, type LessonMark, type Phrase, type Reply, type Rooms } from '#contracts';
import type { Course, Lesson, Way } from '#domain/courses';
import type { Opening } from '#domain/drops';
import type { CourseProgress } from '#domain/learning';

/** When a lesson is there for somebody. */
export type Opens = Opening | 'locked';

export interface LessonView {
  lesson: Lesson;
  done: boolean;
  /** Somebody who read or finished it keeps it. */
  opens: Opens;
}

export interface CourseView {
  course: Course;
  way: Way;
  progress: CourseProgress;
  lessons: LessonView[];
}

/** A course as it is to one member. */
export async function viewOf(
  { actor, community }: CommandContext,
  course: Course,
  way: Way,
  rooms: Rooms,
): Promise<CourseView> {
  const who = [community.id, actor.member.id, course.id] as const;
  const [outline, enrolment, studies, opening] = await Promise.all([
    rooms.courses.outline(community.id, course.id),
    rooms.learning.enrolment(...who),
    rooms.learning.studies(...who),
    rooms.drops.opening(...who),
  ]);
  const byKey = new Map(studies.map((study) => [study.lessonKey, study]));
  const lessons = outline.map((lesson): LessonView => {
    const study = byKey.get(lesson.key);
    const isKept = Boolean(study?.openAt ?? study?.doneAt);
    const isMaker = way.open && way.by === 'maker';
    const opens = isKept || isMaker ? 'open' : (opening.get(lesson.key) ?? 'open');
    return { lesson, done: Boolean(study?.doneAt), opens: way.open ? opens : 'locked' };
  });
  const done = lessons.filter((one) => one.done).length;
  const progress = { courseId: course.id, enrolment, done, of: lessons.length, lessons: byKey };
  return { course, way, progress, lessons };
}

/** Where to go on: where they stopped, unless that is done; else the first open lesson that is not. */
export function nextLesson({ lessons, progress }: CourseView): LessonView | undefined {
  const last = progress.enrolment?.lessonKey ?? null;
  const at = lessons.findIndex(({ lesson }) => lesson.key === last);
  const isTodo = ({ done, opens }: LessonView) => !done && opens === 'open';
  return lessons.slice(Math.max(at, 0)).find(isTodo) ?? lessons.find(isTodo);
}

/** The lesson that was picked, or typed by its number. */
export function lessonNamed({ lessons }: CourseView, typed: string): LessonView | undefined {
  const named = typed.trim();
  const number = /^\d{1,5}$/.test(named) ? Number(named) : 0;
  return lessons.find(({ lesson }) => lesson.key === named) ?? lessons[number - 1];
}

/** When a lesson opens, in words; `after` is another lesson's title. */
export function opensPhrase(opens: Opens, { lessons }: Pick<CourseView, 'lessons'>): Phrase {
  if (opens === 'open' || opens === 'locked' || opens === 'paused') return say(`learning.opens.${opens}`);
  if ('at' in opens) return say('learning.opens.at', { at: { at: opens.at, as: 'datetime' } });
  const before = lessons.find(({ lesson }) => lesson.key === opens.after);
  return before
    ? say('learning.opens.after', { lesson: before.lesson.title })
    : say('learning.opens.after_another');
}

/** How far they are, as a picture whose description says the same. */
export async function progressPicture(
  { actor }: CommandContext,
  view: CourseView,
  rooms: Rooms,
): Promise<NonNullable<Reply['picture']>> {
  const { course, lessons, progress } = view;
  const here = nextLesson(view)?.lesson.key;
  const marks = lessons.map(({ lesson, done, opens }): LessonMark => {
    if (done) return 'done';
    if (lesson.key === here) return 'here';
    return opens === 'open' ? 'open' : 'closed';
  });
  const data = await rooms.pictures.progress({
    locale: actor.locale,
    title: course.title,
    lessons: marks,
  });
  const { done, of } = progress;
  return {
    name: 'progress.png',
    data,
    alt: say('learning.progress.alt', { course: course.title, done, of }),
  };
}
