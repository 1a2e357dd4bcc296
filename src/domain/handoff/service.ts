import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Delivery } from '#domain/delivery';
import type { Faq } from '#domain/faq';
import type { Members } from '#domain/members';
import { createDesk } from './desk.js';
import { createDeskStore } from './desk-store.js';
import { createDeskTroubles } from './desk-troubles.js';
import { createEscalating } from './escalating.js';
import { createHearing } from './hearing.js';
import { createKeeping } from './keeping.js';
import { createLineStore } from './line-store.js';
import type { Handoff } from './model.js';
import { createPersonalStore } from './personal-store.js';
import { createPlaces } from './places.js';
import type { Desks, HandoffWake } from './ports.js';
import { createTalking } from './talking.js';
import { createTelling } from './telling.js';
import { createTellingStore } from './telling-store.js';
import { createTicketStore } from './ticket-store.js';

export interface HandoffDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  faq: Pick<Faq, 'handedOver'>;
  desks: Desks;
  wake: HandoffWake;
  clock: Clock;
  log: Log;
}

/** Builds the hand-off room. */
export function createHandoff(given: HandoffDeps): Handoff {
  const { database, clock } = given;
  const ticketStore = createTicketStore(database);
  const stores = {
    ticketStore,
    lineStore: createLineStore(database, ticketStore),
    tellingStore: createTellingStore(database),
    deskStore: createDeskStore(database),
  };
  const deps = { ...given, ...stores };
  const telling = createTelling(deps);
  const talking = createTalking({ ...deps, telling });
  const deskTroubles = createDeskTroubles(deps);
  const { addressOf, known, ...places } = createPlaces(deps);
  const personal = createPersonalStore(database, { ...stores, addressOf, clock });

  return {
    open: talking.open,
    reply: talking.reply,
    answer: talking.answer,
    ...createKeeping({ ...deps, telling, talking }),
    ...createHearing({ ...deps, talking, knownDesk: known }),
    ...places,

    async ticket(communityId, ticketId) {
      const ticket = await ticketStore.ticket(communityId, ticketId);
      if (!ticket) throw new UserFacingError('ticket_unknown');
      return ticket;
    },
    async byNumber(communityId, number) {
      const ticket = await ticketStore.byNumber(communityId, number);
      if (!ticket) throw new UserFacingError('ticket_unknown');
      return ticket;
    },
    tickets: (communityId, filter) => ticketStore.list(communityId, filter),
    lines: (communityId, ticketId) => stores.lineStore.lines(communityId, ticketId),
    tellings: (communityId, ticketId) => telling.tellings(communityId, ticketId),

    ...createEscalating({ ...deps, telling, talking }),
    ...createDesk({ ...deps, telling, deskTroubles }),
    deskWaits: (communityId) => stores.deskStore.waits(communityId, clock.now()),

    async tidy(communityId) {
      for (const id of await ticketStore.over(communityId, clock.now())) {
        await database.transaction((tx) => personal.forget(tx, communityId, { id }));
      }
    },
    ...personal.belongings,
  };
}
