import type { Members } from '#domain/members';
import { dayAt, daysFrom, asDate, fromDate, hoursBetween, plusDays, startOf } from './calendar.js';
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

const HOUR = 3_600_000;

/** Counts by equal steps. What was not listened to, is not over or not counted yet is missing. */
export function createSeries(deps: SeriesDeps): Pick<Engagement, 'series' | 'since'> {
  const { store, rolledStore, listening, members } = deps;
  return {
    async series(communityId, { measure, step, from, to, placeId = 0 }) {
      const { timeZone: zone } = await members.community(communityId);
      const rolledAt = (await rolledStore.rolledAt(communityId))?.getTime() ?? -Infinity;
      const known = await listening.known(communityId, from, to);
      const kinds = kindsOf[measure];
      const sums = new Map<string, number>();
      const add = (key: string, { count, people }: Counted) =>
        sums.set(key, (sums.get(key) ?? 0) + (measure === 'active' ? people : count));
      if (step === 'hour') {
        for (const row of await store.hours(communityId, placeId, kinds, from, to)) {
          add(row.hour.toISOString(), row);
        }
        return hoursBetween(from, to).map((hour) =>
          hour.getTime() + HOUR <= rolledAt && known.knows(hour) ? (sums.get(hour.toISOString()) ?? 0) : null,
        );
      }
      const days = daysFrom(dayAt(from, zone), dayAt(new Date(to.getTime() - 1), zone));
      const [first, last] = [days[0], days.at(-1)];
      if (first === undefined || last === undefined) return [];
      for (const row of await store.days(communityId, placeId, kinds, asDate(first), asDate(last))) {
        add(fromDate(row.day), row);
      }
      return days.map((day) => {
        const [begin, end] = [startOf(day, zone), startOf(plusDays(day, 1), zone)];
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
