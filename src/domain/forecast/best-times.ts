import type { Members } from '#domain/members';
import { hours, later } from '#kernel/clock';
import { hourOfWeek } from './calendar.js';
import type { Forecasts, Slots } from './sheet.js';
import type { Store } from './store.js';

export interface BestTimesDeps {
  members: Pick<Members, 'community'>;
  store: Store;
}

/** The best hours of the week, as they were worked out last. */
export function createBestTimes({ members, store }: BestTimesDeps): Pick<Forecasts, 'bestTimes'> {
  return {
    async bestTimes(communityId, count): Promise<Slots> {
      const kept = await store.week(communityId);
      if (!kept || kept.best.length === 0) {
        return { best: [], sure: 'unclear', week: [], historyDays: kept?.historyDays ?? 0 };
      }
      const { timeZone } = await members.community(communityId);
      const place = (step: number) => hourOfWeek(later(new Date(kept.startsAt), hours(step)), timeZone);
      const week = Array.from({ length: 168 }, () => 0);
      kept.expected.forEach((value, step) => {
        week[place(step)] = value;
      });
      const best = kept.best.slice(0, count);
      return {
        best: best.map(({ step }) => ({
          hourOfWeek: place(step),
          expected: kept.expected[step] ?? 0,
          low: kept.low[step] ?? 0,
          high: kept.high[step] ?? 0,
        })),
        sure: best.every(({ sure }) => sure === 'sure')
          ? 'sure'
          : best.every(({ sure }) => sure !== 'guess')
            ? 'likely'
            : 'unclear',
        week,
        historyDays: kept.historyDays,
      };
    },
  };
}
