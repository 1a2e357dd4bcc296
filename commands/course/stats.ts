import { command, say, type Phrase } from '#contracts';
import type { CourseStats } from '#domain/learning';
import { courseOf, suggestCourses } from '../pieces/courses.js';
import { clipped } from '../pieces/typed.js';
import { literal } from '../pieces/words.js';

/** Lessons in the table; the picture shows them all. */
const ROWS = 20;

/** How a course is taken, in numbers; nobody is named. */
export const stats = command({
  name: 'stats',
  for: 'creator',
  visibility: 'private',
  options: {
    course: {
      type: 'text',
      required: true,
      maxLength: 200,
      summary: 'commands.course.options.course.summary',
      suggest: suggestCourses,
    },
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.course.options.page.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const course = await courseOf(options.course, context, rooms);
    const found = await rooms.learning.stats(community.id, course.id);
    const { page = 1 } = options;
    const pages = Math.max(1, Math.ceil(found.lessons.length / ROWS));
    const shown = found.lessons.slice((page - 1) * ROWS, page * ROWS);
    const picture =
      page > 1 || found.lessons.length === 0
        ? {}
        : {
            picture: {
              name: 'lessons.png',
              data: await rooms.pictures.funnel({
                locale: actor.locale,
                title: course.title,
                learners: found.learners,
                lessons: found.lessons,
              }),
              alt: altOf(found),
            },
          };
    const to = (at: number) => ({ command: 'course stats', options: { course: course.slug, page: at } });
    return {
      title: say('learning.stats.title', { course: course.title }),
      body: [
        say('learning.stats.body', {
          learners: say('learning.stats.learners', { count: found.learners }),
          finished: found.finished,
          followers: found.followers,
        }),
        ...(found.openQuestions > 0 ? [say('learning.stats.questions', { count: found.openQuestions })] : []),
      ],
      ...(shown.length > 0 ? { table: tableOf(shown, (page - 1) * ROWS) } : {}),
      ...(found.comments.length > 0 ? { fields: [commentsOf(found)] } : {}),
      ...picture,
      buttons: [
        [
          ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
          ...(page < pages ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
          ...(found.openQuestions > 0
            ? [
                {
                  label: say('learning.buttons.open_questions'),
                  command: 'course questions',
                  options: { course: course.slug },
                },
              ]
            : []),
        ],
      ].filter((row) => row.length > 0),
    };
  },
});

function tableOf(lessons: CourseStats['lessons'], from: number) {
  return {
    head: (['number', 'lesson', 'seen', 'done', 'stars'] as const).map((column) =>
      say(`learning.stats.columns.${column}`),
    ),
    rows: lessons.map((lesson, index) => [
      literal(String(from + index + 1)),
      literal(clipped(lesson.title, 24)),
      literal(String(lesson.seen)),
      literal(String(lesson.done)),
      literal(lesson.stars === null ? '–' : lesson.stars.toFixed(1)),
    ]),
  };
}

function commentsOf({ comments, lessons }: CourseStats): { name: Phrase; value: Phrase } {
  const lines = comments.map(({ lessonKey, stars, text }) =>
    say('learning.stats.comment', {
      lesson: clipped(lessons.find(({ key }) => key === lessonKey)?.title ?? lessonKey, 30),
      stars: stars === null ? '' : '★'.repeat(stars),
      text: clipped(text.replaceAll(/\s+/g, ' '), 80),
    }),
  );
  const [first = literal(''), ...rest] = lines;
  const value = rest.reduce((so, line) => say('common.lines', { first: so, second: line }), first);
  return { name: say('learning.stats.comments'), value };
}

function altOf({ learners, lessons }: CourseStats): Phrase {
  const last = lessons.at(-1);
  return say('learning.stats.alt', {
    learners,
    first: lessons[0]?.done ?? 0,
    last: last?.done ?? 0,
    lessons: lessons.length,
  });
}
