import { forecasted, type Forecasted, type ForecastSheet } from '#domain/forecast';
import type { Locale } from '#domain/members';
import type { NoticeValues } from '#domain/delivery';
import { hours, later } from '#kernel/clock';
import type { Rooms } from '../command.js';
import { say, type Phrase } from '../phrase.js';
import type { Reply, ReplyButton } from '../reply.js';
import { isTextKey } from '../texts/index.js';
import { forecastChart } from './charts.js';
import { amount, sentences } from './words.js';

/** Who reads it. */
export interface ForecastReader {
  locale: Locale;
  community: { id: string; name: string; timeZone: string };
}

/** A forecast in a picture and three sentences; what is not known yet is said to be so. */
export async function forecastReply(
  { forecasts, pictures }: Pick<Rooms, 'forecasts' | 'pictures'>,
  { locale, community }: ForecastReader,
  wish: { measure: Forecasted; step: ForecastSheet['step'] },
): Promise<Reply> {
  const { measure, step } = wish;
  const sheet = await forecasts.sheet(community.id, measure, step);
  const title = say(`forecast.title.${measure}.${step}`);
  const buttons = forecastButtons(wish);
  if (!sheet) return { title, body: [say('forecast.none')], buttons };
  if (sheet.basis === 'learning') return { title, body: sentences(sheet, locale), buttons };
  const made = { at: new Date(sheet.madeAt), as: 'datetime' as const };
  const chart = forecastChart(sheet, { locale, community: community.name, timeZone: community.timeZone });
  return {
    title,
    body: [...sentences(sheet, locale), say('forecast.made', { at: made, days: sheet.historyDays })],
    picture: {
      name: 'forecast.png',
      data: await pictures.chart(chart),
      alt: say('forecast.chart.alt'),
    },
    buttons,
  };
}

/** The other measures and the other step. */
function forecastButtons({
  measure,
  step,
}: {
  measure: Forecasted;
  step: ForecastSheet['step'];
}): ReplyButton[][] {
  const other = step === 'hour' ? 'day' : 'hour';
  const said = (label: Phrase, options: { measure: Forecasted; step: string }): ReplyButton => ({
    label,
    command: 'forecast',
    options,
  });
  return [
    forecasted
      .filter((one) => one !== measure)
      .map((one) => said(say(`forecast.buttons.${one}`), { measure: one, step }))
      .concat(said(say(`forecast.buttons.${other}`), { measure, step: other })),
    [{ label: say('forecast.buttons.best'), command: 'besttime' }],
  ];
}

/** The weekly forecast as /inbox lists it; the figures are drawn when it is sent. */
export function weeklyForecastNotice(): Reply {
  return {
    title: say('forecast.weekly.title'),
    body: [say('forecast.weekly.body')],
    buttons: [
      [
        { label: say('forecast.buttons.forecast'), command: 'forecast', style: 'primary' },
        { label: say('forecast.buttons.best'), command: 'besttime' },
      ],
    ],
  };
}

const DAY_HOURS = 24;

/** Something far out of the ordinary, with its likely cause. */
export function oddNotice(values: NoticeValues): Reply {
  const direction = values['direction'] === 'low' ? 'low' : 'high';
  const measure = forecasted.find((one) => one === values['measure']) ?? 'messages';
  const long = Number(values['hours'] ?? 1);
  const from = new Date(String(values['from'] ?? ''));
  const what = amount(measure, Number(values['seen'] ?? 0));
  const expected = Math.round(Number(values['expected'] ?? 0));
  const isDay = long >= DAY_HOURS;
  const when = {
    from: { at: from, as: isDay ? ('date' as const) : ('datetime' as const) },
    to: { at: later(from, hours(long)), as: 'time' as const },
  };
  return {
    tone: 'warning',
    title: say(`forecast.odd.title.${direction}`),
    body: [
      isDay
        ? say(`forecast.odd.day.${direction}`, { from: when.from, what, expected })
        : say(`forecast.odd.hours.${direction}`, { ...when, what, expected }),
      causePhrase({ cause: textOf(values['cause']), subject: textOf(values['subject']) }),
      say('forecast.odd.hint'),
    ],
    buttons: [
      [
        { label: say('forecast.buttons.stats'), command: 'stats', style: 'primary' },
        { label: say('forecast.buttons.pulse'), command: 'pulse' },
      ],
    ],
  };
}

const textOf = (value: NoticeValues[string] | undefined): string | null =>
  typeof value === 'string' ? value : null;

/** Why it may be, in a sentence. */
export function causePhrase({ cause, subject }: { cause: string | null; subject: string | null }): Phrase {
  if (cause === 'holiday') {
    const key = `forecast.odd.days.${subject ?? ''}`;
    return isTextKey(key)
      ? say('forecast.odd.cause.holiday', { day: say(key) })
      : say('forecast.odd.cause.none');
  }
  const key = `forecast.odd.cause.${cause ?? 'none'}`;
  return isTextKey(key) ? say(key, { subject: subject ?? '' }) : say('forecast.odd.cause.none');
}
