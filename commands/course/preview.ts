import { command, say, type ReplyButton } from '#contracts';
import type { Lesson } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { lessonParts } from '../pieces/lesson-page.js';
import { showButton } from './report.js';
import { courseOption, madeCourse, suggestLessons, workingVersion } from './which.js';

export const preview = command({
  name: 'preview',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    lesson: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.course.options.lesson.summary',
      suggest: suggestLessons,
    },
    page: { type: 'integer', min: 0, max: 100_000, summary: 'commands.course.options.page.summary' },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const course = await madeCourse(options.course, context, rooms);
    const version = await workingVersion(course, context, rooms);
    const { lessons, assets } = version;
    const lesson = lessonNamed(lessons, options.lesson);
    if (!lesson) throw new UserFacingError('lesson_unknown');
    const to = (one: Lesson) => ({
      command: 'course preview',
      options: { course: course.slug, lesson: one.key },
    });
    const parts = lessonParts({
      course: { title: version.title, free: course.free },
      lesson,
      of: lessons.length,
      assets,
      addressOf: ({ id: assetId }) =>
        rooms.files.link({ communityId: community.id, memberId: actor.member.id, assetId }),
      page: options.page ?? 0,
      turn: to(lesson),
    });
    const [before, after] = [lessons[lesson.position - 1], lessons[lesson.position + 1]];
    const buttons: ReplyButton[] = [
      ...(before ? [{ label: say('teaching.buttons.previous'), ...to(before) }] : []),
      ...(after ? [{ label: say('teaching.buttons.next'), ...to(after) }] : []),
      showButton(course),
    ];
    return {
      ...parts,
      body: [
        say(version.id === course.draftId ? 'teaching.preview.draft' : 'teaching.preview.live'),
        ...(parts.body ?? []),
      ],
      buttons: [buttons],
      replaces: options.page !== undefined,
    };
  },
});

/** By key, by its number as people count, or the first. */
function lessonNamed(lessons: readonly Lesson[], typed: string | undefined): Lesson | undefined {
  if (typed === undefined) return lessons[0];
  const named = typed.trim().toLowerCase();
  const number = /^\d{1,5}$/.test(named) ? Number(named) : 0;
  return lessons.find(({ key }) => key === named) ?? lessons[number - 1];
}
