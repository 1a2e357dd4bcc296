import { command, say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { courseOf, suggestCourses } from '../pieces/courses.js';
import { clipped } from '../pieces/typed.js';
import { literal } from '../pieces/words.js';

/** Each has a button of its own. */
const SHOWN = 5;

/** Questions that wait for an answer, and answering them. */
export const questions = command({
  name: 'questions',
  for: 'creator',
  visibility: 'private',
  options: {
    course: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.course.options.course.summary',
      suggest: suggestCourses,
    },
    question: { type: 'text', maxLength: 60, summary: 'commands.course.options.question.summary' },
    answer: { type: 'text', maxLength: 2_000, summary: 'commands.course.options.answer.summary' },
    reply: { type: 'flag', summary: 'commands.course.options.reply.summary' },
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.course.options.page.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { question: id, answer, reply } = options;
    if (id === undefined) return openQuestions(context, options.course, options.page ?? 1, rooms);
    const question = await rooms.learning.question(community.id, id);
    if (answer === undefined && reply) throw new UserFacingError('answer_needed');
    const course = await rooms.courses.course(community.id, question.courseId);
    if (answer === undefined) {
      return {
        title: say('learning.questions.one', { course: course.title }),
        body: [
          literal(question.text),
          ...(question.answer === null ? [] : [say('learning.question.answer', { text: question.answer })]),
        ],
        buttons: [[answerButton(question.id, say('learning.buttons.answer'))]],
      };
    }
    await rooms.learning.answer(community.id, { questionId: id, text: answer, byId: actor.member.id });
    return {
      tone: 'good',
      body: [say('learning.questions.answered'), say('learning.questions.said', { answer })],
      buttons: [
        [
          {
            label: say('learning.buttons.open_questions'),
            command: 'course questions',
            options: { course: course.slug },
          },
        ],
      ],
    };
  },
});

async function openQuestions(
  context: CommandContext,
  named: string | undefined,
  page: number,
  rooms: Rooms,
): Promise<Reply> {
  const { community } = context;
  const course = named === undefined ? null : await courseOf(named, context, rooms);
  const found = await rooms.learning.questions(community.id, {
    ...(course ? { courseId: course.id } : {}),
    open: true,
    limit: SHOWN + 1,
    offset: (page - 1) * SHOWN,
  });
  if (found.length === 0) return { body: [say('learning.questions.none')] };
  const shown = found.slice(0, SHOWN);
  const fields = [];
  for (const [index, one] of shown.entries()) {
    const { title } = course ?? (await rooms.courses.course(community.id, one.courseId));
    const lessons = one.lessonKey === null ? [] : await rooms.courses.outline(community.id, one.courseId);
    const lesson = lessons.find(({ key }) => key === one.lessonKey);
    const at = { at: one.askedAt, as: 'datetime' } as const;
    const number = (page - 1) * SHOWN + index + 1;
    fields.push({
      name: lesson
        ? say('learning.questions.heading_lesson', { number, course: title, lesson: lesson.title, at })
        : say('learning.questions.heading', { number, course: title, at }),
      value: literal(clipped(one.text, 600)),
    });
  }
  const options = course ? { course: course.slug } : {};
  const to = (at: number) => ({ command: 'course questions', options: { ...options, page: at } });
  return {
    title: say('learning.questions.title'),
    fields,
    buttons: [
      shown.map((one, index) =>
        answerButton(
          one.id,
          say('learning.buttons.answer_number', { number: (page - 1) * SHOWN + index + 1 }),
        ),
      ),
      [
        ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
        ...(found.length > SHOWN ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
      ],
    ].filter((row) => row.length > 0),
  };
}

function answerButton(question: string, label: ReplyButton['label']): ReplyButton {
  return { label, command: 'course questions', options: { question, reply: true }, style: 'primary' };
}
