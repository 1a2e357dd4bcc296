import { say, shareText, type Phrase } from '#contracts';
import type { Locale } from '#domain/members';
import type { RevenueSummary } from '#domain/revenue';

/** A change as people write it: `+$12.00`, `−$3.00`. */
function changePhrase(amount: number, currency: string): Phrase {
  const sign = amount > 0 ? '+' : amount < 0 ? '−' : '±';
  return say('revenue.lines.change', { sign, money: { money: Math.abs(amount), currency } });
}

/** One currency's range, line by line. */
export function linesOf(summary: RevenueSummary, locale: Locale): Phrase[] {
  const { currency } = summary;
  const money = (amount: number) => ({ money: amount, currency });
  const share = (of: number | null) => (of === null ? '–' : shareText(of, locale));
  const { started, ended, subscribersBefore } = summary;
  const isTried = summary.trials + summary.trialsOver > 0;
  return [
    say('revenue.lines.mrr', {
      mrr: money(summary.mrr),
      change: changePhrase(summary.mrr - summary.mrrBefore, currency),
    }),
    say('revenue.lines.mrr_parts', {
      begun: changePhrase(summary.mrrNew, currency),
      lost: changePhrase(-summary.mrrLost, currency),
      other: changePhrase(summary.mrrOther, currency),
    }),
    say('revenue.lines.subscribers', { count: summary.subscribers, started, ended }),
    say('revenue.lines.churn', {
      share: share(summary.churn),
      ended,
      of: subscribersBefore + started,
      unpaid: summary.endedUnpaid,
    }),
    ...(isTried
      ? [
          say('revenue.lines.trials', { count: summary.trials }),
          say('revenue.lines.conversion', {
            over: summary.trialsOver,
            paid: summary.trialsPaid,
            share: share(summary.conversion),
          }),
        ]
      : []),
    say('revenue.lines.paid', { paid: money(summary.paid), refunded: money(summary.refunded) }),
    summary.failedCount === 0 && summary.recovered === 0
      ? say('revenue.lines.no_failures')
      : say('revenue.lines.recovered', {
          money: money(summary.recovered),
          failed: summary.failedCount,
          made: summary.recoveredCount,
          share: share(summary.recovery),
        }),
  ];
}
