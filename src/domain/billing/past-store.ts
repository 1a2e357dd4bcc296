import type { Prisma, Tx } from '#database';
import { amountBack } from './money.js';
import type { ProviderPayment, ProviderSubscription } from './ports.js';

type Known = Prisma.SubscriptionGetPayload<object>;

/**
 * Keeps what a subscription was worth until now, if that changes: the provider only tells how it is, and revenue
 * of past days is counted from what was then.
 * @param now what it is from now on
 */
export async function keepPast(
  tx: Tx,
  known: Known,
  now: Pick<ProviderSubscription, 'status'> & Partial<ProviderSubscription>,
  askedAt: Date,
): Promise<void> {
  const { id, communityId, status, collectionPaused, priceIds, amount, currency, discount } = known;
  const was = { status, collectionPaused, priceIds, amount, currency, discount };
  if (worth(was) === worth({ ...was, ...now })) return;
  await tx.subscriptionPast.create({ data: { communityId, subscriptionId: id, until: askedAt, ...was } });
}

function worth(
  of: Pick<Known, 'status' | 'collectionPaused' | 'priceIds' | 'amount' | 'currency' | 'discount'>,
) {
  return JSON.stringify([of.status, of.collectionPaused, of.priceIds, of.amount, of.currency, of.discount]);
}

type Movable = Pick<ProviderPayment, 'amount' | 'refunded' | 'dispute' | 'paidAt'>;

/**
 * Keeps that more of a payment went back (or less, when a refund failed or a dispute was won after all).
 * What had gone back before we first saw the payment is dated with the payment: nobody tells when it went.
 */
export async function keepReturn(
  tx: Tx,
  row: { id: string; communityId: string },
  before: Movable | undefined,
  now: Movable,
  askedAt: Date,
): Promise<void> {
  const amount = amountBack(now) - (before ? amountBack(before) : 0);
  if (amount === 0) return;
  const at = before ? askedAt : now.paidAt;
  await tx.paymentReturn.create({
    data: { communityId: row.communityId, paymentId: row.id, at, amount },
  });
}
