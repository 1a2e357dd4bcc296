import { hours, later } from '#kernel/clock';
import { dayOf, instantAt } from './local.js';
import type { DropRule, Opening } from './model.js';
import { dueAt, isDate, timeOfDay } from './rules.js';

/** A lesson of the live version, in the course's order; no rule: it opens with the course. */
export interface DripLesson {
  key: string;
  rule: DropRule | null;
}

/** One member in one course. */
export interface DripState {
  now: Date;
  /** Since when days count. */
  joinedAt: Date;
  finished: ReadonlyMap<string, Date>;
  /** Lessons that opened for them. */
  open: ReadonlySet<string>;
  paused: boolean;
  catchingUp: boolean;
  /** When a lesson last opened. */
  openedAt: Date | null;
  communityZone: string;
  memberZone: string;
}

export interface DripStep {
  /** What opens now, in order. */
  opens: string[];
  /** When time may open the next one; null: time alone opens none. */
  nextAt: Date | null;
  catchingUp: boolean;
  /** Every lesson; those that open now are open. */
  opening: Map<string, Opening>;
}

/**
 * What is open for a member, opens now, and comes next. Whoever catches up after a pause gets what has gathered one
 * a day; what somebody has just worked for is not held back.
 * @param justFinished lessons that wait for lessons open at once even for those who catch up
 */
export function drip(lessons: readonly DripLesson[], state: DripState, justFinished = false): DripStep {
  const { now } = state;
  const opening = new Map<string, Opening>();
  const opens: string[] = [];
  const gathered: { key: string; rule: DropRule; due: Date }[] = [];
  const ahead: Date[] = [];
  for (const { key, rule } of lessons) {
    if (!rule || state.open.has(key)) {
      opening.set(key, 'open');
      continue;
    }
    const zone = rule.zone === 'member' ? state.memberZone : state.communityZone;
    const due = dueAt(rule, {
      zone,
      publishedAt: new Date(rule.since ?? now),
      joinedAt: state.joinedAt,
      finished: state.finished,
    });
    if (state.paused) opening.set(key, 'paused');
    else if (!isDate(due)) opening.set(key, due.waits === 'lesson' ? { after: due.lessonKey } : 'paused');
    else if (due > now) {
      ahead.push(due);
      opening.set(key, { at: due });
    } else if (!state.catchingUp || (justFinished && waitsForLesson(rule))) {
      opens.push(key);
      opening.set(key, 'open');
    } else gathered.push({ key, rule, due });
  }
  gathered.sort((a, b) => a.due.getTime() - b.due.getTime());
  let last = state.openedAt;
  for (const { key, rule } of gathered) {
    const slot = last ? dayAfter(last, rule, state) : now;
    const at: Date = slot > now ? slot : now;
    if (at > now) {
      ahead.push(at);
      opening.set(key, { at });
    } else {
      opens.push(key);
      opening.set(key, 'open');
    }
    last = at;
  }
  const nextAt = ahead.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null);
  const waiting = gathered.filter(({ key }) => opening.get(key) !== 'open').length;
  return { opens, nextAt, catchingUp: state.paused ? state.catchingUp : waiting > 0, opening };
}

/** On the day after `last`, at the time at which the rule opens things, else a day later. */
function dayAfter(last: Date, rule: DropRule, state: DripState): Date {
  const minute = timeOfDay(rule);
  if (minute === null) return later(last, hours(24));
  const zone = rule.zone === 'member' ? state.memberZone : state.communityZone;
  return instantAt(dayOf(last, zone) + 1, minute, zone);
}

const waitsForLesson = (rule: DropRule) => rule.all.some(({ kind }) => kind === 'after_lesson');
