import type { NoticeValues } from '#domain/delivery';
import { say, type Value } from '../phrase.js';
import type { Reply } from '../reply.js';

/** The weekly report as /inbox lists it; whoever wants the figures has them drawn anew. */
export function weeklyNotice(values: NoticeValues): Reply {
  const monday = String(values['monday'] ?? '');
  return {
    title: say('pulse.notice.title', { from: dayValue(monday) }),
    body: [say('pulse.notice.body')],
    buttons: [
      [{ label: say('pulse.buttons.pulse'), command: 'pulse', options: { week: monday }, style: 'primary' }],
    ],
  };
}

/** A day as a value that is the same day in every zone that people live in. */
export function dayValue(day: string): Value {
  const at = new Date(`${day}T10:30:00Z`);
  return Number.isNaN(at.getTime()) ? day : { at, as: 'date' };
}
