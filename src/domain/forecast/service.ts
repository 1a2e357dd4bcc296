import type { Database } from '#database';
import type { Engagement } from '#domain/engagement';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { createBestTimes } from './best-times.js';
import type { Sums } from './ports.js';
import { createRefreshing } from './refreshing.js';
import type { Forecasts } from './sheet.js';
import { createStore } from './store.js';
import { sumsHere } from './sums-here.js';

export interface ForecastsDeps {
  database: Database;
  members: Pick<Members, 'community'>;
  engagement: Pick<Engagement, 'series' | 'since'>;
  /** Absent: done here, and nothing else meanwhile. */
  sums?: Sums;
  clock: Clock;
}

/** Builds the room of forecasts. */
export function createForecasts(given: ForecastsDeps): Forecasts {
  const store = createStore(given.database);
  const deps = { ...given, store, sums: given.sums ?? sumsHere };
  return {
    ...createRefreshing(deps),
    ...createBestTimes(deps),
    watch: () => Promise.resolve([]),
    oddities: (communityId, from, to) => store.oddities(communityId, from, to),
  };
}
