import type { Database } from '#database';
import type { Members } from '#domain/members';
import { dayAt, plusDays } from '#kernel/calendar';
import { later as after, type Clock } from '#kernel/clock';
import { byPlan } from './by-plan.js';
import { daySpans } from './calendar.js';
import { cohortsOf } from './cohorts.js';
import { countDays, currenciesOf } from './counting.js';
import { createDayStore } from './day-store.js';
import { createFactsStore } from './facts-store.js';
import { countLate } from './late.js';
import type { Revenue } from './model.js';
import { summed } from './summing.js';

export interface RevenueDeps {
  database: Database;
  members: Pick<Members, 'community'>;
  clock: Clock;
}

/** Today and two days back. */
const USUAL_DAYS = 3;
/** A payment that failed is tried for four weeks at most, and is then made by hand soon or never. */
const LATE_DAYS = 45;
/** Days counted and written before others have their turn. */
const TOGETHER = 10;
const MOST_MONTHS = 36;
/** Ten years: what is older is history. */
const MOST_DAYS = 3_653;

/** Builds the revenue room. */
export function createRevenue({ database, members, clock }: RevenueDeps): Revenue {
  const factsStore = createFactsStore(database);
  const dayStore = createDayStore(database);
  const earlier = (one: string, other: string) => (one < other ? one : other);

  return {
    async rollUp(communityId, options = {}) {
      const { timeZone } = await members.community(communityId);
      const now = clock.now();
      const today = dayAt(now, timeZone);
      const begin = await factsStore.first(communityId);
      if (!begin) return { days: 0 };
      const oldest = plusDays(today, -MOST_DAYS);
      const began = earlier(dayAt(begin, timeZone), today);
      const firstDay = began < oldest ? oldest : began;
      const notBefore = (day: string) => (day < firstDay ? firstDay : day);
      const known = await dayStore.known(communityId);
      const usual = plusDays(today, 1 - (options.days ?? USUAL_DAYS));
      // From the last day that was counted, so that a worker that was away leaves no hole.
      const from = notBefore(known.last === null ? firstDay : earlier(known.last, usual));
      const lateFrom = earlier(from, notBefore(plusDays(today, -LATE_DAYS)));
      // Today ends now: what this evening brings is not known yet.
      const spans = daySpans(lateFrom, today, timeZone).map((span) =>
        span.day === today ? { ...span, to: after(now, 1) } : span,
      );
      const [first] = spans;
      if (!first) return { days: 0 };
      const facts = await factsStore.facts(communityId, first.from);
      const currencies = [...new Set([...currenciesOf(facts), ...known.currencies])];
      const settled = spans.filter(({ day }) => day < from);
      await dayStore.putLate(communityId, countLate(facts, settled));
      const fresh = spans.slice(settled.length);
      for (let at = 0; at < fresh.length; at += TOGETHER) {
        const some = fresh.slice(at, at + TOGETHER);
        await dayStore.put(communityId, countDays(facts, some, currencies));
      }
      return { days: fresh.length };
    },

    days: (communityId, from, to) => dayStore.rows(communityId, from, to),

    async summaries(communityId, from, to) {
      const rows = await dayStore.rows(communityId, from, to);
      const before = await dayStore.lastBefore(communityId, from);
      const currencies = [...new Set([...before, ...rows].map(({ currency }) => currency))];
      return currencies
        .map((currency) =>
          summed(
            rows.filter((row) => row.currency === currency),
            before.find((row) => row.currency === currency) ?? null,
          ),
        )
        .toSorted((one, other) => other.mrr - one.mrr || other.paid - one.paid);
    },

    async plans(communityId) {
      const now = after(clock.now(), 1);
      // Nothing that was paid is looked at, only what there is.
      return byPlan(await factsStore.facts(communityId, now), now);
    },

    async cohorts(communityId, months) {
      const now = after(clock.now(), 1);
      const { timeZone } = await members.community(communityId);
      const facts = await factsStore.facts(communityId, now);
      return cohortsOf(facts, now, timeZone, Math.min(Math.max(1, months), MOST_MONTHS));
    },
  };
}
