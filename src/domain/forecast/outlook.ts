import { expectation, forecast } from './forecast.js';
import type { Forecast, ForecastOptions, Series } from './model.js';
import type { Simple } from './simple.js';
import { skill, type Skill } from './skill.js';
import type { Spread } from './spread.js';

/** What can honestly be said about the time to come, given how much is known. */
export type Outlook =
  | {
      readonly state: 'learning';
      /** Days with at least one known value, and how many it takes. */
      readonly days: number;
      readonly needed: number;
      /** What is usual so far, without saying how sure: hour times weekday. Undefined under three days. */
      readonly usual?: Float64Array;
    }
  | {
      readonly state: 'forecast';
      readonly days: number;
      readonly forecast: Forecast;
      /** Of counts: how far they scatter around it, for whoever watches what comes. */
      readonly spread?: Spread;
      /** False where the history is too short to say how sure: the edges are not to be shown. */
      readonly intervals: boolean;
      /** Of the method that is shown; undefined where no week is left to judge by. */
      readonly skill?: Skill;
      /** What is shown instead, because the choice among all models was no better than the season before. */
      readonly fallback?: Simple;
    };

/** Days of history before anything is forecast, and before it is said how sure; hours and days differ. */
const NEEDED = { hours: { forecast: 14, intervals: 14 }, days: { forecast: 28, intervals: 60 } };

/**
 * A forecast where there is enough to forecast from, with its backtest; else how much is missing. Where forecasts of
 * the past were no better than the season before, a simpler method is shown, and said to be one.
 * @param series hours (period 24) or days (period 7)
 */
export function outlook(series: Series, options: ForecastOptions): Outlook {
  const perDay = options.period === 24 ? 24 : 1;
  const needed = perDay === 24 ? NEEDED.hours : NEEDED.days;
  const days = knownDays(series, perDay);
  if (days < needed.forecast) {
    const usual =
      days < 3 ? undefined : forecast(series, { ...options, intervals: false }, 'hour times weekday');
    return { state: 'learning', days, needed: needed.forecast, ...(usual ? { usual: usual.mean } : {}) };
  }
  const intervals = days >= needed.intervals;
  const judged = skill(series, options);
  if (!judged || judged.skill > 0) {
    return {
      state: 'forecast',
      days,
      ...ahead(series, options),
      intervals,
      ...(judged ? { skill: judged } : {}),
    };
  }
  const usual = skill(series, options, { only: 'usual week' });
  const fallback = usual && usual.skill > 0 ? 'usual week' : 'same step last season';
  const shown = fallback === 'usual week' ? usual : skill(series, options, { only: fallback });
  return {
    state: 'forecast',
    days,
    ...ahead(series, options, fallback),
    intervals,
    ...(shown ? { skill: shown } : {}),
    fallback,
  };
}

function ahead(series: Series, options: ForecastOptions, only?: Simple) {
  return options.counts ? expectation(series, options, only) : { forecast: forecast(series, options, only) };
}

function knownDays(series: Series, perDay: number): number {
  const days = new Set<number>();
  for (let at = 0; at < series.length; at += 1) {
    const value = series[at];
    if (typeof value === 'number' && Number.isFinite(value)) days.add(Math.floor(at / perDay));
  }
  return days.size;
}
