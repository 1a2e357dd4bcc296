import type { Forecasted, ForecastSheet } from '#domain/forecast';
import type { Locale } from '#domain/members';
import { hours, later } from '#kernel/clock';
import { shareText } from '../numbers.js';
import { say, type Phrase } from '../phrase.js';

/** Days of history from which on a sheet is more than learning. */
export const NEEDED_DAYS = { hour: 14, day: 28 } as const;

/** `1,240 messages`. */
export function amount(measure: Forecasted, value: number): Phrase {
  const shown = Math.round(value);
  return say(`forecast.unit.${measure}`, { count: shown, shown });
}

/** Three sentences: what is expected, against what is usual, how good such forecasts were here. */
export function sentences(sheet: ForecastSheet, locale: Locale): Phrase[] {
  if (sheet.basis === 'learning') {
    return [
      say('forecast.learning.lead', { count: sheet.historyDays, needed: NEEDED_DAYS[sheet.step] }),
      say('forecast.learning.why'),
    ];
  }
  return [expected(sheet), against(sheet, locale), proof(sheet, locale)];
}

function expected(sheet: ForecastSheet): Phrase {
  const { measure, step, mean, lo80, hi80, total } = sheet;
  const isSure = lo80.length > 0;
  if (measure === 'active' && step === 'hour') {
    const top = mean.reduce((best, value, at) => (value > (mean[best] ?? 0) ? at : best), 0);
    const at = { at: later(new Date(sheet.startsAt), hours(top)), as: 'datetime' as const };
    return say('forecast.expected.busiest', {
      at,
      what: amount(measure, mean[top] ?? 0),
      low: Math.round(lo80[top] ?? 0),
      high: Math.round(hi80[top] ?? 0),
    });
  }
  // Different people are not added up over days: the same ones come again.
  const parts = measure === 'active' ? mean.length : 1;
  const sum = mean.reduce((so, value) => so + value, 0) / parts;
  const what = amount(measure, sum);
  const average = measure === 'active';
  if (!isSure || !total) {
    return average
      ? say('forecast.expected.average_bare', { what })
      : say(`forecast.expected.bare.${step}`, { what });
  }
  const edges = { low: Math.round(total.low / parts), high: Math.round(total.high / parts) };
  return average
    ? say('forecast.expected.average', { what, ...edges })
    : say(`forecast.expected.total.${step}`, { what, ...edges });
}

/** Within so much it is the same. */
const SAME = 0.03;

function against(sheet: ForecastSheet, locale: Locale): Phrase {
  const { mean, before, step } = sheet;
  const span = Math.min(mean.length, before.length);
  const days = step === 'hour' ? Math.round(span / 24) : span;
  let [came, comes] = [0, 0];
  // Step by step, so that hours that are missing are missing on both sides.
  before.slice(-span).forEach((value, at) => {
    if (value === null) return;
    came += value;
    comes += mean[at] ?? 0;
  });
  if (!(came > 0)) return say('forecast.against.unknown');
  const change = comes / came - 1;
  const values = { count: days, percent: shareText(Math.abs(change), locale) };
  if (Math.abs(change) < SAME) return say('forecast.against.same', { count: days });
  return change > 0 ? say('forecast.against.more', values) : say('forecast.against.less', values);
}

function proof({ step, basis, backtest, lo95 }: ForecastSheet, locale: Locale): Phrase {
  if (basis === 'same_week') return say(`forecast.proof.${step}.fallback`);
  if (!backtest) return say(`forecast.proof.${step}.none`);
  const values = {
    count: backtest.origins,
    percent: whole(backtest.skill, locale),
    inside: whole(backtest.coverage95, locale),
  };
  if (step === 'day' && lo95.length === 0) {
    return say('forecast.proof.day.skill_bare', { count: values.count, percent: values.percent });
  }
  return say(`forecast.proof.${step}.skill`, values);
}

const whole = (share: number, locale: Locale): string => shareText(Math.round(100 * share) / 100, locale);
