import type { RevenueDayFigures, RevenueSummary } from './model.js';

/**
 * What a range of days comes to in one currency.
 * @param days of that currency, in order; those without a row count nothing
 * @param before the last day before them that has a row, where there is one
 */
export function summed(days: readonly RevenueDayFigures[], before: RevenueDayFigures | null): RevenueSummary {
  const sum = (what: Exclude<keyof RevenueDayFigures, 'day' | 'currency'>) =>
    days.reduce((so, day) => so + day[what], 0);
  const last = days.at(-1) ?? before;
  const mrr = last?.mrr ?? 0;
  const mrrBefore = before?.mrr ?? 0;
  const [mrrNew, mrrLost] = [sum('mrrNew'), sum('mrrLost')];
  const subscribersBefore = before?.subscribers ?? 0;
  const [started, ended] = [sum('started'), sum('ended')];
  const [trialsOver, trialsPaid] = [sum('trialsOver'), sum('trialsPaid')];
  const [failedCount, recoveredCount] = [sum('failedCount'), sum('recoveredCount')];
  return {
    currency: last?.currency ?? '',
    mrr,
    mrrBefore,
    mrrNew,
    mrrLost,
    mrrOther: mrr - mrrBefore - mrrNew + mrrLost,
    subscribers: last?.subscribers ?? 0,
    subscribersBefore,
    trials: last?.trials ?? 0,
    started,
    ended,
    endedUnpaid: sum('endedUnpaid'),
    churn: share(ended, subscribersBefore + started),
    trialsOver,
    trialsPaid,
    conversion: share(trialsPaid, trialsOver),
    paid: sum('paid'),
    refunded: sum('refunded'),
    recovered: sum('recovered'),
    failedCount,
    recoveredCount,
    recovery: share(recoveredCount, failedCount),
  };
}

/** null: there was nothing to be a part of. */
function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}
