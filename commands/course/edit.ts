import { command, say, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { Course, CourseChange, UploadReport } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { notesOf, previewButton, publishButton, showButton } from './report.js';
import { courseOption, madeCourse, suggestLessons, workingVersion } from './which.js';

/** Text files are small; what is larger is no lesson. */
const MOST = 1_048_576;

export const edit = command({
  name: 'edit',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    lesson: {
      type: 'text',
      maxLength: 100,
      summary: 'commands.course.options.lesson.summary',
      suggest: suggestLessons,
    },
    file: { type: 'file', maxBytes: MOST, summary: 'commands.course.options.file.summary' },
    text: { type: 'text', maxLength: 6_000, summary: 'commands.course.options.text.summary' },
    title: { type: 'text', maxLength: 150, summary: 'commands.course.options.title.summary' },
    summary: { type: 'text', maxLength: 500, summary: 'commands.course.options.summary.summary' },
    tags: { type: 'text', maxLength: 400, summary: 'commands.course.options.tags.summary' },
    language: { type: 'text', maxLength: 35, summary: 'commands.course.options.language.summary' },
    level: {
      type: 'choice',
      summary: 'commands.course.options.level.summary',
      choices: [
        { value: 'beginner', label: 'learning.levels.beginner' },
        { value: 'intermediate', label: 'learning.levels.intermediate' },
        { value: 'advanced', label: 'learning.levels.advanced' },
      ],
    },
    prerequisites: {
      type: 'text',
      maxLength: 400,
      summary: 'commands.course.options.prerequisites.summary',
    },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const course = await madeCourse(options.course, context, rooms);
    const { lesson, title, text, file } = options;
    const byId = actor.member.id;
    if (lesson !== undefined || text !== undefined || file !== undefined) {
      if (lesson === undefined) throw new UserFacingError('lesson_needed');
      const body = file
        ? decoded(await file.read(), file.name)
        : (text ?? (await bodyOf(lesson, course, context, rooms)));
      // Only a new title: the text stays. Neither: the text is what is asked for.
      if (body === undefined || (file === undefined && text === undefined && title === undefined)) {
        throw new UserFacingError('text_needed');
      }
      const key = (await lessonKey(lesson, course, context, rooms)) ?? lesson;
      const named = title === undefined ? {} : { title };
      const report = await rooms.courses.editLesson(community.id, {
        slug: course.slug,
        key,
        body,
        byId,
        ...named,
      });
      return saved(context, course, key, report, rooms);
    }
    const change = changeOf(options);
    if (Object.keys(change).length === 0) throw new UserFacingError('course_no_change');
    const after = await rooms.courses.editCourse(community.id, { slug: course.slug, byId, ...change });
    return {
      tone: 'good',
      title: say('teaching.edited.course', { course: change.title ?? after.title }),
      body: after.liveId !== null && after.draftId !== null ? [say('teaching.edited.draft')] : [],
      buttons: [[showButton(after), ...(after.draftId === null ? [] : [publishButton(after)])]],
    };
  },
});

/** The lesson that is there under this name or number; undefined: it is a new one. */
async function lessonKey(typed: string, course: Course, context: CommandContext, rooms: Rooms) {
  const { lessons } = await workingVersion(course, context, rooms);
  const named = typed.trim().toLowerCase();
  const number = /^\d{1,5}$/.test(named) ? Number(named) : 0;
  return (lessons.find(({ key }) => key === named) ?? lessons[number - 1])?.key;
}

async function bodyOf(typed: string, course: Course, context: CommandContext, rooms: Rooms) {
  const { lessons } = await workingVersion(course, context, rooms);
  const key = await lessonKey(typed, course, context, rooms);
  return lessons.find((one) => one.key === key)?.body;
}

async function saved(
  context: CommandContext,
  before: Course,
  key: string,
  report: UploadReport,
  rooms: Rooms,
): Promise<Reply> {
  const course = await rooms.courses.course(context.community.id, before.id);
  const version = await workingVersion(course, context, rooms);
  const lesson = version.lessons.find((one) => one.key === key) ?? version.lessons.at(-1);
  if (report.unchanged) {
    return {
      body: [say('teaching.upload.unchanged', { course: course.title })],
      buttons: [[previewButton(course, lesson?.key), showButton(course)]],
    };
  }
  return {
    tone: 'good',
    title: say('teaching.edited.lesson', { course: course.title, lesson: lesson?.title ?? key }),
    body: [...(course.liveId === null ? [] : [say('teaching.edited.draft')]), ...notesOf(report.notes)],
    buttons: [[previewButton(course, lesson?.key), publishButton(course), showButton(course)]],
  };
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserFacingError('upload_not_utf8', { file: name, line: 1 });
  }
}

const words = (text: string) =>
  text
    .split(/[,，、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

function changeOf(options: {
  title: string | undefined;
  summary: string | undefined;
  tags: string | undefined;
  language: string | undefined;
  level: CourseChange['level'] | undefined;
  prerequisites: string | undefined;
}): CourseChange {
  const { title, summary, tags, language, level, prerequisites } = options;
  return {
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(tags === undefined ? {} : { tags: words(tags).slice(0, 20) }),
    ...(language === undefined ? {} : { language }),
    ...(level === undefined ? {} : { level }),
    ...(prerequisites === undefined ? {} : { prerequisites: words(prerequisites).slice(0, 20) }),
  };
}
