import {
  signReference,
  type Provider,
  type ProviderBooks,
  type ProviderEvent,
  type ProviderPayment,
  type ProviderSubscription,
} from '#domain/billing';
import { minutes, type Clock } from '#kernel/clock';
import { ProviderUnavailable, SignatureRefused } from '#kernel/errors';
import { tidingsOf, type History } from './history.js';
import { listedAt, type Listed, type ListedPayment, type ListedSubscription } from './ledger.js';
import { orderOf, paymentOf, priceOf, subscriptionOf } from './receipts.js';
import { SECRET } from './stage.js';
import { awayUntil } from './world.js';

export const SIGNATURE = 'signed by the payment provider';

/** Which webhook tells of which tidings. A dispute names a charge, and nobody. */
export function eventsOf(history: History): ProviderEvent[] {
  return tidingsOf(history).map(({ id, at, customer, what, payment }) => ({
    id,
    type: what === 'checkout' ? 'checkout.session.completed' : `about a ${what}`,
    createdAt: new Date(at),
    customerId: what === 'dispute' ? null : customer,
    sessionId: what === 'checkout' ? `session-${customer}-${id}` : null,
    chargeId: what === 'dispute' ? (payment ?? null) : null,
  }));
}

/**
 * Stripe, as the history tells it, by the stage's clock.
 * @param payer whom the checkouts of a customer were signed for
 */
export function providerOf(
  history: History,
  clock: Clock,
  payer: (customer: string) => { communityId: string; memberId: string },
) {
  const events = eventsOf(history);
  /** When each customer was last asked about with success, in milliseconds. */
  const heardAt = new Map<string, number>();
  const asked = () => {
    const until = awayUntil(history, clock.now().getTime());
    if (until !== null) throw new ProviderUnavailable(minutes(5), 'the provider is away');
  };
  const refuse = () => Promise.reject(new Error('not part of these histories'));
  const provider: Provider = {
    readEvent(rawBody, signature) {
      if (signature !== SIGNATURE) throw new SignatureRefused('not signed');
      const found = events.find((event) => event.id === rawBody);
      if (!found) throw new Error(`no event ${rawBody}`);
      return found;
    },
    async books(customerId) {
      asked();
      const now = clock.now().getTime();
      const listed = listedAt(history, customerId, now);
      if (listed) heardAt.set(customerId, now);
      return listed && booksOf(listed);
    },
    async checkout(sessionId) {
      asked();
      const customerId = sessionId.replace(/^session-(.*)-.*?-.*?$/, '$1');
      const { communityId, memberId } = payer(customerId);
      return { customerId, reference: signReference(communityId, memberId, SECRET) };
    },
    async customerOfCharge(chargeId) {
      asked();
      return history.payments.find((one) => one.id === chargeId)?.customer ?? null;
    },
    price: (priceId) => Promise.resolve(priceOf(priceId)),
    prices: () => Promise.resolve([]),
    async eventsSince(afterId) {
      asked();
      const until = events.filter((event) => event.createdAt <= clock.now());
      const seen = until.findIndex((event) => event.id === afterId);
      return { events: until.slice(seen + 1), newestId: until.at(-1)?.id ?? afterId };
    },
    createCustomer: refuse,
    checkoutUrl: refuse,
    closeCheckouts: refuse,
    promotionCode: refuse,
    subscribeByInvoice: refuse,
    portalUrl: refuse,
  };
  return { provider, heardAt };
}

function booksOf({ subscriptions, orders, payments }: Listed): ProviderBooks {
  return {
    subscriptions: subscriptions.map(subscription),
    orders: orders.map(({ id, prices, paidAt, gift, payments: paid }) =>
      orderOf(
        {
          id,
          priceIds: [...prices],
          paymentIntent: paid.length > 0 ? `intent-${id}` : null,
          giftId: gift ? giftIdOf(id) : null,
        },
        new Date(paidAt),
      ),
    ),
    payments: payments.map(payment),
  };
}

/** The gift that an order pays for. */
export const giftIdOf = (orderId: string): string => `gift-${orderId}`;

function subscription(one: ListedSubscription): ProviderSubscription {
  const { id, status, prices, collectionPaused, byInvoice, endedUnpaid } = one;
  return subscriptionOf(
    {
      id,
      status,
      priceIds: [...prices],
      periodStart: new Date(one.periodStart),
      trialEnd: date(one.trialEnd),
      collectionPaused,
      pausedUntil: date(one.pausedUntil),
      paidThrough: date(one.paidThrough),
      byInvoice,
      cancelAt: date(one.cancelAt),
      endedAt: date(one.endedAt),
      endedUnpaid,
      failingSince: date(one.failingSince),
    },
    new Date(one.at),
  );
}

function payment({ id, of, paidAt, amount, refunded, dispute }: ListedPayment): ProviderPayment {
  const isOrder = of.startsWith('order');
  return paymentOf(
    {
      id,
      amount,
      refunded,
      dispute,
      paymentIntent: isOrder ? `intent-${of}` : `intent-${id}`,
      subscriptionId: isOrder ? null : of,
    },
    new Date(paidAt),
  );
}

const date = (at: number | null) => (at === null ? null : new Date(at));
