import type { Members } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import {
  asDate,
  dayAt,
  daysBetween,
  daysFrom,
  fromDate,
  mondayOf,
  plusDays,
  startOf,
} from '#kernel/calendar';
import { hourCounts } from './habits.js';
import { codeOf, kindOf, kindsOf } from './kinds.js';
import { FEW, HABIT_MS, KNOWN_WEEK } from './limits.js';
import { activityKinds, type Cohort, type DayFigures, type Engagement } from './model.js';
import type { ReadingStore } from './reading-store.js';
import type { RolledStore } from './rolled-store.js';

export interface ReadingDeps {
  store: ReadingStore;
  rolledStore: RolledStore;
  members: Pick<Members, 'community'>;
  clock: Clock;
}

type Door = Pick<Engagement, 'days' | 'cohorts' | 'places' | 'subjects' | 'subjectDays' | 'habits'>;

const emptyDay = (day: string): DayFigures => ({
  day,
  active: 0,
  activeWeek: 0,
  activeMonth: 0,
  newcomers: 0,
  joined: 0,
  left: 0,
  questions: 0,
  answered: 0,
  responseSeconds: null,
  listened: 0,
  counts: {},
});

/** What was counted, for people to read. */
export function createReading({ store, rolledStore, members, clock }: ReadingDeps): Door {
  async function days(communityId: string, from: string, to: string): Promise<DayFigures[]> {
    const all = new Map(daysFrom(from, to).map((day) => [day, emptyDay(day)]));
    for (const { communityId: _, day, ...figures } of await store.communityDays(
      communityId,
      asDate(from),
      asDate(to),
    )) {
      Object.assign(all.get(fromDate(day)) ?? {}, figures);
    }
    for (const { day, kind, count } of await store.days(
      communityId,
      0,
      everyKind,
      asDate(from),
      asDate(to),
    )) {
      const [figures, name] = [all.get(fromDate(day)), kindOf(kind)];
      if (figures && name) figures.counts[name] = count;
    }
    return [...all.values()];
  }

  /** Where there is little enough, people are told apart one by one; null: there is too much, or it is gone. */
  async function oneByOne(communityId: string, from: string, to: string): Promise<[Date, Date] | null> {
    const { timeZone: zone } = await members.community(communityId);
    const first = await rolledStore.firstEvent(communityId);
    if (!first || dayAt(first, zone) > from) {
      const counted = await store.firstDay(communityId);
      if (!first || (counted !== null && counted < dayAt(first, zone))) return null;
    }
    if ((await store.total(communityId, asDate(from), asDate(to))) > FEW) return null;
    return [startOf(from, zone), startOf(plusDays(to, 1), zone)];
  }

  return {
    days,

    async cohorts(communityId, weeks) {
      const { timeZone: zone } = await members.community(communityId);
      const last = await store.lastCohort(communityId);
      const rolledAt = await rolledStore.rolledAt(communityId);
      if (!last || !rolledAt) return [];
      const first = plusDays(fromDate(last), -7 * (weeks - 1));
      const today = dayAt(rolledAt, zone);
      const listened = new Map<string, number>();
      for (const figures of await days(communityId, first, today)) {
        const week = mondayOf(figures.day);
        listened.set(week, (listened.get(week) ?? 0) + figures.listened);
      }
      /** Over, and listened to for long enough. */
      const isKnown = (week: string) =>
        plusDays(week, 7) <= today && (listened.get(week) ?? 0) >= KNOWN_WEEK * 7 * 1_440;
      const found = new Map<string, Cohort>();
      for (const { cohort, week: nth, people, active } of await store.cohorts(communityId, asDate(first))) {
        const week = fromDate(cohort);
        const one = found.get(week) ?? { week, people, active: [] };
        // The latest count of them knows best how many they are.
        one.people = people;
        while (one.active.length < nth) one.active.push(null);
        one.active.push(isKnown(plusDays(week, 7 * nth)) ? active : null);
        found.set(week, one);
      }
      return [...found.values()];
    },

    async places(communityId, from, to) {
      const length = daysBetween(from, to) + 1;
      const earlier = [asDate(plusDays(from, -length)), asDate(plusDays(from, -1))] as const;
      const rows = await store.places(communityId, kindsOf.messages, asDate(from), asDate(to));
      const whole = await oneByOne(communityId, from, to);
      const exact = new Map(
        whole ? (await store.placePeople(communityId, ...whole)).map((row) => [row.id, row.people]) : [],
      );
      const counted = (await store.total(communityId, ...earlier)) > 0;
      const before = new Map(
        counted
          ? (await store.places(communityId, kindsOf.messages, ...earlier)).map((row) => [row.id, row])
          : [],
      );
      return rows.map((row) => ({
        ...row,
        people: exact.get(row.id) ?? row.people,
        before: counted ? (before.get(row.id)?.messages ?? 0) : null,
      }));
    },

    async subjects(communityId, from, to) {
      const whole = await oneByOne(communityId, from, to);
      const key = (row: { subject: string; kind: number }) => `${row.kind} ${row.subject}`;
      const exact = new Map(
        whole ? (await store.subjectPeople(communityId, ...whole)).map((row) => [key(row), row.people]) : [],
      );
      const rows = await store.subjects(communityId, asDate(from), asDate(to));
      return rows.flatMap((row) => {
        const { subject, count, people } = row;
        const kind = kindOf(row.kind);
        return kind ? [{ subject, kind, count, people: exact.get(key(row)) ?? people }] : [];
      });
    },

    async subjectDays(communityId, subject, from, to) {
      const rows = await store.subjectDays(communityId, subject, asDate(from), asDate(to));
      return rows.flatMap(({ day, count, kind: code }) => {
        const kind = kindOf(code);
        return kind ? [{ day: fromDate(day), kind, count }] : [];
      });
    },

    async habits(communityId, memberIds) {
      const { timeZone: home } = await members.community(communityId);
      const from = asDate(dayAt(later(clock.now(), -HABIT_MS), home));
      const zones = new Map(
        (await store.zones(communityId, memberIds)).map(({ id, timeZone }) => [id, timeZone ?? home]),
      );
      return hourCounts(await store.habits(communityId, memberIds, from), home, zones);
    },
  };
}

const everyKind: readonly number[] = activityKinds.map(codeOf);
