import type { Database } from '#database';
import { amountBack, type DisputeState } from '#domain/billing';
import type { Facts, PaymentFacts, PriceFacts, ReturnFacts, SubscriptionFacts } from './facts.js';
import { worthOf } from './worth.js';

/** Reads what billing knows, as rows to count from. Writes nothing. */
export function createFactsStore({ prisma }: Database) {
  /** Subscriptions at a price of the community, now or before. */
  async function subscriptions(
    communityId: string,
    prices: ReadonlyMap<string, PriceFacts>,
  ): Promise<SubscriptionFacts[]> {
    const rows = await prisma.subscription.findMany({
      where: { communityId },
      select: {
        stripeId: true,
        status: true,
        collectionPaused: true,
        priceIds: true,
        amount: true,
        discount: true,
        currency: true,
        createdAt: true,
        trialEnd: true,
        endedAt: true,
        endedUnpaid: true,
        failingSince: true,
        pasts: { orderBy: [{ until: 'asc' }, { id: 'asc' }] },
      },
    });
    const first = await prisma.payment.groupBy({
      by: ['subscriptionId'],
      where: { communityId, subscriptionId: { not: null }, amount: { gt: 0 } },
      _min: { paidAt: true },
    });
    const firstPaid = new Map(first.map((one) => [one.subscriptionId, one._min.paidAt]));
    const isOurs = (terms: { priceIds: readonly string[] }) => terms.priceIds.some((id) => prices.has(id));
    return rows
      .filter((row) => isOurs(row) || row.pasts.some(isOurs))
      .map((row) => ({
        ...row,
        worth: worthOf(row, prices),
        pasts: row.pasts.map((past) => ({ ...past, worth: worthOf(past, prices) })),
        firstPaidAt: firstPaid.get(row.stripeId) ?? null,
      }));
  }

  /** What was bought once of what the community sells, by the payment that it was. */
  async function soldOnce(
    communityId: string,
    prices: ReadonlyMap<string, PriceFacts>,
  ): Promise<Set<string>> {
    const rows = await prisma.order.findMany({
      where: { communityId, paymentIntent: { not: null }, priceIds: { hasSome: [...prices.keys()] } },
      select: { paymentIntent: true },
    });
    return new Set(rows.flatMap(({ paymentIntent }) => paymentIntent ?? []));
  }

  return {
    /** @param since payments and returns from then on; those before count nothing any more */
    async facts(communityId: string, since: Date): Promise<Facts> {
      const listed = await prisma.planPrice.findMany({ where: { communityId } });
      const prices = new Map<string, PriceFacts>(listed.map((price) => [price.stripeId, price]));
      const ours = await subscriptions(communityId, prices);
      const intents = await soldOnce(communityId, prices);
      const ids = new Set(ours.map(({ stripeId }) => stripeId));
      const isOurs = (one: { subscriptionId: string | null; paymentIntent: string | null }) =>
        one.subscriptionId === null ? intents.has(one.paymentIntent ?? '') : ids.has(one.subscriptionId);
      const select = { subscriptionId: true, paymentIntent: true, currency: true } as const;
      const payments = await prisma.payment.findMany({
        where: { communityId, OR: [{ paidAt: { gte: since } }, { failedAt: { gte: since } }] },
        select: { ...select, amount: true, paidAt: true, failedAt: true },
      });
      const returned = await prisma.payment.findMany({
        where: { communityId, OR: [{ refunded: { gt: 0 } }, { dispute: 'lost' }, { returns: { some: {} } }] },
        select: {
          ...select,
          amount: true,
          refunded: true,
          dispute: true,
          paidAt: true,
          goneAt: true,
          returns: { select: { at: true, amount: true } },
        },
      });
      return {
        subscriptions: ours,
        payments: payments.filter(isOurs).map((row): PaymentFacts => row),
        returns: returned.filter(isOurs).flatMap(returnsOf),
      };
    },
    /** When anything was first begun or paid; null: never. */
    async first(communityId: string): Promise<Date | null> {
      const subscription = await prisma.subscription.aggregate({
        where: { communityId },
        _min: { createdAt: true },
      });
      const payment = await prisma.payment.aggregate({ where: { communityId }, _min: { paidAt: true } });
      const [first] = [subscription._min.createdAt, payment._min.paidAt]
        .filter((at) => at !== null)
        .toSorted((one, other) => one.getTime() - other.getTime());
      return first ?? null;
    },
  };
}

/** What went back, when; what is known by its sum alone is dated with the day we first saw it all gone. */
function returnsOf(payment: {
  amount: number;
  refunded: number;
  dispute: DisputeState;
  currency: string;
  paidAt: Date;
  goneAt: Date | null;
  returns: readonly { at: Date; amount: number }[];
}): ReturnFacts[] {
  const { currency, returns, goneAt, paidAt } = payment;
  const rest = amountBack(payment) - returns.reduce((sum, { amount }) => sum + amount, 0);
  const undated = rest === 0 ? [] : [{ at: goneAt ?? paidAt, amount: rest }];
  return [...returns, ...undated].map(({ at, amount }) => ({ at, amount, currency }));
}

export type FactsStore = ReturnType<typeof createFactsStore>;
