import type { NoticeValues } from '#domain/delivery';
import { say } from './phrase.js';
import type { Reply, ReplyButton } from './reply.js';

/** Notices about courses: a question to whoever made one, and the answer to whoever asked. */
export function learningNotice(kind: 'answer_ready' | 'question_asked', values: NoticeValues): Reply {
  const text = (name: string) => String(values[name] ?? '');
  const course = text('course');
  switch (kind) {
    case 'question_asked':
      return {
        title: say('learning.notices.question_asked.title', { course }),
        body: [say('learning.notices.question_asked.body', { question: text('question') })],
        buttons: [
          [
            {
              label: say('learning.buttons.answer'),
              command: 'course questions',
              options: { question: text('questionId'), reply: true },
              style: 'primary',
            },
          ],
        ],
      };
    case 'answer_ready': {
      const lesson = text('lesson');
      const toLesson: ReplyButton[] =
        lesson === ''
          ? []
          : [
              {
                label: say('learning.buttons.to_lesson'),
                command: 'learn',
                options: { course: text('slug'), lesson },
              },
            ];
      return {
        tone: 'good',
        title: say('learning.notices.answer_ready.title', { course }),
        body: [
          say('learning.notices.answer_ready.question', { question: text('question') }),
          say('learning.notices.answer_ready.answer', { answer: text('answer') }),
        ],
        buttons: [
          [
            ...toLesson,
            {
              label: say('learning.buttons.ask_more'),
              command: 'question',
              options: { course: text('slug'), ask: true },
            },
          ],
        ],
      };
    }
  }
}
