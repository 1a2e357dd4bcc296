import type { Database, Prisma, Tx } from '#database';
import { later, minutes } from '#kernel/clock';
import type { Customer, Gift, Order, Payment, Subscription, SubscriptionStatus } from './model.js';
import { standingOf } from './money.js';
import { sealedPages } from './pages.js';

type SubscriptionRow = Prisma.SubscriptionGetPayload<{ include: { customer: true } }>;
type OrderRow = Prisma.OrderGetPayload<object>;
type PaymentRow = Prisma.PaymentGetPayload<object>;

/** Customers and what Stripe last said of them: subscriptions, orders, payments; and gifts. */
export function createBookStore(database: Database) {
  const { prisma, unscoped } = database;
  const on = (tx?: Tx) => tx ?? prisma;
  const pages = sealedPages(database, 'Subscription.payUrl');
  const receipts = sealedPages(database, 'Payment.receiptUrl');

  async function paymentsBy(
    communityId: string,
    where: { subscriptionId: { in: string[] } } | { paymentIntent: { in: string[] } },
    tx?: Tx,
  ): Promise<PaymentRow[]> {
    return on(tx).payment.findMany({ where: { communityId, ...where } });
  }

  async function withMoney(communityId: string, rows: readonly OrderRow[], tx?: Tx): Promise<Order[]> {
    const intents = rows.map((row) => row.paymentIntent).filter((id) => id !== null);
    const payments =
      intents.length > 0 ? await paymentsBy(communityId, { paymentIntent: { in: intents } }, tx) : [];
    const giftIds = rows.map((row) => row.giftId).filter((id) => id !== null);
    const gifts =
      giftIds.length > 0 ? await on(tx).gift.findMany({ where: { communityId, id: { in: giftIds } } }) : [];
    return rows.map((row) => {
      const paid = payments.filter(
        (one) => row.paymentIntent !== null && one.paymentIntent === row.paymentIntent,
      );
      const gift = gifts.find((one) => one.id === row.giftId);
      const startsAt = row.giftId === null ? row.paidAt : (gift?.redeemedAt ?? null);
      return { ...row, startsAt, ...standingOf(paid, null) };
    });
  }

  return {
    async customers(communityId: string, memberId: string): Promise<Customer[]> {
      return prisma.customer.findMany({ where: { communityId, memberId }, orderBy: { createdAt: 'asc' } });
    },
    /** The customers that can still be charged, and how many cannot. */
    async chargeable(
      communityId: string,
      memberId: string,
    ): Promise<{ stripeIds: string[]; deleted: number }> {
      const rows = await prisma.customer.findMany({
        where: { communityId, memberId },
        orderBy: { createdAt: 'asc' },
        select: { stripeId: true, deletedAt: true },
      });
      const stripeIds = rows.filter((row) => row.deletedAt === null).map((row) => row.stripeId);
      return { stripeIds, deleted: rows.length - stripeIds.length };
    },
    /** A webhook names a customer before it can name a community. */
    async customerByStripeId(stripeId: string) {
      return unscoped.customer.findUnique({ where: { stripeId } });
    },
    async putCustomer(communityId: string, memberId: string, stripeId: string, now: Date): Promise<void> {
      await prisma.customer.createMany({
        data: [{ communityId, memberId, stripeId, createdAt: now }],
        skipDuplicates: true,
      });
    },
    async customerFailed(communityId: string, stripeId: string, now: Date): Promise<void> {
      await prisma.customer.updateMany({ where: { communityId, stripeId }, data: { failedAt: now } });
    },
    async stale(communityId: string, before: Date, limit: number): Promise<string[]> {
      const rows = await prisma.customer.findMany({
        where: { communityId, OR: [{ fetchedAt: null }, { fetchedAt: { lt: before } }] },
        orderBy: [{ fetchedAt: { sort: 'asc', nulls: 'first' } }],
        take: limit,
        select: { stripeId: true },
      });
      return rows.map((row) => row.stripeId);
    },

    async subscriptions(communityId: string, memberId: string, tx?: Tx): Promise<Subscription[]> {
      const rows = await on(tx).subscription.findMany({
        where: { communityId, memberId },
        include: { customer: true },
        orderBy: { createdAt: 'asc' },
      });
      if (rows.length === 0) return [];
      const ids = rows.map((row) => row.stripeId);
      const payments = await paymentsBy(communityId, { subscriptionId: { in: ids } }, tx);
      return rows.map((row) => ({
        ...subscription(
          row,
          payments.filter((one) => one.subscriptionId === row.stripeId),
        ),
        payUrl: pages.open(row, row.payUrl),
      }));
    },
    async orders(communityId: string, memberId: string): Promise<Order[]> {
      const rows = await prisma.order.findMany({
        where: { communityId, memberId },
        orderBy: { paidAt: 'desc' },
      });
      return withMoney(communityId, rows);
    },
    async ordersFor(communityId: string, memberId: string, tx?: Tx): Promise<Order[]> {
      const gifts = await on(tx).gift.findMany({
        where: { communityId, redeemedById: memberId },
        select: { id: true },
      });
      const own = { memberId, giftId: null };
      const given = { giftId: { in: gifts.map((gift) => gift.id) } };
      const rows = await on(tx).order.findMany({
        where: { communityId, OR: [own, given] },
        orderBy: { paidAt: 'asc' },
      });
      return withMoney(communityId, rows, tx);
    },
    async payments(communityId: string, memberId: string): Promise<Payment[]> {
      const rows = await prisma.payment.findMany({
        where: { communityId, memberId },
        orderBy: { paidAt: 'desc' },
      });
      return rows.map((row) => ({ ...row, receiptUrl: receipts.open(row, row.receiptUrl) }));
    },
    /** Who redeemed what this customer paid for. */
    async receivers(communityId: string, customerId: string): Promise<string[]> {
      const orders = await prisma.order.findMany({
        where: { communityId, customerId, giftId: { not: null } },
        select: { giftId: true },
      });
      const ids = orders.map((order) => order.giftId).filter((id) => id !== null);
      if (ids.length === 0) return [];
      const gifts = await prisma.gift.findMany({
        where: { communityId, id: { in: ids }, redeemedById: { not: null } },
        select: { redeemedById: true },
      });
      return gifts.map((gift) => gift.redeemedById).filter((id) => id !== null);
    },

    async putGift(communityId: string, gift: Prisma.GiftCreateManyInput): Promise<void> {
      await prisma.gift.create({ data: { ...gift, communityId } });
    },
    async gifts(communityId: string, payerId: string): Promise<(Gift & { codeHash: string })[]> {
      const rows = await prisma.gift.findMany({
        where: { communityId, payerId },
        orderBy: { createdAt: 'desc' },
      });
      const paid = await paidGifts(
        communityId,
        rows.map((row) => row.id),
      );
      return rows.map((row) => ({ ...row, paidAt: paid.get(row.id) ?? null }));
    },
    async giftByCode(communityId: string, codeHash: string): Promise<Gift | null> {
      const row = await prisma.gift.findUnique({ where: { codeHash, communityId } });
      if (!row) return null;
      return { ...row, paidAt: (await paidGifts(communityId, [row.id])).get(row.id) ?? null };
    },
    /** True for exactly one of any number of tries at once. */
    async takeGift(communityId: string, id: string, memberId: string, now: Date, tx: Tx): Promise<boolean> {
      const taken = await tx.gift.updateMany({
        where: { communityId, id, redeemedById: null },
        data: { redeemedById: memberId, redeemedAt: now },
      });
      return taken.count === 1;
    },

    async move(tx: Tx, communityId: string, from: string, to: string): Promise<void> {
      const where = { communityId, memberId: from };
      await tx.customer.updateMany({ where, data: { memberId: to } });
      await tx.subscription.updateMany({ where, data: { memberId: to } });
      await tx.order.updateMany({ where, data: { memberId: to } });
      await tx.payment.updateMany({ where, data: { memberId: to } });
      await tx.gift.updateMany({ where: { communityId, payerId: from }, data: { payerId: to } });
      await tx.gift.updateMany({ where: { communityId, redeemedById: from }, data: { redeemedById: to } });
    },
  };

  async function paidGifts(communityId: string, ids: readonly string[]): Promise<Map<string, Date>> {
    const rows = await prisma.order.findMany({ where: { communityId, giftId: { in: [...ids] } } });
    const orders = await withMoney(communityId, rows);
    return new Map(
      orders.flatMap((one) => (one.giftId && one.money === 'kept' ? [[one.giftId, one.paidAt]] : [])),
    );
  }
}

export type BookStore = ReturnType<typeof createBookStore>;

function subscription({ customer, ...row }: SubscriptionRow, payments: readonly PaymentRow[]): Subscription {
  return {
    ...row,
    status: row.status as SubscriptionStatus,
    stripeCustomerId: customer.stripeId,
    // The first charge of a period may be some seconds older than the period.
    ...standingOf(payments, row.periodStart && later(row.periodStart, -minutes(5))),
  };
}
