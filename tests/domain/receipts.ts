import type { PlanPrice, ProviderOrder, ProviderPayment, ProviderSubscription } from '#domain/billing';

/** Bought once; every other price renews itself by the month. */
const ONCE = /pass|forever/;

/** What a provider says of a price, by its name. */
export function priceOf(priceId: string): Omit<PlanPrice, 'days'> & { product: string } {
  const interval = ONCE.test(priceId) ? null : ('month' as const);
  return { priceId, amount: 1_900, currency: 'usd', interval, intervalCount: 1, product: 'Membership' };
}

/** What a provider says of a subscription, as plain as can be: paid by card, nothing owed. */
export function subscriptionOf(
  given: Partial<ProviderSubscription> & { id: string },
  createdAt: Date,
): ProviderSubscription {
  return {
    status: 'active',
    priceIds: ['price-month'],
    periodStart: null,
    periodEnd: null,
    trialEnd: null,
    collectionPaused: false,
    pausedUntil: null,
    paidThrough: null,
    byInvoice: false,
    cancelAt: null,
    endedAt: null,
    endedUnpaid: false,
    failingSince: null,
    payUrl: null,
    openInvoice: null,
    openAmount: null,
    openDueAt: null,
    amount: 1_900,
    currency: 'usd',
    createdAt,
    ...given,
  };
}

/** Paid for with the payment intent of the same name. */
export function orderOf(given: Partial<ProviderOrder> & { id: string }, paidAt: Date): ProviderOrder {
  const paymentIntent = `intent-${given.id}`;
  const money = { amount: 1_900, currency: 'usd' };
  return { paymentIntent, priceIds: ['price-pass'], ...money, paidAt, giftId: null, ...given };
}

/** A charge; whatever was paid with it is said by the test. */
export function paymentOf(given: Partial<ProviderPayment> & { id: string }, paidAt: Date): ProviderPayment {
  return {
    paymentIntent: null,
    subscriptionId: null,
    invoiceId: null,
    amount: 1_900,
    refunded: 0,
    currency: 'usd',
    dispute: 'none',
    disputeId: null,
    paidAt,
    receiptUrl: null,
    ...given,
  };
}
