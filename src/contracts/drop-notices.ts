import type { NoticeValues } from '#domain/delivery';
import { say, type Phrase } from './phrase.js';
import type { Reply } from './reply.js';

/** Notices about drops: a lesson opened, and a place that does not take what is posted there. */
export function dropNotice(
  kind: 'lesson_open' | 'outlet_blocked',
  values: NoticeValues,
  problemPhrase: (code: string) => Phrase,
): Reply {
  const text = (name: string) => String(values[name] ?? '');
  if (kind === 'outlet_blocked') {
    return {
      tone: 'bad',
      title: say('drops.notices.outlet_blocked.title', { place: text('place') }),
      body: [
        say('drops.notices.outlet_blocked.body', { problem: problemPhrase(text('problem')) }),
        say('drops.notices.outlet_blocked.hint'),
      ],
      buttons: [[{ label: say('drops.buttons.troubles'), command: 'drops troubles' }]],
    };
  }
  const more = Number(values['more'] ?? 0);
  return {
    tone: 'good',
    title: say('drops.notices.lesson_open.title', { lesson: text('lesson') }),
    body: [
      more > 0
        ? say('drops.notices.lesson_open.body_more', { course: text('course'), count: more })
        : say('drops.notices.lesson_open.body', { course: text('course') }),
    ],
    buttons: [
      [
        {
          label: say('drops.buttons.learn'),
          command: 'learn',
          options: { course: text('slug'), lesson: text('lessonKey') },
          style: 'primary',
        },
      ],
    ],
  };
}
