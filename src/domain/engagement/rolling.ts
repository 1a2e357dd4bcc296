import { lockName, type Database, type Tx } from '#database';
import type { Members } from '#domain/members';
import { hours, later, minutes, type Clock, hourOf } from '#kernel/clock';
import { asDate, dayAt, daysFrom, mondayOf, plusDays, startOf, type Day } from '#kernel/calendar';
import { countCohorts, countCommunity } from './community-day-store.js';
import { countDay, countMembers, countSubjects } from './day-store.js';
import { countHours } from './hour-store.js';
import { ANSWER_MS } from './limits.js';
import type { Listening } from './listening.js';
import type { Engagement } from './model.js';
import type { ReadingStore } from './reading-store.js';
import type { RolledStore } from './rolled-store.js';

export interface RollingDeps {
  database: Database;
  members: Pick<Members, 'community'>;
  store: RolledStore;
  readingStore: ReadingStore;
  listening: Listening;
  clock: Clock;
}

/** Answers and late events reach that far back. */
const BACK = 2;
/** A day of the largest community, on a busy machine. */
const PATIENCE_MS = minutes(5);

/** Counts anew what was noted, day by day; each day is changed as a whole or not at all. */
export function createRolling(deps: RollingDeps): Pick<Engagement, 'rollUp'> {
  const { database, members, store, readingStore, listening, clock } = deps;

  /** One counts at a time: two would only wait for each other's rows. */
  const alone = <T>(communityId: string, run: (tx: Tx) => Promise<T>): Promise<T> =>
    database.transaction(
      async (tx) => {
        await lockName(tx, `activity:${communityId}`);
        return run(tx);
      },
      { timeout: PATIENCE_MS },
    );

  /** The first day that can still be counted as a whole; null: there is nothing to count. */
  async function earliest(communityId: string, zone: string): Promise<Day | null> {
    const event = await store.firstEvent(communityId);
    const heard = await listening.since(communityId);
    const counted = await readingStore.firstDay(communityId);
    const first = [event, heard].filter((at) => at !== null).map((at) => dayAt(at, zone));
    const [day] = first.sort();
    // The beginning of the oldest month that is left may lie within a day that was counted with what is gone.
    if (day !== undefined && event && counted !== null && counted < dayAt(event, zone)) {
      return plusDays(dayAt(event, zone), 1);
    }
    return day ?? null;
  }

  async function countOne(communityId: string, day: Day, zone: string): Promise<number> {
    const [from, to] = [startOf(day, zone), startOf(plusDays(day, 1), zone)];
    const stretch = { communityId, day: asDate(day), from, to };
    const listened = await listening.minutes(communityId, from, to);
    return alone(communityId, async (tx) => {
      await countHours(tx, { communityId, from: hourOf(from), to: hourOf(later(to, hours(1) - 1)) });
      await countDay(tx, stretch);
      await countSubjects(tx, stretch);
      await countMembers(tx, stretch);
      await countCommunity(tx, { ...stretch, answersUntil: later(to, ANSWER_MS), listened });
      return store.events(communityId, from, to, tx);
    });
  }

  async function countWeeks(communityId: string, from: Day, today: Day, zone: string): Promise<void> {
    const first = await readingStore.firstSeen(communityId);
    if (!first) return;
    const monday = (day: Day) => mondayOf(day);
    const all = daysFrom(monday(dayAt(first, zone)), today).filter((_, n) => n % 7 === 0);
    for (const week of all.filter((one) => one >= monday(from))) {
      const weeks = all.filter((one) => one <= week);
      const starts = weeks.map((one) => startOf(one, zone));
      const end = startOf(plusDays(week, 7), zone);
      await alone(communityId, (tx) => countCohorts(tx, communityId, weeks.map(asDate), starts, end));
    }
  }

  return {
    async rollUp(communityId, { days = BACK } = {}) {
      const { timeZone: zone } = await members.community(communityId);
      const now = clock.now();
      const today = dayAt(now, zone);
      const possible = await earliest(communityId, zone);
      const before = await store.rolledAt(communityId);
      // Whoever slept for a week makes up for it.
      const due = before ? plusDays(dayAt(before, zone), -BACK) : (possible ?? today);
      const [wanted] = [plusDays(today, -days), due].sort();
      const from = possible === null || wanted === undefined || wanted < possible ? possible : wanted;
      const all = from === null ? [] : daysFrom(from, today);
      let events = 0;
      for (const day of all) events += await countOne(communityId, day, zone);
      if (from !== null) await countWeeks(communityId, from, today, zone);
      await store.setRolledAt(communityId, now);
      return { days: all.length, events };
    },
  };
}
