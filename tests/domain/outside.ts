import type { Look, SeatAddress, SeatPort, SeatPorts } from '#domain/access';
import type { Provider, ProviderEvent, ProviderSubscription } from '#domain/billing';
import { signReference } from '#domain/billing';
import type { Platform } from '#domain/members';
import { later, minutes, type Clock } from '#kernel/clock';
import { ProviderUnavailable, SignatureRefused } from '#kernel/errors';
import type { Outcome } from '#kernel/outcome';
import type { History, HistoryPlace } from './history.js';
import { SECRET } from './stage.js';
import { aroundRoles, awayUntil, listedAt, type World } from './world.js';

export const SIGNATURE = 'signed by the payment provider';

/** Which webhook tells of which chapter: `sub-1.0` is the birth of the first subscription. */
export function eventsOf(history: History): ProviderEvent[] {
  const born = new Set<string>();
  const chapters = history.subscriptions.flatMap((one) =>
    one.chapters.map((chapter, index) => ({ ...chapter, id: `${one.id}.${index}`, customer: one.customer })),
  );
  return chapters
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, at, status, customer }) => {
      const first = !born.has(customer);
      born.add(customer);
      const type = first ? 'checkout.session.completed' : `customer.subscription.updated (${status})`;
      const sessionId = first ? `session-${customer}` : null;
      return { id, type, createdAt: new Date(at), customerId: customer, sessionId };
    });
}

/** Stripe, as the history tells it, by the stage's clock. `payer` is whom the checkouts were signed for. */
export function providerOf(
  history: History,
  clock: Clock,
  payer: () => { communityId: string; memberId: string },
): Provider {
  const events = eventsOf(history);
  const asked = () => {
    const until = awayUntil(history, clock.now().getTime());
    if (until !== null) throw new ProviderUnavailable(minutes(5), 'the provider is away');
  };
  const price = (priceId: string) => ({
    priceId,
    amount: 1_000,
    currency: 'usd',
    interval: 'month' as const,
    intervalCount: 1,
    product: priceId,
  });
  const refuse = () => Promise.reject(new Error('not part of these histories'));
  return {
    readEvent(rawBody, signature) {
      if (signature !== SIGNATURE) throw new SignatureRefused('not signed');
      const found = events.find((event) => event.id === rawBody);
      if (!found) throw new Error(`no event ${rawBody}`);
      return found;
    },
    async subscriptions(customerId) {
      asked();
      return listedAt(history, customerId, clock.now().getTime()).map((one): ProviderSubscription => ({
        id: one.id,
        status: one.status,
        priceIds: [...one.prices],
        periodEnd: null,
        cancelAt: date(one.cancelAt),
        endedAt: date(one.endedAt),
        endedUnpaid: one.endedUnpaid,
        failingSince: date(one.failingSince),
        payUrl: null,
        amount: 1_000,
        currency: 'usd',
        createdAt: new Date(one.at),
      }));
    },
    async checkout(sessionId) {
      asked();
      const { communityId, memberId } = payer();
      return {
        customerId: sessionId.replace('session-', ''),
        reference: signReference(communityId, memberId, SECRET),
      };
    },
    price: (priceId) => Promise.resolve(price(priceId)),
    prices: () => Promise.resolve([]),
    async eventsSince(afterId) {
      asked();
      const until = events.filter((event) => event.createdAt <= clock.now());
      const seen = until.findIndex((event) => event.id === afterId);
      return { events: until.slice(seen + 1), newestId: until.at(-1)?.id ?? afterId };
    },
    createCustomer: refuse,
    checkoutUrl: refuse,
    portalUrl: refuse,
  };
}

/** The platforms as ports, around one person's world. `given`, `touched` (spaces) and `wrong` fill as they are used. */
export function portsOf(history: History, world: World, clock: Clock) {
  const given = new Set<string>();
  const touched = new Set<string>();
  const wrong: string[] = [];
  const now = () => clock.now().getTime();
  const placeAt = (seat: SeatAddress): HistoryPlace =>
    history.places.find(
      (one) =>
        one.spaceId === seat.spaceId &&
        one.kind === seat.kind &&
        (one.kind === 'room' || one.id === seat.placeId),
    ) ?? aroundRoles(seat.spaceId);
  const port = (platform: Platform): SeatPort => ({
    look: (seat): Promise<Look> => Promise.resolve(world.look(placeAt(seat), now())),
    async ensure(seat, wanted, { lifting, beforeBan }): Promise<Outcome> {
      const place = placeAt(seat);
      if (wanted === 'in') given.add(place.id);
      else if (place.planIds.length > 0 && !given.has(place.id)) wrong.push(`${place.id} was never given`);
      if (wanted === 'out' && platform === 'telegram' && world.has(place)) await beforeBan();
      const standing = () => `${world.presenceIn(place.spaceId)} ${world.rolesIn(place.spaceId).join()}`;
      const before = standing();
      const outcome = world.ensure(place, wanted, now(), lifting);
      if (standing() !== before) touched.add(place.spaceId);
      return outcome;
    },
    candidates: () => Promise.resolve([]),
    joinLink: (spaceId) => Promise.resolve(platform === 'telegram' ? `https://example.org/${spaceId}` : null),
    standing: () => Promise.resolve('member'),
  });
  const ports: SeatPorts = { discord: port('discord'), telegram: port('telegram') };
  return { ports, given, touched, wrong };
}

const date = (at: number | null) => (at === null ? null : new Date(at));

/** The instant of a history, as a Date. */
export const instant = (at: number): Date => later(new Date(0), at);
