import type { Members } from '#domain/members';
import { dayAt, daysFrom, asDate, fromDate, plusDays, startOf } from '#kernel/calendar';
import { hours } from '#kernel/clock';
import { hoursBetween } from './hours.js';
import { kindsOf } from './kinds.js';
import { KNOWN_HOURS } from './limits.js';
import type { Listening } from './listening.js';
import type { Engagement } from './model.js';
import type { Counted, ReadingStore } from './reading-store.js';
import type { RolledStore } from './rolled-store.js';

export interface SeriesDeps {
  store: ReadingStore;
  rolledStore: RolledStore;
  listening: Listening;
  members: Pick<Members, 'community'>;
}

const HOUR = hours(1);

/** Counts by equal steps. What was not listened to, is not over or not counted yet is missing. */
export function createSeries(deps: SeriesDeps): Pick<Engagement, 'series' | 'since'> {
  const { store, rolledStore, listening, members } = deps;
  return {
    async series(communityId, { measure, step, from, to, placeId = 0 }) {
      const { timeZone: zone } = await members.community(communityId);
      const rolledAt = (await rolledStore.rolledAt(communityId))?.getTime() ?? -Infinity;
      const known = await listening.known(communityId, from, to);
      const kinds = kindsOf[measure];
      const of = ({ count, people }: Counted) => (measure === 'active' ? people : count);
      if (step === 'hour') {
        const counted = await store.hours(communityId, placeId, kinds, from, to);
        return hoursBetween(from, to).map((hour) => {
          if (hour.getTime() + HOUR > rolledAt || !known.knows(hour)) return null;
          const found = counted.get(hour.getTime() / HOUR);
          return found ? of(found) : 0;
        });
      }
      const days = daysFrom(dayAt(from, zone), dayAt(new Date(to.getTime() - 1), zone));
      const [first, last] = [days[0], days.at(-1)];
      if (first === undefined || last === undefined) return [];
      const sums = new Map<string, number>();
      for (const row of await store.days(communityId, placeId, kinds, asDate(first), asDate(last))) {
        const day = fromDate(row.day);
        sums.set(day, (sums.get(day) ?? 0) + of(row));
      }
      const begins = [...days, plusDays(last, 1)].map((day) => startOf(day, zone));
      return days.map((day, n) => {
        const [begin = from, end = to] = begins.slice(n, n + 2);
        if (end.getTime() > rolledAt) return null;
        const hours = hoursBetween(begin, end);
        const share = hours.filter((hour) => known.knows(hour)).length / hours.length;
        return share >= KNOWN_HOURS ? (sums.get(day) ?? 0) : null;
      });
    },

    async since(communityId) {
      const first = await store.firstDay(communityId);
      if (first === null) return null;
      const { timeZone } = await members.community(communityId);
      return startOf(first, timeZone);
    },
  };
}
