import type { Cohort, DayFigures } from '#domain/engagement';
import type { RevenueSummary } from '#domain/revenue';
import { daysBetween, plusDays } from '#kernel/calendar';
import { basisOf, comparedCount, median, spreadOf, type Basis, type Compared } from './usual.js';

/** What was read to tell of a week. */
export interface WeekRead {
  /** The first day that was ever counted. */
  since: string;
  /** Nine weeks of days, oldest first; the last seven are the week. */
  days: readonly DayFigures[];
  /** The latest first. */
  cohorts: readonly Cohort[];
  /** Of the week, by currency; empty: nothing is sold. */
  revenue: readonly RevenueSummary[];
  /** What was found far out of the ordinary in the week, and why that may be. */
  causes?: readonly Cause[];
}

/** Why a day may have been what it was. */
export interface Cause {
  day: string;
  measure: Notable['measure'];
  /** As the forecasts name it, and what it is about. */
  cause: string;
  subject: string | null;
}

/** Everything that is said and drawn of a week. */
export interface WeekFigures {
  /** First and last day. */
  from: string;
  to: string;
  basis: Basis;
  /** Weeks before it that were counted, at most eight. */
  weeksKnown: number;
  /** The day on which counting began, where that lies within the week. */
  since: string | null;
  /** Days that were not listened to for over an hour, since it began. */
  missing: { day: string; minutes: number }[];
  messages: Compared;
  active: Compared;
  newcomers: Compared;
  /** Those who first came in one week, and came again in the next. */
  stayed: { week: string; people: number; back: number; usual: number | null } | null;
  questions: Compared;
  answered: { count: number; share: number | null; usualShare: number | null };
  /** Seconds until the first answer on a middling day. */
  response: { seconds: number | null; usual: number | null };
  lessonsSeen: Compared;
  lessonsDone: Compared;
  dropsSeen: Compared;
  revenue: readonly RevenueSummary[];
  notable: Notable | null;
  /** By day: seen (null: missing) and usual (null: not known). */
  daily: { seen: (number | null)[]; usual: (number | null)[] };
  /** Active people by week, the oldest first and this one last; null: missing. */
  weekly: (number | null)[];
}

/** The day that was furthest from what is usual on its weekday. */
export interface Notable {
  day: string;
  measure: 'messages' | 'active' | 'newcomers';
  seen: number;
  usual: number;
  /** null: no idea. */
  why: Pick<Cause, 'cause' | 'subject'> | null;
}

const FULL = 1_440;
/** So much of a week must have been counted for it to be compared with. */
const HALF_WEEK = 0.5 * 7 * FULL;
/** Of a day, to be drawn, and to be called out of the ordinary. */
const HALF_DAY = 0.5 * FULL;
const NEARLY_DAY = 20 * 60;
/** Deviations from the same weekday's median, in spreads, that are worth a sentence. */
const STANDS_OUT = 3;

export const messagesOf = ({ counts }: DayFigures): number =>
  (counts.message ?? 0) + (counts.reply ?? 0) + (counts.question ?? 0);

/** @returns null: nothing was counted in that week */
export function weekFigures({ since, days, cohorts, revenue, causes = [] }: WeekRead): WeekFigures | null {
  const weeks = Array.from({ length: Math.floor(days.length / 7) }, (_, index) =>
    days.slice(days.length - 7 * (index + 1), days.length - 7 * index),
  );
  const [week, ...others] = weeks;
  const [first, last] = [week?.[0], week?.at(-1)];
  if (!week || !first || !last || listenedOf(week) === 0) return null;
  const known = others.map((one) => (listenedOf(one) >= HALF_WEEK ? one : null));
  const basis = basisOf(known.map((one) => (one ? 0 : null)));
  const before = (basis === 'usual' ? known : known.slice(0, 1)).filter((one) => one !== null);
  /** Sums of the week and of those before, these brought to as much time as was counted of the week. */
  const compared = (of: (day: DayFigures) => number): Compared =>
    comparedCount(
      sum(week, of),
      before.map((one) => (sum(one, of) / listenedOf(one)) * listenedOf(week)),
    );
  const [asked, answered] = [sum(week, ({ questions }) => questions), sum(week, (day) => day.answered)];
  const shares = before
    .map((one) => ({ asked: sum(one, (day) => day.questions), answered: sum(one, (day) => day.answered) }))
    .filter((one) => one.asked > 0)
    .map((one) => one.answered / one.asked);
  const waits = before.map(responseOf).filter((seconds) => seconds !== null);
  return {
    from: first.day,
    to: last.day,
    basis,
    weeksKnown: known.filter((one) => one !== null).length,
    since: since > first.day ? since : null,
    missing: week
      .filter(({ day }) => day >= since)
      .map(({ day, listened }) => ({ day, minutes: FULL - listened }))
      .filter(({ minutes }) => minutes > 60),
    messages: compared(messagesOf),
    // People of a week cannot be added up, nor brought to fewer hours.
    active: comparedCount(
      last.activeWeek,
      listenedOf(week) < 0.8 * 7 * FULL ? [] : before.flatMap((one) => one.at(-1)?.activeWeek ?? []),
    ),
    newcomers: compared(({ newcomers }) => newcomers),
    stayed: stayedOf(cohorts, last.day),
    questions: compared(({ questions }) => questions),
    answered: { count: answered, share: asked === 0 ? null : answered / asked, usualShare: median(shares) },
    response: { seconds: responseOf(week), usual: median(waits) },
    lessonsSeen: compared(({ counts }) => counts.lesson_seen ?? 0),
    lessonsDone: compared(({ counts }) => counts.lesson_done ?? 0),
    dropsSeen: compared(({ counts }) => counts.drop_seen ?? 0),
    revenue,
    notable: basis === 'usual' ? notableOf(week, before, causes) : null,
    daily: {
      seen: week.map((day) => (day.listened < HALF_DAY ? null : messagesOf(day))),
      usual: week.map((_, at) => median(sameDays(before, at, HALF_DAY).map(messagesOf))),
    },
    weekly: [week, ...known]
      .map((one) => (one && listenedOf(one) >= HALF_WEEK ? (one.at(-1)?.activeWeek ?? null) : null))
      .toReversed(),
  };
}

