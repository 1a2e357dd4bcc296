import type { Database } from '#database';
import type { Members } from '#domain/members';
import { days, later, type Clock } from '#kernel/clock';
import { newId } from '#kernel/ids';
import type { Log } from '#kernel/log';
import { createErasingStore } from './erasing-store.js';
import { createEventStore } from './event-store.js';
import { createHashes } from './hashes.js';
import { RAW_DAYS } from './limits.js';
import { createListening } from './listening.js';
import { createListeningStore } from './listening-store.js';
import type { Engagement } from './model.js';
import { createNoting } from './noting.js';
import { createPeople } from './people.js';
import { createPersonalStore } from './personal-store.js';
import { createPlaces } from './places.js';
import { createPlaceStore } from './place-store.js';
import { forgetfulCount, type NotedCount } from './ports.js';
import { createPseudonymStore } from './pseudonym-store.js';
import { createReading } from './reading.js';
import { createReadingStore } from './reading-store.js';
import { createRolledStore } from './rolled-store.js';
import { createRolling } from './rolling.js';
import { createSeries } from './series.js';
import { createWriting } from './writing.js';

export interface EngagementDeps {
  database: Database;
  members: Pick<Members, 'community' | 'spaces'>;
  /** Make the hashes that stand for people: the one in use first, then older ones. */
  secrets: readonly [string, ...string[]];
  /** Absent: nobody can tell after a kill how much was lost. */
  count?: NotedCount;
  /** Raw events are kept so many days; 90 unless something else is said. */
  rawDays?: number;
  clock: Clock;
  log: Log;
}

/** Builds the engagement room. */
export function createEngagement(given: EngagementDeps): Engagement {
  const { database, members, secrets, rawDays = RAW_DAYS, clock, log } = given;
  const count = given.count ?? forgetfulCount(newId());
  const hashes = createHashes(secrets);
  const eventStore = createEventStore(database);
  const erasingStore = createErasingStore(database, hashes);
  const readingStore = createReadingStore(database);
  const rolledStore = createRolledStore(database);
  const people = createPeople({
    store: createPseudonymStore(database),
    unite: (communityId, from, to) =>
      database.transaction((tx) => erasingStore.renumber(tx, communityId, from, to)),
  });
  const places = createPlaces(createPlaceStore(database));
  const writing = createWriting({ eventStore, places, people, writer: count.writer, rawDays, clock, log });
  const noting = createNoting({ writing, eventStore, hashes, count, clock, log });
  const listening = createListening({ store: createListeningStore(database), members, clock });
  const personal = createPersonalStore({ store: erasingStore, forgetNoted: noting.forget });
  const reading = { store: readingStore, rolledStore, listening, members, clock };
  return {
    rawDays,
    begin: noting.begin,
    note: noting.note,
    flush: noting.flush,
    listening: listening.listening,
    listened: listening.listened,
    ...createRolling({ database, members, store: rolledStore, readingStore, listening, clock }),
    ...createSeries(reading),
    ...createReading(reading),
    ...personal,

    async forgetCounted(communityId, memberId) {
      await database.transaction((tx) => personal.erase(tx, communityId, memberId, new Set()));
    },

    async tidy() {
      const now = clock.now();
      await eventStore.cutMonth(now);
      await eventStore.cutMonth(nextMonth(now));
      return { dropped: await eventStore.forgetBefore(later(now, -days(rawDays))) };
    },
  };
}

const nextMonth = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
