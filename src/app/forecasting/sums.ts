import type { Sums } from '#domain/forecast';
import { createThread } from '../threads/asked.js';

type Outlook = Awaited<ReturnType<Sums['outlook']>>;
type WeekAhead = Awaited<ReturnType<Sums['weekAhead']>>;

/** What the thread is asked. */
export type SumsAsk =
  | { what: 'outlook'; series: Parameters<Sums['outlook']>[0]; options: Parameters<Sums['outlook']>[1] }
  | { what: 'weekAhead'; series: Parameters<Sums['weekAhead']>[0] };

/** Does the sums of forecasts in a thread of its own. */
export function createSums(): Sums & { close(): Promise<void> } {
  const file = new URL('./thread.ts', import.meta.url);
  const thread = createThread<SumsAsk, Outlook | WeekAhead>(file, 'forecasts');
  return {
    outlook: async (series, options) => (await thread.ask({ what: 'outlook', series, options })) as Outlook,
    weekAhead: async (series) => (await thread.ask({ what: 'weekAhead', series })) as WeekAhead,
    close: () => thread.close(),
  };
}
