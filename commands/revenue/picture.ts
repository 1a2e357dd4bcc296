import { plain, type ChartPanel, type ChartSheet } from '#contracts';
import type { Locale } from '#domain/members';
import type { RevenueDayFigures, RevenueSummary } from '#domain/revenue';
import { daysFrom } from '#kernel/calendar';
import type { Range } from '../pieces/range.js';

/** Bars of more days than these would be too thin: then by week. */
const MOST_BARS = 31;
/** Currencies that are drawn; the text has them all. */
const MOST_CURRENCIES = 3;

interface Drawn {
  locale: Locale;
  community: string;
  range: Range;
  days: readonly RevenueDayFigures[];
  /** What brings most first. */
  summaries: readonly RevenueSummary[];
}

/** The figures of the first currency, and for each what comes in by the month and what was paid. */
export function revenueSheet({ locale, community, range, days, summaries }: Drawn): ChartSheet {
  const [first] = summaries;
  const title = plain(locale, 'revenue.title', { from: range.from, to: range.to });
  return {
    locale,
    title,
    subtitle: community,
    panels: [
      ...(first ? [figures(first, locale)] : []),
      ...summaries.slice(0, MOST_CURRENCIES).flatMap(({ currency }) =>
        chartsOf(
          currency,
          days.filter((day) => day.currency === currency),
          range,
          locale,
        ),
      ),
    ],
  };
}

function figures(summary: RevenueSummary, locale: Locale): ChartPanel {
  const unit = { currency: summary.currency };
  const grown = (now: number, before: number) => (before > 0 ? now / before - 1 : null);
  const text = (key: 'mrr' | 'subscribers' | 'churn' | 'conversion' | 'paid' | 'recovered') =>
    plain(locale, `revenue.picture.${key}`);
  return {
    kind: 'figures',
    cells: [
      { label: text('mrr'), value: summary.mrr, unit, change: grown(summary.mrr, summary.mrrBefore) },
      {
        label: text('subscribers'),
        value: summary.subscribers,
        change: grown(summary.subscribers, summary.subscribersBefore),
      },
      { label: text('churn'), value: summary.churn, unit: 'share', good: 'down' },
      { label: text('conversion'), value: summary.conversion, unit: 'share' },
      { label: text('paid'), value: summary.paid, unit },
      { label: text('recovered'), value: summary.recovered, unit },
    ],
  };
}

function chartsOf(
  currency: string,
  rows: readonly RevenueDayFigures[],
  range: Range,
  locale: Locale,
): ChartPanel[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const all = daysFrom(range.from, range.to);
  const paid = all.map((day) => byDay.get(day)?.paid ?? 0);
  const isByWeek = all.length > MOST_BARS;
  const bars = isByWeek ? weeks(paid) : paid;
  const named = (key: 'mrr_in' | 'paid_in' | 'paid_weekly') =>
    plain(locale, `revenue.picture.${key}`, { currency: currency.toUpperCase() });
  const name = (key: 'mrr' | 'paid') => plain(locale, `revenue.picture.${key}`);
  return [
    {
      kind: 'line',
      title: named('mrr_in'),
      unit: { currency },
      axis: { step: 'day', from: range.from },
      series: [{ name: name('mrr'), values: all.map((day) => byDay.get(day)?.mrr ?? null) }],
    },
    {
      kind: 'bars',
      title: named(isByWeek ? 'paid_weekly' : 'paid_in'),
      unit: { currency },
      axis: { step: isByWeek ? 'week' : 'day', from: range.from },
      series: [{ name: name('paid'), values: bars, hue: 'second' }],
      height: 240,
    },
  ];
}

/** Sums of seven days each, from the first on; the last one may have fewer. */
function weeks(values: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(values.length / 7) }, (_, week) =>
    values.slice(week * 7, week * 7 + 7).reduce((sum, value) => sum + value, 0),
  );
}
