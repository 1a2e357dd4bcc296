import type { SeatPort, SeatPorts } from '#domain/access';
import { createAccess, type Access } from '#domain/access';
import { createBilling, type Provider } from '#domain/billing';
import { createDelivery } from '#domain/delivery';
import { createMembers, laterRoom, type MemberWake } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { silentLog as log } from '#kernel/log';
import type { Database } from '#database';

/** A guild in which every change succeeds. */
export function guild(): SeatPort & { held: Set<string> } {
  const held = new Set<string>();
  const key = (seat: { placeId: string; personId: string }) => `${seat.placeId}:${seat.personId}`;
  return {
    held,
    look: async (seat) => ({ kind: 'seen', observed: held.has(key(seat)) ? 'in' : 'out', present: true }),
    async ensure(seat, wanted) {
      if (wanted === 'in') held.add(key(seat));
      else held.delete(key(seat));
      return { kind: 'done' };
    },
    candidates: async () => [],
    joinLink: async () => null,
    standing: async () => 'member',
  };
}

const provider: Provider = {
  readEvent: () => {
    throw new Error('no events here');
  },
  books: async () => ({ subscriptions: [], orders: [], payments: [] }),
  customerOfCharge: async () => null,
  promotionCode: async () => null,
  subscribeByInvoice: async () => null,
  closeCheckouts: async () => {},
  createCustomer: async () => '',
  checkoutUrl: async () => '',
  portalUrl: async () => '',
  checkout: async () => null,
  price: async (priceId) => ({
    priceId,
    amount: 1_000,
    currency: 'usd',
    interval: 'month',
    intervalCount: 1,
    product: '',
  }),
  prices: async () => [],
  eventsSince: async () => ({ events: [], newestId: null }),
};

/** The real rooms, with a queue that the test stands for. */
export function createRooms(database: Database, clock: Clock, ports: SeatPorts, wake: MemberWake) {
  let access: Access;
  const members = createMembers({
    database,
    clock,
    wake,
    belongings: [laterRoom(() => access)],
  });
  const delivery = createDelivery({
    database,
    members,
    senders: {},
    wake: { message: async () => {} },
    clock,
    log,
  });
  const billing = createBilling({ database, members, provider, clock, secrets: ['only for tests'] });
  access = createAccess({ database, members, delivery, billing, ports, wake, clock, log });
  return { members, billing, access };
}
