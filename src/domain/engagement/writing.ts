import { isDatabaseAway } from '#database';
import { later, days, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Entry, EventStore } from './event-store.js';
import type { Noted } from './noted.js';
import type { createPeople } from './people.js';
import type { Places } from './places.js';

export interface WritingDeps {
  eventStore: EventStore;
  places: Places;
  people: ReturnType<typeof createPeople>;
  writer: string;
  rawDays: number;
  clock: Clock;
  log: Log;
}

export type Writing = ReturnType<typeof createWriting>;

/** Writes batches of events. Rejects only when the database is away; whatever cannot be written ever is let go. */
export function createWriting(deps: WritingDeps) {
  const { eventStore, places, people, writer, rawDays, clock, log } = deps;
  const months = new Set<string>();

  async function cut(at: Date): Promise<void> {
    const month = at.toISOString().slice(0, 7);
    if (months.has(month)) return;
    await eventStore.cutMonth(at);
    months.add(month);
  }

  async function together(events: readonly Noted[], written: number): Promise<void> {
    // What is older would be in a month that is dropped anyway.
    const oldest = later(clock.now(), -days(rawDays));
    const young = events.filter(({ at }) => at >= oldest);
    const uncounted = await people.prepare(young);
    const entries: Entry[] = [];
    for (const event of young) {
      if (event.accounts.some((account) => uncounted.has(account))) continue;
      await cut(event.at);
      const placeId = event.place ? await places.numberOf(event.communityId, event.place) : null;
      entries.push({ event, placeId });
    }
    await eventStore.write(entries, writer, written);
  }

  return {
    /** Does once what takes longest at the first time. */
    async warm(): Promise<void> {
      await cut(clock.now());
      await people.warm();
      await eventStore.write([], writer, 0);
    },

    /** @param written how many are settled with this batch, of all that were ever noted */
    async write(events: readonly Noted[], written: number): Promise<void> {
      try {
        await together(events, written);
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        // A month may have been dropped meanwhile, and is cut again.
        months.clear();
        const [only] = events;
        if (events.length > 1) {
          const half = Math.ceil(events.length / 2);
          const middle = events[half];
          await this.write(events.slice(0, half), middle ? middle.nth - 1 : written);
          await this.write(events.slice(half), written);
          return;
        }
        // Without its words: an error may repeat what it was about.
        const reason = error instanceof Error ? error.name : 'unknown';
        log.error({ reason, kind: only?.kind }, '1 events were not written: it cannot be');
        await eventStore.settle(writer, written);
      }
    },
  };
}
