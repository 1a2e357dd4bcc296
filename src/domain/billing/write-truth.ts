import type { Database, Tx } from '#database';
import { isGone } from './money.js';
import type { ProviderBooks, ProviderPayment, ProviderSubscription } from './ports.js';

export interface WhoseBooks {
  id: string;
  communityId: string;
  memberId: string;
}

/**
 * Writes the whole truth about a customer as of `askedAt`, unless a later one is already there.
 * Subscriptions that Stripe no longer lists have ended. What was bought once stays bought though the customer was
 * deleted: only a refund or a dispute takes it back.
 * @param books null: Stripe knows no such customer
 * @returns false when a later truth was there
 */
export async function writeTruth(
  database: Database,
  customer: WhoseBooks,
  books: ProviderBooks | null,
  askedAt: Date,
): Promise<boolean> {
  const { communityId, memberId, id: customerId } = customer;
  const own = { communityId, memberId, customerId };
  return database.transaction(async (tx) => {
    const current = await tx.customer.updateMany({
      where: { communityId, id: customerId, OR: [{ fetchedAt: null }, { fetchedAt: { lte: askedAt } }] },
      data: { fetchedAt: askedAt, failedAt: null },
    });
    if (current.count === 0) return false;
    const subscriptions = books?.subscriptions ?? [];
    for (const { id, ...rest } of subscriptions) {
      const where = { stripeId: id, communityId };
      const failingSince = await failureStart(tx, where, rest, askedAt);
      const data = { ...own, ...rest, failingSince, fetchedAt: askedAt };
      await tx.subscription.upsert({ where, create: { ...data, stripeId: id }, update: data });
    }
    await tx.subscription.updateMany({
      where: {
        communityId,
        customerId,
        stripeId: { notIn: subscriptions.map((one) => one.id) },
        endedAt: null,
      },
      data: { status: 'canceled', endedAt: askedAt, fetchedAt: askedAt },
    });
    for (const { id, ...rest } of books?.orders ?? []) {
      const data = { ...own, ...rest, fetchedAt: askedAt };
      await tx.order.upsert({
        where: { stripeId: id, communityId },
        create: { ...data, stripeId: id },
        update: data,
      });
    }
    for (const payment of books?.payments ?? []) await writePayment(tx, own, payment, askedAt);
    return true;
  });
}

/** When money went is not said by Stripe in one place: the first time we saw it gone counts. */
async function writePayment(
  tx: Tx,
  own: { communityId: string; memberId: string; customerId: string },
  { id, ...rest }: ProviderPayment,
  askedAt: Date,
): Promise<void> {
  const where = { stripeId: id, communityId: own.communityId };
  const known = await tx.payment.findUnique({ where, select: { goneAt: true } });
  const goneAt = isGone(rest) ? (known?.goneAt ?? askedAt) : null;
  const data = { ...own, ...rest, goneAt, fetchedAt: askedAt };
  await tx.payment.upsert({ where, create: { ...data, stripeId: id }, update: data });
}

/**
 * When the present failure began. Should Stripe say that something is owed without an invoice to date it by,
 * the first time we heard of it counts: a grace without a beginning would never end.
 */
async function failureStart(
  tx: Tx,
  where: { stripeId: string; communityId: string },
  told: Pick<ProviderSubscription, 'status' | 'failingSince'>,
  askedAt: Date,
): Promise<Date | null> {
  if (told.failingSince || (told.status !== 'past_due' && told.status !== 'unpaid')) return told.failingSince;
  const known = await tx.subscription.findUnique({ where, select: { failingSince: true } });
  return known?.failingSince ?? askedAt;
}
