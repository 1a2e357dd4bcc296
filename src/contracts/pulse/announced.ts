import { DateTime } from 'luxon';
import type { NoticeValues } from '#domain/delivery';
import { say, type Value } from '../phrase.js';
import type { Reply } from '../reply.js';

/** The weekly report as /inbox lists it; whoever wants the figures has them drawn anew. */
export function weeklyNotice(values: NoticeValues): Reply {
  const monday = reportedMonday(String(values['week'] ?? ''));
  const about = monday === undefined ? {} : { options: { week: monday } };
  return {
    title:
      monday === undefined
        ? say('pulse.notice.title_some')
        : say('pulse.notice.title', { from: dayValue(monday) }),
    body: [say('pulse.notice.body')],
    buttons: [[{ label: say('pulse.buttons.pulse'), command: 'pulse', ...about, style: 'primary' }]],
  };
}

/**
 * The Monday of the week that a report is about.
 * @param week in which it is told, `2026-W47`
 */
export function reportedMonday(week: string): string | undefined {
  const told = DateTime.fromISO(week, { zone: 'UTC' });
  return told.isValid ? told.minus({ weeks: 1 }).startOf('week').toFormat('yyyy-MM-dd') : undefined;
}

/** A day as a value that is the same day in every zone that people live in. */
export function dayValue(day: string): Value {
  const at = new Date(`${day}T10:30:00Z`);
  return Number.isNaN(at.getTime()) ? day : { at, as: 'date' };
}
