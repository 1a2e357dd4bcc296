import type { Database } from '#database';
import type { Delivery } from '#domain/delivery';
import type { Drops } from '#domain/drops';
import type { Engagement } from '#domain/engagement';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { createBestTimes } from './best-times.js';
import type { Sums } from './ports.js';
import { createRefreshing } from './refreshing.js';
import type { Forecasts } from './sheet.js';
import { createStore } from './store.js';
import { sumsHere } from './sums-here.js';
import { createWatching } from './watching.js';

export interface ForecastsDeps {
  database: Database;
  members: Pick<Members, 'community'>;
  delivery: Pick<Delivery, 'post' | 'wake'>;
  drops: Pick<Drops, 'announced'>;
  engagement: Pick<Engagement, 'series' | 'since'>;
  /** Members who asked to be told of what is out of the ordinary. */
  readers: (communityId: string) => Promise<string[]>;
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
    ...createWatching(deps),
  };
}
