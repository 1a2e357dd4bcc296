import { command, say, shareText, type Phrase } from '#contracts';
import type { Cohort } from '#domain/engagement';
import type { Locale } from '#domain/members';
import type { PayingCohort } from '#domain/revenue';
import { cohortsSheet } from './cohorts/picture.js';
import { firstWeek, sharesOf } from './cohorts/shares.js';
import { reaches } from './pieces/people.js';
import { themeOption } from './pieces/theme.js';
import { literal, stacked } from './pieces/words.js';

const USUAL_WEEKS = 12;
const MOST_WEEKS = 26;
const MONTHS = 12;
/** Rows that the text tells; the picture shows them all. */
const TOLD = 8;
const TOLD_MONTHS = 6;
/** Weeks since, in the columns of the text. */
const SINCE = [1, 2, 4, 8] as const;

/** Of those who came together, how many stay. What subscribers do is for moderators. */
export const cohorts = command({
  name: 'cohorts',
  for: 'creator',
  visibility: 'private',
  pace: 'dear',
  options: {
    weeks: { type: 'integer', min: 2, max: MOST_WEEKS, summary: 'commands.cohorts.options.weeks.summary' },
    theme: themeOption('cohorts'),
  },
  async run({ actor, community, options }, rooms) {
    const { locale } = actor;
    const weekly = await rooms.engagement.cohorts(community.id, options.weeks ?? USUAL_WEEKS);
    const seesMoney = reaches(actor.rank, 'moderator');
    const paying = seesMoney ? await rooms.revenue.cohorts(community.id, MONTHS) : [];
    const sheet = cohortsSheet(locale, community.name, weekly, paying);
    const text = (key: 'title' | 'subtitle' | 'none' | 'hint') => say(`cohorts.${key}`);
    return {
      title: text('title'),
      body:
        weekly.length === 0
          ? [text('none')]
          : [text('subtitle'), firstWeekPhrase(weekly, locale), text('hint')],
      ...(weekly.length > 0 ? { table: tableOf(weekly, locale) } : {}),
      ...(seesMoney
        ? { fields: [{ name: say('cohorts.paying'), value: stacked(payingLines(paying, locale)) }] }
        : {}),
      ...(sheet
        ? {
            picture: {
              name: 'cohorts.png',
              data: await rooms.pictures.chart({ ...sheet, theme: options.theme ?? 'light' }),
              alt: say('cohorts.alt'),
            },
          }
        : {}),
      buttons: [
        [
          ...(seesMoney ? [{ label: say('revenue.buttons.revenue'), command: 'revenue' }] : []),
          ...(seesMoney
            ? [{ label: say('revenue.buttons.file'), command: 'export', options: { what: 'cohorts' } }]
            : []),
        ],
      ].filter((row) => row.length > 0),
    };
  },
});

function firstWeekPhrase(weekly: readonly Cohort[], locale: Locale): Phrase {
  const { people, back } = firstWeek(weekly);
  if (people === 0) return say('cohorts.first_week_none');
  return say('cohorts.first_week', { people, back, share: shareText(back / people, locale) });
}

function tableOf(weekly: readonly Cohort[], locale: Locale): { head: Phrase[]; rows: Phrase[][] } {
  return {
    head: [
      say('cohorts.columns.week'),
      say('cohorts.columns.people'),
      ...SINCE.map((count) => say('cohorts.columns.later', { count })),
    ],
    rows: weekly.slice(0, TOLD).map(({ week, people, active }) => {
      const shares = sharesOf(people, active);
      return [
        literal(week),
        literal(String(people)),
        ...SINCE.map((since) => literal(shareOr(shares[since], locale))),
      ];
    }),
  };
}

function payingLines(paying: readonly PayingCohort[], locale: Locale): Phrase[] {
  if (paying.length === 0) return [say('cohorts.paying_none')];
  return paying.slice(0, TOLD_MONTHS).map(({ month, people, paying: counts }) => {
    const last = counts.findLastIndex((count) => count !== null);
    const share = sharesOf(people, counts)[last];
    const rest =
      share === undefined || share === null
        ? say('cohorts.paying_new')
        : say('cohorts.paying_rest', { share: shareText(share, locale), month: monthAfter(month, last) });
    return say('cohorts.paying_line', { month, count: people, rest });
  });
}

const shareOr = (share: number | null | undefined, locale: Locale) =>
  share === null || share === undefined ? '–' : shareText(share, locale);

/** `2026-11` and 2 is `2027-01`. */
function monthAfter(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + months)).toISOString().slice(0, 7);
}
