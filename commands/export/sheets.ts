import { moneyNumber, type Rooms } from '#contracts';
import { activityKinds } from '#domain/engagement';
import type { Range } from '../pieces/range.js';

export const whats = ['activity', 'places', 'courses', 'cohorts', 'revenue', 'plans', 'subscribers'] as const;
export type What = (typeof whats)[number];

interface Sheet {
  /** Owners only. */
  money?: true;
  /** It is about the days that were asked for; else about what is now. */
  ranged?: true;
  /** Headers are keys that stay as they are in every language: spreadsheets refer to them. */
  read(communityId: string, range: Range, rooms: Rooms): Promise<{ head: string[]; rows: string[][] }>;
}

const WEEKS = 52;
const MONTHS = 36;
/** More than any community teaches; what is beyond is told by its id. */
const MOST_COURSES = 5_000;

/** A number as a cell; nothing where it is not known. */
const cell = (value: number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

const activity: Sheet = {
  ranged: true,
  async read(communityId, { from, to }, { engagement }) {
    const days = await engagement.days(communityId, from, to);
    const head = [
      ...['day', 'listened_minutes', 'active', 'active_7_days', 'active_30_days', 'newcomers', 'joined'],
      ...['left', 'questions_asked', 'questions_answered', 'response_seconds'],
      ...activityKinds.map((kind) => `${kind}_count`),
    ];
    const rows = days.map((day) => {
      // Where nobody listened and nothing was seen, nothing is known.
      const isKnown = day.listened > 0 || day.active > 0;
      const known = (value: number) => (isKnown ? cell(value) : '');
      return [
        day.day,
        cell(day.listened),
        ...[day.active, day.activeWeek, day.activeMonth, day.newcomers, day.joined, day.left].map(known),
        known(day.questions),
        known(day.answered),
        cell(day.responseSeconds),
        ...activityKinds.map((kind) => known(day.counts[kind] ?? 0)),
      ];
    });
    return { head, rows: rows.some((row) => row[2] !== '') ? rows : [] };
  },
};

const places: Sheet = {
  ranged: true,
  async read(communityId, { from, to }, { engagement }) {
    const found = await engagement.places(communityId, from, to);
    return {
      head: ['place', 'platform', 'title', 'messages', 'people', 'messages_before'],
      rows: found.map(({ id, platform, title, messages, people, before }) => [
        ...[String(id), platform, title],
        ...[cell(messages), cell(people), cell(before)],
      ]),
    };
  },
};

const courses: Sheet = {
  ranged: true,
  async read(communityId, { from, to }, rooms) {
    const { courses: all } = await rooms.courses.courses(communityId, { limit: MOST_COURSES, offset: 0 });
    const titles = new Map(all.map(({ id, title }) => [`course:${id}`, title]));
    const found = await rooms.engagement.subjects(communityId, from, to);
    return {
      head: ['subject', 'title', 'kind', 'count', 'people'],
      rows: found.map(({ subject, kind, count, people }) => [
        ...[subject, titles.get(subject) ?? '', kind],
        ...[cell(count), cell(people)],
      ]),
    };
  },
};

const cohorts: Sheet = {
  async read(communityId, _, { engagement }) {
    const found = await engagement.cohorts(communityId, WEEKS);
    const weeks = Math.max(0, ...found.map(({ active }) => active.length));
    return {
      head: ['week', 'people', ...Array.from({ length: weeks }, (_empty, week) => `active_week_${week}`)],
      rows: found.map(({ week, people, active }) => [
        week,
        cell(people),
        ...Array.from({ length: weeks }, (_empty, at) => cell(active[at])),
      ]),
    };
  },
};

const revenue: Sheet = {
  money: true,
  ranged: true,
  async read(communityId, { from, to }, rooms) {
    await rooms.revenue.rollUp(communityId);
    const days = await rooms.revenue.days(communityId, from, to);
    return {
      head: [
        ...['day', 'currency', 'mrr', 'mrr_new', 'mrr_ended', 'subscribers', 'trials', 'began', 'ended'],
        ...['ended_unpaid', 'trials_over', 'trials_paid', 'paid', 'refunded', 'recovered'],
        ...['failed_payments', 'failed_payments_made_later'],
      ],
      rows: days.map((day) => {
        const money = (minor: number) => moneyNumber(minor, day.currency);
        return [
          ...[day.day, day.currency, money(day.mrr), money(day.mrrNew), money(day.mrrLost)],
          ...[day.subscribers, day.trials, day.started, day.ended, day.endedUnpaid].map(cell),
          ...[day.trialsOver, day.trialsPaid].map(cell),
          ...[day.paid, day.refunded, day.recovered].map(money),
          ...[day.failedCount, day.recoveredCount].map(cell),
        ];
      }),
    };
  },
};

const plans: Sheet = {
  money: true,
  async read(communityId, _, rooms) {
    const names = new Map((await rooms.billing.plans(communityId, true)).map(({ id, name }) => [id, name]));
    const found = await rooms.revenue.plans(communityId);
    return {
      head: ['plan', 'currency', 'mrr', 'subscribers', 'trials'],
      rows: found.map(({ planId, currency, mrr, subscribers, trials }) => [
        ...[names.get(planId) ?? '', currency, moneyNumber(mrr, currency)],
        ...[cell(subscribers), cell(trials)],
      ]),
    };
  },
};

const subscribers: Sheet = {
  money: true,
  async read(communityId, _, rooms) {
    const found = await rooms.revenue.cohorts(communityId, MONTHS);
    const months = Math.max(0, ...found.map(({ paying }) => paying.length));
    return {
      head: [
        'month',
        'people',
        ...Array.from({ length: months }, (_empty, month) => `paying_month_${month}`),
      ],
      rows: found.map(({ month, people, paying }) => [
        month,
        cell(people),
        ...Array.from({ length: months }, (_empty, at) => cell(paying[at])),
      ]),
    };
  },
};

/** What each file holds. Nobody is in any of them, by name or by number. */
export const sheets: Readonly<Record<What, Sheet>> = {
  activity,
  places,
  courses,
  cohorts,
  revenue,
  plans,
  subscribers,
};
