import type { Database, Tx } from '#database';
import { days } from '#kernel/clock';
import { newId } from '#kernel/ids';
import { FORGOTTEN, readable, type Kept, type Traces } from '#domain/members';
import { isGone } from './money.js';
import { sealedPages } from './pages.js';

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore(database: Database) {
  const { prisma } = database;
  const pages = sealedPages(database, 'Subscription.payUrl');
  const receipts = sealedPages(database, 'Payment.receiptUrl');

  async function kept(communityId: string, memberId: string): Promise<Kept> {
    const mine = { communityId, memberId };
    const customers = await prisma.customer.findMany({ where: mine });
    const stripeCustomerId = { in: customers.map((one) => one.stripeId) };
    const bought = await prisma.gift.findMany({ where: { communityId, payerId: memberId } });
    const pasts = await prisma.subscriptionPast.findMany({ where: { communityId, subscription: mine } });
    const returns = await prisma.paymentReturn.findMany({ where: { communityId, payment: mine } });
    const redeemed = await prisma.gift.findMany({ where: { communityId, redeemedById: memberId } });
    return {
      customers: customers.map((row) => readable(row, [])),
      subscriptions: (await prisma.subscription.findMany({ where: mine })).map((row) => ({
        ...readable(row, []),
        payUrl: pages.open(row, row.payUrl),
        before: pasts.filter((past) => past.subscriptionId === row.id).map((past) => readable(past, [])),
      })),
      orders: (await prisma.order.findMany({ where: mine })).map((row) => readable(row, [])),
      payments: (await prisma.payment.findMany({ where: mine })).map((row) => ({
        ...readable(row, []),
        receiptUrl: receipts.open(row, row.receiptUrl),
        wentBack: returns.filter((one) => one.paymentId === row.id).map((one) => readable(one, [])),
      })),
      // Who paid for a gift, and who took it, is the other one's business.
      giftsBought: bought.map((row) => readable(row, ['payerId', 'redeemedById', 'codeHash'])),
      giftsRedeemed: redeemed.map((row) => readable(row, ['payerId', 'redeemedById', 'codeHash'])),
      stripeEvents: (await database.unscoped.stripeEvent.findMany({ where: { stripeCustomerId } })).map(
        (row) => readable(row, []),
      ),
    };
  }

  /** Gifts of this payer that somebody else has, or may still take: they stand, and lead back to nobody. */
  async function standGifts(tx: Tx, communityId: string, payerId: string): Promise<void> {
    const gifts = await tx.gift.findMany({ where: { communityId, payerId } });
    for (const gift of gifts) {
      const orders = await tx.order.findMany({ where: { communityId, giftId: gift.id } });
      const intents = orders.map((one) => one.paymentIntent).filter((id) => id !== null);
      const payments = await tx.payment.findMany({ where: { communityId, paymentIntent: { in: intents } } });
      const taker = gift.redeemedById;
      const forOthers = taker !== payerId && taker !== FORGOTTEN;
      const stands = forOthers && orders.length > 0 && !payments.some(isGone);
      if (!stands) {
        await tx.gift.deleteMany({ where: { communityId, id: gift.id } });
        continue;
      }
      // The provider was told the id, so the gift gets another one.
      const id = newId();
      await tx.gift.updateMany({
        where: { communityId, id: gift.id },
        data: { id, payerId: FORGOTTEN, createdAt: dayOf(gift.createdAt) },
      });
      for (const order of orders) {
        await tx.order.updateMany({
          where: { communityId, id: order.id },
          data: {
            memberId: FORGOTTEN,
            customerId: null,
            stripeId: `${FORGOTTEN}:${newId()}`,
            paymentIntent: null,
            giftId: id,
            paidAt: dayOf(order.paidAt),
            fetchedAt: dayOf(order.fetchedAt),
          },
        });
      }
    }
  }

  /** Gifts whose payer was forgotten before, and whose taker is now. */
  async function dropOrphans(tx: Tx, communityId: string, takerId: string): Promise<void> {
    const where = { communityId, payerId: FORGOTTEN, redeemedById: takerId };
    for (const { id } of await tx.gift.findMany({ where, select: { id: true } })) {
      await tx.order.deleteMany({ where: { communityId, giftId: id } });
    }
    await tx.gift.deleteMany({ where });
  }

  async function trace(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
    const mine = { where: { communityId, memberId } };
    const orders = await tx.order.findMany(mine);
    const payments = await tx.payment.findMany(mine);
    const books = [...(await tx.customer.findMany(mine)), ...(await tx.subscription.findMany(mine))];
    for (const row of [...books, ...orders, ...payments]) traces.add(row.id).add(row.stripeId);
    for (const { paymentIntent } of [...orders, ...payments]) if (paymentIntent) traces.add(paymentIntent);
    for (const { invoiceId, disputeId } of payments) {
      for (const id of [invoiceId, disputeId]) if (id) traces.add(id);
    }
    const gifts = await tx.gift.findMany({ where: { communityId, payerId: memberId }, select: { id: true } });
    for (const { id } of gifts) traces.add(id);
  }

  async function erase(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
    await standGifts(tx, communityId, memberId);
    await dropOrphans(tx, communityId, memberId);
    // What the person redeemed stays redeemed: the code must not work twice.
    await tx.gift.updateMany({
      where: { communityId, redeemedById: memberId },
      data: { redeemedById: FORGOTTEN },
    });
    // Subscriptions, orders and payments go with their customer; after that, events are taken without a name.
    await tx.customer.deleteMany({ where: { communityId, memberId } });
    await tx.stripeEvent.deleteMany({ where: { stripeCustomerId: { in: [...traces] } } });
  }

  return { kept, trace, erase };
}

/** An instant is as good as a name where the other side keeps a list of them. */
function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / days(1)) * days(1));
}
