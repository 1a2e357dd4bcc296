import { DateTime } from 'luxon';
import { command, NEEDED_DAYS, say, weekChart, type Phrase } from '#contracts';
import type { Slots } from '#domain/forecast';
import type { Locale } from '#domain/members';

const SLOTS = 5;

/** An average hour is not worth a comparison below this. */
const WORTH_SAYING = 1.2;

/** When most members will be there. */
export const besttime = command({
  name: 'besttime',
  for: 'creator',
  visibility: 'private',
  options: {},
  async run({ actor, community, now }, { forecasts, pictures }) {
    const title = say('forecast.best.title');
    const slots = await forecasts.bestTimes(community.id, SLOTS);
    const about = { measure: 'active', step: 'hour' };
    const buttons = [[{ label: say('forecast.buttons.forecast'), command: 'forecast', options: about }]];
    if (slots.best.length === 0) return { title, body: [nothing(slots)], buttons };
    const zones = { yours: actor.timeZone, theirs: community.timeZone };
    const given = { now, locale: actor.locale, ...zones };
    const times = timesOf(slots);
    return {
      title,
      body: [
        say(`forecast.best.sure.${slots.sure}`),
        ...(times >= WORTH_SAYING ? [say('forecast.best.times', { times })] : []),
        zones.yours === zones.theirs ? say('forecast.best.zone', zones) : say('forecast.best.zones', zones),
        say('forecast.best.lead'),
      ],
      list: slots.best.map((slot) => ({ mark: 'dot' as const, text: line(slot, given) })),
      picture: {
        name: 'week.png',
        data: await pictures.chart(
          weekChart(slots, { locale: actor.locale, community: community.name, timeZone: zones.theirs }),
        ),
        alt: say('forecast.best.alt'),
      },
      buttons,
    };
  },
});

function nothing({ historyDays }: Slots): Phrase {
  if (historyDays >= NEEDED_DAYS.hour) return say('forecast.best.quiet');
  if (historyDays === 0) return say('forecast.best.none');
  return say('forecast.best.learning', { count: historyDays, needed: NEEDED_DAYS.hour });
}

/** How many times an average hour's the best one's is, to one digit. */
function timesOf({ best, week }: Slots): number {
  const average = week.reduce((sum, value) => sum + value, 0) / Math.max(1, week.length);
  return average > 0 ? Math.round((10 * (best[0]?.expected ?? 0)) / average) / 10 : 0;
}

function line(
  { hourOfWeek, expected, low, high }: Slots['best'][number],
  given: { now: Date; locale: Locale; yours: string; theirs: string },
): Phrase {
  const there = nextOf(hourOfWeek, given.now, given.theirs);
  const said = (at: DateTime) => at.setLocale(given.locale).toFormat('cccc HH:mm');
  const values = {
    at: said(there.setZone(given.yours)),
    expected: Math.round(expected),
    low: Math.round(low),
    high: Math.round(high),
  };
  return given.yours === given.theirs
    ? say('forecast.best.line', values)
    : say('forecast.best.line_both', { ...values, there: said(there) });
}

/** When it is that hour of the week next, by the clocks on the wall there. */
function nextOf(hourOfWeek: number, now: Date, timeZone: string): DateTime {
  const monday = DateTime.fromJSDate(now, { zone: timeZone }).startOf('week');
  const at = monday.plus({ days: Math.floor(hourOfWeek / 24) }).set({ hour: hourOfWeek % 24 });
  return at.toMillis() > now.getTime() ? at : at.plus({ weeks: 1 });
}