function sum(days: readonly DayFigures[], of: (day: DayFigures) => number): number {
  return days.reduce((so, day) => so + of(day), 0);
}

const listenedOf = (days: readonly DayFigures[]): number => sum(days, ({ listened }) => listened);

/** The middle of the days' middles; a day with many answers weighs more. */
function responseOf(week: readonly DayFigures[]): number | null {
  return median(
    week.flatMap(({ answered, responseSeconds }) =>
      responseSeconds === null
        ? []
        : Array.from({ length: Math.max(1, Math.min(answered, 500)) }, () => responseSeconds),
    ),
  );
}

/** The same day of earlier weeks, where so many minutes of it were counted. */
function sameDays(weeks: readonly (readonly DayFigures[])[], at: number, minutes: number): DayFigures[] {
  return weeks.flatMap((week) => week[at] ?? []).filter(({ listened }) => listened >= minutes);
}

/** Those who came in the latest week whose next week is over. */
function stayedOf(cohorts: readonly Cohort[], to: string): WeekFigures['stayed'] {
  const over = cohorts.filter(({ week, people }) => people > 0 && endOfNext(week) <= to);
  const [latest, ...earlier] = over;
  const back = latest?.active[1];
  if (!latest || back === null || back === undefined) return null;
  // A cohort that came before the last fortnight is no news.
  if (daysBetween(endOfNext(latest.week), to) >= 7) return null;
  const shares = earlier.slice(0, 8).flatMap(({ people, active }) => {
    const again = active[1];
    return again === null || again === undefined ? [] : [again / people];
  });
  return { week: latest.week, people: latest.people, back, usual: shares.length < 3 ? null : median(shares) };
}

/** The Sunday that ends the week after. */
const endOfNext = (monday: string): string => plusDays(monday, 13);

function notableOf(
  week: readonly DayFigures[],
  before: readonly (readonly DayFigures[])[],
  causes: readonly Cause[],
): Notable | null {
  const measures = {
    messages: messagesOf,
    active: ({ active }: DayFigures) => active,
    newcomers: ({ newcomers }: DayFigures) => newcomers,
  };
  let best: (Omit<Notable, 'why'> & { far: number }) | null = null;
  for (const [at, day] of week.entries()) {
    if (day.listened < NEARLY_DAY) continue;
    const same = sameDays(before, at, NEARLY_DAY);
    if (same.length < 3) continue;
    for (const [measure, of] of Object.entries(measures)) {
      const values = same.map(of);
      const usual = median(values) ?? 0;
      const far = Math.abs(of(day) - usual) / spreadOf(values, usual);
      if (far < STANDS_OUT || (best && far <= best.far)) continue;
      best = { day: day.day, measure: measure as Notable['measure'], seen: of(day), usual, far };
    }
  }
  if (!best) return null;
  const { far: _, ...notable } = best;
  const sameDay = causes.filter(({ day }) => day === notable.day);
  const why = sameDay.find(({ measure }) => measure === notable.measure) ?? sameDay[0];
  return { ...notable, why: why ? { cause: why.cause, subject: why.subject } : null };
}
