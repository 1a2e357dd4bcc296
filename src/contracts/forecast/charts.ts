import type { ForecastSheet, Slots } from '#domain/forecast';
import type { Locale } from '#domain/members';
import { days, hours } from '#kernel/clock';
import type { ChartSheet } from '../chart.js';
import { plain } from '../texts/index.js';

const STEP_MS = { hour: hours(1), day: days(1) };

/** What was counted, and what is expected with both bands. */
export function forecastChart(
  sheet: ForecastSheet,
  given: { locale: Locale; community: string; timeZone: string },
): ChartSheet {
  const { locale, community, timeZone } = given;
  const text = (key: 'seen' | 'expected' | 'wide' | 'narrow' | 'now' | 'missing') =>
    plain(locale, `forecast.chart.${key}`);
  const { measure, step, before, mean, lo80, hi80, lo95, hi95 } = sheet;
  // The last value seen begins the line of what is expected, so that there is no gap between them.
  const last = before.at(-1) ?? null;
  const lead = (values: readonly number[]) => [
    ...before.slice(0, -1).map(() => null),
    ...(before.length > 0 ? [last] : []),
    ...values,
  ];
  const after = mean.map(() => null);
  const from = new Date(new Date(sheet.startsAt).getTime() - before.length * STEP_MS[step]);
  const bands =
    lo95.length === 0
      ? []
      : [
          { name: text('wide'), lo: lead(lo95), hi: lead(hi95) },
          { name: text('narrow'), lo: lead(lo80), hi: lead(hi80) },
        ];
  return {
    locale,
    title: plain(locale, `forecast.title.${measure}.${step}`),
    subtitle: community,
    ...(before.includes(null) ? { footnote: text('missing') } : {}),
    panels: [
      {
        kind: 'line',
        unit: 'count',
        axis: { step, from: step === 'day' ? dayOf(from, timeZone) : from.toISOString(), timeZone },
        series: [
          { name: text('seen'), values: [...before, ...after], hue: 'first' },
          { name: text('expected'), values: lead(mean), hue: 'second', line: 'dashed' },
        ],
        ...(bands.length > 0 ? { bands: bands.map((band) => ({ ...band, hue: 'second' as const })) } : {}),
        marks: [{ at: before.length, label: text('now') }],
        height: 420,
      },
    ],
  };
}

/** The day that it is in the zone, `2026-11-22`; a clock change is no reason to slip into the day before. */
function dayOf(at: Date, timeZone: string): string {
  const noon = new Date(at.getTime() + STEP_MS.day / 2);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(noon);
}

/** The week by hours, the best ones framed; in the community's zone. */
export function weekChart(
  slots: Slots,
  given: { locale: Locale; community: string; timeZone: string },
): ChartSheet {
  const { locale, community, timeZone } = given;
  return {
    locale,
    title: plain(locale, 'forecast.best.chart.title'),
    subtitle: `${community} · ${plain(locale, 'forecast.best.chart.subtitle', { zone: timeZone })}`,
    panels: [
      {
        kind: 'week',
        unit: 'count',
        values: slots.week,
        marked: slots.best.map(({ hourOfWeek }) => hourOfWeek),
      },
    ],
  };
}
