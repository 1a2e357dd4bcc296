import { plain, type ChartPanel, type ChartSheet } from '#contracts';
import type { Cohort } from '#domain/engagement';
import type { Locale } from '#domain/members';
import type { PayingCohort } from '#domain/revenue';
import { sharesOf } from './shares.js';

/** A row for each week of newcomers, and one for each month of subscribers; null: nobody is in either. */
export function cohortsSheet(
  locale: Locale,
  community: string,
  weekly: readonly Cohort[],
  paying: readonly PayingCohort[],
): ChartSheet | null {
  const panels = [
    ...(weekly.length > 0 ? [weekPanel(weekly, locale)] : []),
    ...(paying.length > 0 ? [monthPanel(paying, locale)] : []),
  ];
  if (panels.length === 0) return null;
  return {
    locale,
    title: plain(locale, 'cohorts.picture.title'),
    subtitle: community,
    footnote: plain(locale, 'cohorts.hint'),
    panels,
  };
}

function weekPanel(weekly: readonly Cohort[], locale: Locale): ChartPanel {
  const columns = Math.max(...weekly.map(({ active }) => active.length));
  return {
    kind: 'grid',
    title: plain(locale, 'cohorts.picture.weeks'),
    unit: 'share',
    head: {
      label: plain(locale, 'cohorts.picture.week'),
      size: plain(locale, 'cohorts.picture.people'),
      columns: Array.from({ length: columns }, (_, since) => String(since)),
    },
    rows: weekly.map(({ week, people, active }) => ({
      label: week,
      size: String(people),
      cells: sharesOf(people, active),
    })),
  };
}

function monthPanel(paying: readonly PayingCohort[], locale: Locale): ChartPanel {
  // Months that are over for nobody would be columns without a number.
  const columns =
    1 + Math.max(0, ...paying.map(({ paying: counts }) => counts.findLastIndex((one) => one !== null)));
  return {
    kind: 'grid',
    title: plain(locale, 'cohorts.picture.months'),
    unit: 'share',
    head: {
      label: plain(locale, 'cohorts.picture.month'),
      size: plain(locale, 'cohorts.picture.people'),
      columns: Array.from({ length: columns }, (_, since) => String(since)),
    },
    rows: paying.map(({ month, people, paying: counts }) => ({
      label: month,
      size: String(people),
      cells: sharesOf(people, counts.slice(0, columns)),
    })),
  };
}
