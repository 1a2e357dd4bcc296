import { dayFrom, dayOf, instantAt, minuteFrom, minuteOf, weekdayOf, type DayNumber } from './local.js';
import type { DropCondition, DropFacts, DropRule } from './model.js';

/** What a rule waits for when no time can be told: that somebody joins, or finishes a lesson. */
export type Waits = { waits: 'joining' } | { waits: 'lesson'; lessonKey: string };

export type Due = Date | Waits;

export const isDate = (due: Due): due is Date => due instanceof Date;

/**
 * When all conditions of a rule hold: the latest of them counts, and weekly ones take their slot at or after that.
 * Local times are those of `facts.zone`; a time that clocks skip is the first moment after the gap, one that they
 * show twice is the first of the two.
 */
export function dueAt(rule: DropRule, facts: DropFacts): Due {
  let latest = facts.publishedAt;
  for (const condition of rule.all) {
    if (condition.kind === 'weekly') continue;
    const due = simple(condition, facts);
    if (!isDate(due)) return due;
    if (due > latest) latest = due;
  }
  let last = latest;
  for (const condition of rule.all) {
    if (condition.kind !== 'weekly') continue;
    const slot = weekly(condition, latest, facts.zone);
    if (slot > last) last = slot;
  }
  return last;
}

/** The time of day at which a rule opens things, as minutes after local midnight; null: it names none. */
export function timeOfDay(rule: DropRule): number | null {
  for (const condition of [...rule.all].reverse()) {
    if (condition.kind === 'weekly') return minuteFrom(condition.time);
    if (condition.kind === 'at') return minuteFrom(condition.local.slice(11));
    if (condition.kind === 'after_joining' && condition.time) return minuteFrom(condition.time);
  }
  return null;
}

function simple(condition: Exclude<DropCondition, { kind: 'weekly' }>, facts: DropFacts): Due {
  const { zone, publishedAt, joinedAt, finished } = facts;
  switch (condition.kind) {
    case 'now':
      return publishedAt;
    case 'at': {
      const [date = '', time = ''] = condition.local.split('T');
      return instantAt(dayFrom(date), minuteFrom(time), zone);
    }
    case 'after_joining': {
      if (!joinedAt) return { waits: 'joining' };
      return daysAfter(joinedAt, condition.days, condition.time ?? null, zone);
    }
    case 'after_lesson': {
      const at = finished.get(condition.lessonKey);
      if (!at) return { waits: 'lesson', lessonKey: condition.lessonKey };
      return daysAfter(at, condition.days ?? 0, null, zone);
    }
  }
}

/** So many calendar days later, at that time, or when clocks show what they showed; never before `at`. */
function daysAfter(at: Date, days: number, time: string | null, zone: string): Date {
  if (days === 0 && time === null) return at;
  const minute = time === null ? minuteOf(at, zone) : minuteFrom(time);
  const day = dayOf(at, zone) + days;
  const due = instantAt(day, minute, zone);
  return due < at ? instantAt(day + 1, minute, zone) : due;
}

type Weekly = Extract<DropCondition, { kind: 'weekly' }>;

/** The nth slot of the week at or after `base`, and not before the day `from`. */
function weekly({ weekdays, time, nth, from }: Weekly, base: Date, zone: string): Date {
  const minute = minuteFrom(time);
  const start = from ? instantAt(dayFrom(from), 0, zone) : base;
  const since = start > base ? start : base;
  // A slot of yesterday may lie behind a gap that reaches into today.
  const days: DayNumber[] = [];
  const today = dayOf(since, zone);
  for (let day = today - 1; days.length < weekdays.length + 1 && day < today + 9; day += 1) {
    if (weekdays.some((one) => one === weekdayOf(day))) days.push(day);
  }
  const first = days.find((day) => instantAt(day, minute, zone) >= since) ?? today + 7;
  // From the first one on, the week repeats itself.
  const week = Array.from({ length: 7 }, (_, ahead) => first + ahead).filter((day) =>
    weekdays.some((one) => one === weekdayOf(day)),
  );
  const index = nth - 1;
  const day = (week[index % week.length] ?? first) + 7 * Math.floor(index / week.length);
  return instantAt(day, minute, zone);
}
