import type { Database, Tx } from '#database';
import { isGone } from './money.js';
import { sealedPages } from './pages.js';
import { keepPast, keepReturn } from './past-store.js';
import type { ProviderBooks, ProviderPayment, ProviderSubscription } from './ports.js';

export interface WhoseBooks {
  id: string;
  communityId: string;
}

/**
 * Writes the whole truth about a customer as of `askedAt`, unless a later one is already there.
 * Subscriptions that Stripe no longer lists have ended. What was bought once stays bought though the customer was
 * deleted: only a refund or a dispute takes it back.
 * @param books null: the customer was deleted
 * @returns whose books they are by now: while the provider was asked, accounts may have been joined, or somebody
 *   forgotten (null)
 */
export async function writeTruth(
  database: Database,
  customer: WhoseBooks,
  books: ProviderBooks | null,
  askedAt: Date,
): Promise<string | null> {
  const { communityId, id: customerId } = customer;
  return database.transaction(async (tx) => {
    const current = await tx.customer.updateMany({
      where: { communityId, id: customerId, OR: [{ fetchedAt: null }, { fetchedAt: { lte: askedAt } }] },
      data: { fetchedAt: askedAt, failedAt: null, deletedAt: books ? null : askedAt },
    });
    // Read after it was written, so that nobody moves the customer until we are done.
    const whose = await tx.customer.findUnique({
      where: { communityId, id: customerId },
      select: { memberId: true },
    });
    if (!whose || current.count === 0) return whose?.memberId ?? null;
    const { memberId } = whose;
    const own = { communityId, memberId, customerId };
    const subscriptions = books?.subscriptions ?? [];
    const listed = await tx.subscription.findMany({ where: { communityId, customerId } });
    const knownSubscriptions = new Map(listed.map((row) => [row.stripeId, row]));
    for (const { id, ...rest } of subscriptions) {
      const where = { stripeId: id, communityId };
      const before = knownSubscriptions.get(id);
      const failingSince = failureStart(before, rest, askedAt);
      if (before) await keepPast(tx, before, { discount: 0, ...rest }, askedAt);
      const payUrl = sealedPages(database, 'Subscription.payUrl').seal(where, rest.payUrl);
      const data = { ...own, discount: 0, ...rest, payUrl, failingSince, fetchedAt: askedAt };
      await tx.subscription.upsert({ where, create: { ...data, stripeId: id }, update: data });
    }
    const gone = listed.filter(({ stripeId }) => !subscriptions.some((one) => one.id === stripeId));
    for (const row of gone) await keepPast(tx, row, { status: 'canceled' }, askedAt);
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
    const receipts = sealedPages(database, 'Payment.receiptUrl');
    await writePayments(tx, receipts, own, books?.payments ?? [], askedAt);
    return memberId;
  });
}

/**
 * Writes what changed: a member of many years has many payments, and none of the old ones moves.
 * When money went is not said by Stripe in one place: the first time we saw it gone counts.
 */
async function writePayments(
  tx: Tx,
  receipts: ReturnType<typeof sealedPages>,
  own: { communityId: string; memberId: string; customerId: string },
  payments: readonly ProviderPayment[],
  askedAt: Date,
): Promise<void> {
  const { communityId, customerId } = own;
  const rows = await tx.payment.findMany({ where: { communityId, customerId } });
  const known = new Map(
    rows.map((row) => [row.stripeId, { ...row, receiptUrl: receipts.open(row, row.receiptUrl) }]),
  );
  for (const { id, ...rest } of payments) {
    const before = known.get(id);
    if (before && same(before, rest)) continue;
    const goneAt = isGone(rest) ? (before?.goneAt ?? askedAt) : null;
    const where = { stripeId: id, communityId };
    const receiptUrl = receipts.seal(where, rest.receiptUrl);
    const data = { ...own, ...rest, receiptUrl, goneAt, fetchedAt: askedAt };
    const row = await tx.payment.upsert({ where, create: { ...data, stripeId: id }, update: data });
    await keepReturn(tx, row, before, rest, askedAt);
  }
}

/** What can change of a payment. */
type Movable = Pick<
  ProviderPayment,
  'refunded' | 'dispute' | 'disputeId' | 'subscriptionId' | 'invoiceId' | 'receiptUrl'
> & { failedAt?: Date | null };

function same(before: Movable, now: Movable): boolean {
  return (
    before.refunded === now.refunded &&
    before.dispute === now.dispute &&
    before.disputeId === now.disputeId &&
    before.subscriptionId === now.subscriptionId &&
    before.invoiceId === now.invoiceId &&
    before.receiptUrl === now.receiptUrl &&
    (now.failedAt === undefined || before.failedAt?.getTime() === now.failedAt?.getTime())
  );
}

/**
 * When the present failure began. Should Stripe say that something is owed without an invoice to date it by,
 * the first time we heard of it counts: a grace without a beginning would never end.
 */
function failureStart(
  known: { failingSince: Date | null } | undefined,
  told: Pick<ProviderSubscription, 'status' | 'failingSince'>,
  askedAt: Date,
): Date | null {
  if (told.failingSince || (told.status !== 'past_due' && told.status !== 'unpaid')) return told.failingSince;
  return known?.failingSince ?? askedAt;
}
