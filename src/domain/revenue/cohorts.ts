import { DateTime } from 'luxon';
import type { Facts } from './facts.js';
import type { PayingCohort } from './model.js';
import { standingAt } from './standing.js';

/**
 * Subscribers by the month in which they first paid, and how many of them still pay at the end of that month and
 * of each one since. Counted from the books as they are: who was forgotten is in none.
 * @param months how many cohorts, this month's among them
 */
export function cohortsOf(facts: Facts, now: Date, timeZone: string, months: number): PayingCohort[] {
  const thisMonth = DateTime.fromJSDate(now, { zone: timeZone }).startOf('month');
  const cohorts: PayingCohort[] = [];
  for (let ago = 0; ago < months; ago += 1) {
    const begin = thisMonth.minus({ months: ago });
    const [from, to] = [begin.toJSDate(), begin.plus({ months: 1 }).toJSDate()];
    const among = facts.subscriptions.filter(
      ({ firstPaidAt }) => firstPaidAt !== null && firstPaidAt >= from && firstPaidAt < to,
    );
    if (among.length === 0) continue;
    const paying = Array.from({ length: months }, (_, since) => {
      const end = begin.plus({ months: since + 1 }).toJSDate();
      if (end > now) return null;
      return among.filter((one) => standingAt(one, end)?.kind === 'paying').length;
    });
    cohorts.push({ month: begin.toFormat('yyyy-MM'), people: among.length, paying });
  }
  return cohorts;
}
