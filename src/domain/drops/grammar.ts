import { UserFacingError } from '#kernel/errors';
import type { DropCondition, Weekday } from './model.js';

/**
 * What people write for a whole course: conditions as they are, and two that mean something else for each lesson.
 * Lessons are named as they were written.
 */
export type PatternPart =
  | DropCondition
  /** The first lesson after so many days, the second after twice as many. */
  | { kind: 'every_days'; days: number; time?: string }
  /** After the lesson before it. */
  | { kind: 'after_previous'; days?: number };

export type RulePattern = PatternPart[];

const MOST_DAYS = 3_650;

/**
 * Reads a rule as people write it, in English or Chinese: `every Tuesday 20:00`, `加入后3天 20:00`,
 * `after lesson intro and 2026-12-01 20:00`. Throws UserFacingError `drop_rule_unclear` with the part that says nothing.
 */
export function parseRule(text: string): RulePattern {
  // As it stands in our own examples, between quotation marks or in code.
  const clean = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^["'`“”「]+|["'`“”」]+$/g, '');
  const parts = clean.split(JOINT).map((part) => part.trim());
  return parts.map((part) => {
    const read = part === '' ? null : partOf(part);
    if (!read) throw new UserFacingError('drop_rule_unclear', { part: part === '' ? text.trim() : part });
    return read;
  });
}

const DAY_NAMES: readonly [Weekday, RegExp][] = [
  [1, /^(mondays?|mon|一)$/i],
  [2, /^(tuesdays?|tues?|二)$/i],
  [3, /^(wednesdays?|wed|三)$/i],
  [4, /^(thursdays?|thurs?|thu|四)$/i],
  [5, /^(fridays?|fri|五)$/i],
  [6, /^(saturdays?|sat|六)$/i],
  [7, /^(sundays?|sun|日|天|七)$/i],
];

const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** `and` joins conditions where one begins after it; between weekdays it joins those. */
const JOINT =
  /[;;]|,?\s*(?:并且|而且|且)\s*|\s*,?\s+and\s+(?=now\b|at once|immediately|on |after |every |each |\d|立|马|发布|加入|学完|每)/i;

const TIME = String.raw`(?:at )?(\d{1,2}(?::\d{2})? ?(?:am|pm)?|(?:上午|下午|晚上|早上|中午)?\d{1,2}(?:[::]\d{2}|点半?|时))`;
const DATE = String.raw`(\d{4})(?:-|\/|年)(\d{1,2})(?:-|\/|月)(\d{1,2})日?`;
const all = (source: string) => new RegExp(`^${source}$`, 'i');

const NOW = all('(?:now|at once|immediately|立即|立刻|马上|发布时|发布后立即|一发布)(?:开放|发布)?');
const AT = all(String.raw`(?:on |at )?${DATE}[ T]?\s*${TIME}`);
const JOINED = all(
  String.raw`(?:on joining|(?:at once )?after joining|(\d+) days? after joining|加入(?:时|后立即|后(?:第)?\s*(\d+)\s*天|\s*(\d+)\s*天后))(?:[, ]*${TIME})?`,
);
const EVERY_DAYS = all(
  String.raw`(?:every (\d+) days?(?: after joining)?|加入后?每隔?\s*(\d+)\s*天)(?:[, ]*${TIME})?`,
);
const PREVIOUS = all(
  String.raw`(?:(\d+) days? )?after the (?:one before|previous (?:one|lesson)|lesson before)|学完(?:上|前)一[课节](?:\s*后?\s*(\d+)\s*天(?:后)?)?`,
);
const LESSON = all(
  String.raw`(?:(\d+) days? )?after (?:finishing )?(?:the )?lesson (.+)|学完\s*(.+?)(?:\s*后\s*(\d+)\s*天|\s+(\d+)\s*天后|\s*后)?`,
);
const WEEKLY = all(
  String.raw`(?:(?:every|each) (.+?)|每(?:个)?(?:周|星期|礼拜)(.+?)|每(天|个?工作日))[, ]*${TIME}(?:[, ]*(?:from|从|自) ?${DATE}(?: ?起)?)?(?:[, ]*(?:no\. ?|#|第 ?)(\d+)(?: ?次)?)?`,
);

function partOf(part: string): PatternPart | null {
  if (NOW.test(part)) return { kind: 'now' };
  return at(part) ?? joined(part) ?? everyDays(part) ?? previous(part) ?? weekly(part) ?? lesson(part);
}

function at(part: string): PatternPart | null {
  const found = AT.exec(part);
  if (!found) return null;
  const date = dateOf(found[1], found[2], found[3]);
  const time = timeOf(found[4]);
  return date && time ? { kind: 'at', local: `${date}T${time}` } : null;
}

function joined(part: string): PatternPart | null {
  const found = JOINED.exec(part);
  if (!found) return null;
  const days = daysOf(found[1] ?? found[2] ?? found[3] ?? '0');
  return days === null ? null : withTime({ kind: 'after_joining', days }, found[4]);
}

function everyDays(part: string): PatternPart | null {
  const found = EVERY_DAYS.exec(part);
  if (!found) return null;
  const days = daysOf(found[1] ?? found[2] ?? '');
  return days ? withTime({ kind: 'every_days', days }, found[3]) : null;
}

type Timed = Extract<PatternPart, { kind: 'after_joining' | 'every_days' }>;

function withTime(part: Timed, text: string | undefined): PatternPart | null {
  if (text === undefined) return part;
  const time = timeOf(text);
  return time ? { ...part, time } : null;
}

function previous(part: string): PatternPart | null {
  const found = PREVIOUS.exec(part);
  if (!found) return null;
  const days = daysOf(found[1] ?? found[2] ?? '0');
  return days === null ? null : { kind: 'after_previous', ...(days > 0 ? { days } : {}) };
}

function lesson(part: string): PatternPart | null {
  const found = LESSON.exec(part);
  const lessonKey = (found?.[2] ?? found?.[3])?.trim();
  if (!found || !lessonKey) return null;
  const days = daysOf(found[1] ?? found[4] ?? found[5] ?? '0');
  return days === null ? null : { kind: 'after_lesson', lessonKey, ...(days > 0 ? { days } : {}) };
}

function weekly(part: string): PatternPart | null {
  const found = WEEKLY.exec(part);
  if (!found) return null;
  const [, english, chinese, phrase, timeText, year, month, day, number] = found;
  const weekdays = phrase === '天' ? EVERY_DAY : weekdaysOf(english ?? chinese ?? phrase ?? '');
  const time = timeOf(timeText);
  const from = year ? dateOf(year, month, day) : undefined;
  const nth = number ? Number(number) : 1;
  if (!weekdays || !time || from === null || nth < 1 || nth > 10_000) return null;
  return { kind: 'weekly', weekdays, time, nth, ...(from ? { from } : {}) };
}

function weekdaysOf(text: string): Weekday[] | null {
  const words = text.toLowerCase().trim();
  if (/^days?$/.test(words)) return EVERY_DAY;
  if (/^(weekdays?|working day|个?工作日)$/.test(words)) return [1, 2, 3, 4, 5];
  const chinese = /^[一二三四五六日天七、,和及与 周]+$/.test(words);
  const names = chinese ? [...words.replace(/[、,和及与 周]/g, '')] : words.split(/\s*(?:,|\band\b|&)\s*/);
  const found = new Set<Weekday>();
  for (const name of names) {
    const day = DAY_NAMES.find(([, pattern]) => pattern.test(name))?.[0];
    if (!day) return null;
    found.add(day);
  }
  return found.size > 0 ? [...found].sort((a, b) => a - b) : null;
}

/** `20:00` from what people write for it; null: there is no such time. */
function timeOf(text: string | undefined): string | null {
  const found =
    /^(上午|早上|中午|下午|晚上)?(\d{1,2})(?:[::](\d{2})|点(半)?|时)? ?(am|pm)?$/i.exec(text ?? '') ?? null;
  if (!found) return null;
  const [, part, hourText, minuteText, half, meridiem] = found;
  const late = part === '下午' || part === '晚上' || meridiem?.toLowerCase() === 'pm';
  // A bare number is a time only with something that says so.
  if (!part && !minuteText && !meridiem && !/[点时]/.test(text ?? '')) return null;
  let hour = Number(hourText);
  if (meridiem && (hour < 1 || hour > 12)) return null;
  if (meridiem?.toLowerCase() === 'am' && hour === 12) hour = 0;
  else if (late && hour < 12) hour += 12;
  const minute = half ? 30 : Number(minuteText ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `2026-12-01`; null: the calendar has no such day, or it lies beyond sense. */
function dateOf(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return null;
  return Number(year) >= 2000 && Number(year) < 2200 ? date : null;
}

function daysOf(text: string): number | null {
  const days = Number(text);
  return text !== '' && Number.isInteger(days) && days <= MOST_DAYS ? days : null;
}
