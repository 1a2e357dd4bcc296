import { trialOver } from './counting.js';
import type { DaySpan, Facts } from './facts.js';
import type { RevenueDayFigures } from './model.js';
import { termsAt } from './standing.js';

export type LateFigures = Pick<RevenueDayFigures, 'day' | 'currency' | 'trialsPaid' | 'recoveredCount'>;

/** What shows late of days that are settled: trials that were over then and paid, payments that failed then and came. */
export function countLate(facts: Facts, spans: readonly DaySpan[]): LateFigures[] {
  const rows = new Map<string, LateFigures>();
  const add = (at: Date, currency: string, what: 'trialsPaid' | 'recoveredCount') => {
    const span = spans.find(({ from, to }) => at >= from && at < to);
    if (!span) return;
    const key = `${span.day} ${currency}`;
    const row = rows.get(key) ?? { day: span.day, currency, trialsPaid: 0, recoveredCount: 0 };
    row[what] += 1;
    rows.set(key, row);
  };
  const since = spans[0]?.from;
  if (!since) return [];
  for (const subscription of facts.subscriptions) {
    const over = subscription.firstPaidAt ? trialOver(subscription) : null;
    if (!over || over < since) continue;
    const day = spans.find(({ to }) => over < to);
    const worth = day && termsAt(subscription, day.to).worth;
    if (worth) add(over, worth.currency, 'trialsPaid');
  }
  for (const { failedAt, currency } of facts.payments) {
    if (failedAt) add(failedAt, currency, 'recoveredCount');
  }
  return [...rows.values()];
}
