import { command, say, type CommandContext, type Phrase, type Reply, type Rooms } from '#contracts';
import type { Question } from '#domain/learning';
import { UserFacingError } from '#kernel/errors';
import { courseOf, suggestOwnCourses } from './pieces/courses.js';
import { clipped } from './pieces/typed.js';
import { literal, stacked } from './pieces/words.js';

/** As many as fit into one message with their answers. */
const SHOWN = 5;

export const question = command({
  name: 'question',
  for: 'member',
  visibility: 'private',
  options: {
    course: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.question.options.course.summary',
      suggest: suggestOwnCourses,
    },
    text: { type: 'text', maxLength: 1_000, summary: 'commands.question.options.text.summary' },
    lesson: { type: 'text', maxLength: 200, summary: 'commands.question.options.lesson.summary' },
    ask: { type: 'flag', summary: 'commands.question.options.ask.summary' },
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.question.options.page.summary' },
  },
  async run(context, rooms) {
    const { course: named, text, lesson, ask, page = 1 } = context.options;
    if (text === undefined && !ask) return ownQuestions(context, named, page, rooms);
    if (named === undefined) throw new UserFacingError('course_needed');
    const { actor, community } = context;
    const course = await courseOf(named, context, rooms);
    const way = await rooms.courses.way(community.id, actor.member.id, course);
    // Whoever wonders whether to buy a course may ask as well; drafts are nobody's business.
    if (course.state !== 'published' && !way.open) throw new UserFacingError('course_unknown');
    if (text === undefined) throw new UserFacingError('text_needed');
    const lessons = await rooms.courses.outline(community.id, course.id);
    const about = lessons.find(({ key }) => key === lesson);
    await rooms.learning.ask(community.id, actor.member.id, {
      courseId: course.id,
      text,
      ...(about ? { lessonKey: about.key } : {}),
    });
    return {
      tone: 'good',
      title: say('learning.question.asked'),
      body: [
        about
          ? say('learning.question.asked_lesson', { course: course.title, lesson: about.title })
          : say('learning.question.asked_course', { course: course.title }),
        say('learning.question.asked_hint'),
      ],
      buttons: [[{ label: say('learning.buttons.my_questions'), command: 'question' }]],
    };
  },
});

/** What they asked, and what they were answered. */
async function ownQuestions(
  context: CommandContext,
  named: string | undefined,
  page: number,
  rooms: Rooms,
): Promise<Reply> {
  const { actor, community } = context;
  const course = named === undefined ? null : await courseOf(named, context, rooms);
  const found = await rooms.learning.questions(community.id, {
    memberId: actor.member.id,
    ...(course ? { courseId: course.id } : {}),
    limit: SHOWN + 1,
    offset: (page - 1) * SHOWN,
  });
  const options = course ? { course: course.slug } : {};
  const ask = {
    label: say('learning.buttons.ask'),
    command: 'question',
    options: { ...options, ask: true },
    style: 'primary' as const,
  };
  if (found.length === 0) {
    return { body: [say('learning.question.none')], buttons: [[ask]] };
  }
  const titles = new Map<string, string>();
  for (const { courseId } of found) {
    if (titles.has(courseId)) continue;
    titles.set(courseId, (await rooms.courses.course(community.id, courseId)).title);
  }
  const to = (at: number) => ({ command: 'question', options: { ...options, page: at } });
  return {
    title: say('learning.question.title'),
    fields: found.slice(0, SHOWN).map((one) => ({
      name: say('learning.question.heading', {
        course: titles.get(one.courseId) ?? '',
        at: { at: one.askedAt, as: 'date' },
      }),
      value: stacked(linesOf(one)),
    })),
    buttons: [
      [
        ask,
        ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
        ...(found.length > SHOWN ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
      ],
    ],
    replaces: page > 1,
  };
}

/** Clipped so that question and answer both show: the answer was sent in full. */
function linesOf({ text, answer }: Question): Phrase[] {
  return [
    say('learning.question.yours', { text: clipped(text, 300) }),
    answer === null
      ? say('learning.question.waiting')
      : say('learning.question.answer', { text: literal(clipped(answer, 600)) }),
  ];
}
