import type { Engagement } from '#domain/engagement';
import type { Members } from '#domain/members';
import { days, hours, later, type Clock, hourOf } from '#kernel/clock';
import { earlierOf } from './expected.js';
import { midnight } from './calendar.js';
import type { ForecastOptions } from './model.js';
import type { Outlook } from './outlook.js';
import type { Sums } from './ports.js';
import { totalRange } from './totals.js';
import { forecasted, type Forecasted, type Forecasts, type ForecastSheet } from './sheet.js';
import type { KeptSheet, Store } from './store.js';

export interface RefreshingDeps {
  engagement: Pick<Engagement, 'series' | 'since'>;
  members: Pick<Members, 'community'>;
  sums: Sums;
  store: Store;
  clock: Clock;
}

type Step = ForecastSheet['step'];

/** How far back is looked, in days, and how far ahead, in steps. */
const BACK_DAYS: Record<Step, number> = { hour: 56, day: 364 };
const WEEK_BACK_DAYS = 182;
const OPTIONS: Record<Step, ForecastOptions> = {
  hour: { horizon: 168, period: 24, counts: true },
  day: { horizon: 28, period: 7, counts: true },
};
/** Steps seen before that a picture shows. */
const SHOWN: Record<Step, number> = { hour: 168, day: 56 };

/** The hour of the day, in the community's zone, from which forecasts are to be made anew: the quietest. */
const NIGHT = 3;

/** Makes the sheets anew from what was counted. */
export function createRefreshing(deps: RefreshingDeps): Pick<Forecasts, 'refresh' | 'sheet' | 'isDue'> {
  const { engagement, members, sums, store, clock } = deps;

  return {
    async refresh(communityId) {
      const now = clock.now();
      const { timeZone } = await members.community(communityId);
      const since = await engagement.since(communityId);
      // What has not ended is not counted to its end.
      const ends: Record<Step, Date> = { hour: hourOf(now), day: midnight(now, timeZone) };
      const firstOf = (step: Step, span: number): Date => {
        const back = step === 'hour' ? later(ends.hour, -days(span)) : midnight(now, timeZone, -span);
        return since !== null && since > back
          ? step === 'hour'
            ? hourOf(since)
            : midnight(since, timeZone)
          : back;
      };
      const seriesOf = async (
        measure: Forecasted,
        step: Step,
        span = BACK_DAYS[step],
      ): Promise<(number | null)[]> => {
        const [from, to] = [firstOf(step, span), ends[step]];
        if (since === null || from >= to) return [];
        return engagement.series(communityId, { measure, step, from, to });
      };
      for (const step of ['hour', 'day'] as const) {
        for (const measure of forecasted) {
          const series = await seriesOf(measure, step);
          const made = await sums.outlook(series, OPTIONS[step]);
          const about = { measure, step, startsAt: ends[step].toISOString(), madeAt: now.toISOString() };
          const last = await store.sheet(communityId, measure, step);
          const earlier = earlierOf(last, ends[step], step);
          await store.putSheet(communityId, { ...sheetOf(about, series, made), earlier });
          if (measure !== 'active' || step !== 'hour') continue;
          const long = await seriesOf('active', 'hour', WEEK_BACK_DAYS);
          const week = made.state === 'learning' ? NOTHING : await sums.weekAhead(long);
          await store.putWeek(communityId, now, {
            ...week,
            startsAt: about.startsAt,
            historyDays: made.days,
          });
        }
      }
    },
    async isDue(communityId) {
      const now = clock.now();
      const { timeZone } = await members.community(communityId);
      const night = later(midnight(now, timeZone), hours(NIGHT));
      const last = night > now ? later(night, -days(1)) : night;
      const madeAt = await store.madeAt(communityId);
      return madeAt === null || madeAt < last;
    },
    async sheet(communityId, measure, step) {
      const kept = await store.sheet(communityId, measure, step);
      if (!kept) return null;
      const { spread: _spread, earlier: _earlier, ...sheet } = kept;
      return sheet;
    },
  };
}

const NOTHING = { expected: [], low: [], high: [], best: [] };

function sheetOf(
  about: Pick<ForecastSheet, 'measure' | 'step' | 'startsAt' | 'madeAt'>,
  series: readonly (number | null)[],
  made: Outlook,
): KeptSheet {
  const before = series.slice(-SHOWN[about.step]);
  if (made.state === 'learning') {
    return {
      ...about,
      basis: 'learning',
      method: '',
      mean: [],
      lo80: [],
      hi80: [],
      lo95: [],
      hi95: [],
      total: null,
      before,
      backtest: null,
      historyDays: made.days,
    };
  }
  const { mean, lo80, hi80, lo95, hi95, method } = made.forecast;
  const edges = (values: Float64Array) => (made.intervals ? [...values] : []);
  return {
    ...about,
    basis: basisOf(made),
    method,
    mean: [...mean],
    lo80: edges(lo80),
    hi80: edges(hi80),
    lo95: edges(lo95),
    hi95: edges(hi95),
    total: made.spread ? totalRange(mean, made.spread, made.skill?.totalError) : null,
    before,
    backtest: made.skill
      ? { skill: made.skill.skill, coverage95: made.skill.coverage, origins: made.skill.origins }
      : null,
    historyDays: made.days,
    ...(made.spread ? { spread: made.spread } : {}),
  };
}

function basisOf(made: Extract<Outlook, { state: 'forecast' }>): ForecastSheet['basis'] {
  if (made.fallback === 'same step last season') return 'same_week';
  return made.fallback !== undefined || made.forecast.method === 'profile 100 %' ? 'profile' : 'models';
}
