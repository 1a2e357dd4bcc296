import type { Database } from '#database';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { dayAfter, dayOf, daySpans } from './calendar.js';
import { countDay, currenciesOf } from './counting.js';
import { createDayStore } from './day-store.js';
import { createFactsStore } from './facts-store.js';
import type { Revenue } from './model.js';

export interface RevenueDeps {
  database: Database;
  members: Pick<Members, 'community'>;
  clock: Clock;
}

/** Today and two days back. */
const USUAL_DAYS = 3;
/** Days written in one transaction. */
const TOGETHER = 60;

/** Builds the revenue room. */
export function createRevenue({ database, members, clock }: RevenueDeps): Revenue {
  const factsStore = createFactsStore(database);
  const dayStore = createDayStore(database);

  return {
    async rollUp(communityId, options = {}) {
      const { timeZone } = await members.community(communityId);
      const today = dayOf(clock.now(), timeZone);
      const begin = await factsStore.first(communityId);
      if (!begin) return { days: 0 };
      const firstDay = dayOf(begin, timeZone);
      const known = await dayStore.known(communityId);
      const usual = dayAfter(today, 1 - (options.days ?? USUAL_DAYS));
      // From the last day that was counted, so that a worker that was away leaves no hole.
      const wanted = known.last === null ? firstDay : known.last < usual ? known.last : usual;
      const from = wanted < firstDay ? firstDay : wanted;
      const spans = daySpans(from, today, timeZone);
      const [first] = spans;
      if (!first) return { days: 0 };
      const facts = await factsStore.facts(communityId, first.from);
      const currencies = [...new Set([...currenciesOf(facts), ...known.currencies])];
      for (let at = 0; at < spans.length; at += TOGETHER) {
        const some = spans.slice(at, at + TOGETHER);
        await dayStore.put(
          communityId,
          some.flatMap((span) => countDay(facts, span, currencies)),
        );
      }
      return { days: spans.length };
    },
    days: (communityId, from, to) => dayStore.rows(communityId, from, to),
  };
}
