import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderSubscription } from '#domain/billing';
import { hours } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import { discountOf, withDiscounts } from './discounts.js';

/** The statuses that our rules know; the SDK leaves the list open for what Stripe may invent. */
const statusShape = z.enum([
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
]);

/** Every subscription of a customer, in any status. */
export async function listSubscriptions(stripe: Stripe, customer: string): Promise<Stripe.Subscription[]> {
  const subscriptions: Stripe.Subscription[] = [];
  const wanted = { customer, status: 'all', limit: 100, expand: [withDiscounts] } as const;
  for await (const one of stripe.subscriptions.list({ ...wanted, expand: [...wanted.expand] })) {
    subscriptions.push(one);
  }
  return subscriptions;
}

/** A subscription with its invoices, in our words. */
export function subscriptionOf(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
): ProviderSubscription {
  const items = subscription.items.data;
  const { pause_collection: paused } = subscription;
  const periodEnd = at(latest(items.map((item) => item.current_period_end)));
  const begins = items.map((item) => item.current_period_start);
  const failing = firstUnpaid(subscription, invoices);
  const amount = amountOf(items);
  const byInvoice = subscription.collection_method === 'send_invoice';
  const open = byInvoice ? invoices.filter((one) => one.status === 'open').toSorted(byDue)[0] : undefined;
  return {
    id: subscription.id,
    status: statusOf(subscription),
    priceIds: items.map((item) => item.price.id),
    periodStart: begins.length > 0 ? at(Math.min(...begins)) : null,
    periodEnd,
    trialEnd: at(subscription.trial_end),
    collectionPaused: paused !== null,
    pausedUntil: at(paused?.resumes_at ?? null),
    paidThrough: paidThrough(invoices),
    byInvoice,
    cancelAt: at(subscription.cancel_at) ?? (subscription.cancel_at_period_end ? periodEnd : null),
    endedAt: at(subscription.ended_at),
    endedUnpaid: endedUnpaid(subscription),
    failingSince: failing ? at(failedAt(failing)) : null,
    payUrl: (failing ?? open)?.hosted_invoice_url ?? null,
    openInvoice: open?.id ?? null,
    openAmount: open?.amount_remaining ?? null,
    openDueAt: at(open?.due_date ?? null),
    amount,
    discount: amount === null ? 0 : discountOf(subscription, amount),
    currency: subscription.currency,
    createdAt: new Date(subscription.created * 1000),
  };
}

/** A status that nobody here understands is no answer, and must not cost anybody their access. */
function statusOf({ id, status }: Stripe.Subscription): ProviderSubscription['status'] {
  const known = statusShape.safeParse(status);
  if (known.success) return known.data;
  throw new ProviderUnavailable(hours(1), `Stripe says ${status} of ${id}, which we do not understand`);
}

/**
 * The earliest invoice that somebody tried to collect and could not. One that is sent to be paid counts once
 * its day has passed, which Stripe tells by the subscription's status. Some accounts write the last invoice off
 * when they end a subscription; it is still what was not paid.
 */
function firstUnpaid(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
): Stripe.Invoice | undefined {
  const overdue = subscription.status === 'past_due' || subscription.status === 'unpaid';
  const counts = (status: string) =>
    invoices
      .filter((invoice) => invoice.status === status && invoice.amount_remaining > 0)
      .filter((invoice) => (isSent(invoice) ? overdue || endedUnpaid(subscription) : invoice.attempted))
      .toSorted((one, other) => failedAt(one) - failedAt(other))[0];
  return counts('open') ?? (endedUnpaid(subscription) ? counts('uncollectible') : undefined);
}

const isSent = (invoice: Stripe.Invoice) => invoice.collection_method === 'send_invoice';
const byDue = (one: Stripe.Invoice, other: Stripe.Invoice) => (one.due_date ?? 0) - (other.due_date ?? 0);

/** When an invoice began to be late: one that is sent has until its due date. */
function failedAt(invoice: Stripe.Invoice): number {
  const finalized = invoice.status_transitions.finalized_at ?? invoice.created;
  return isSent(invoice) ? (invoice.due_date ?? finalized) : finalized;
}

/** The end of the last period that was paid for; null when nothing ever was. */
function paidThrough(invoices: readonly Stripe.Invoice[]): Date | null {
  const paid = invoices.filter((invoice) => invoice.status === 'paid');
  return at(latest(paid.flatMap((invoice) => invoice.lines.data.map((line) => line.period.end))));
}

function endedUnpaid({ status, cancellation_details: details }: Stripe.Subscription): boolean {
  return status === 'canceled' && details?.reason === 'payment_failed';
}

/** Minor units per period; null where the price depends on use. */
function amountOf(items: readonly Stripe.SubscriptionItem[]): number | null {
  let sum = 0;
  for (const { price, quantity = 1 } of items) {
    if (price.unit_amount === null) return null;
    sum += price.unit_amount * quantity;
  }
  return items.length > 0 ? sum : null;
}

function latest(seconds: readonly number[]): number | null {
  return seconds.length > 0 ? Math.max(...seconds) : null;
}

function at(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1000);
}

/** People may need some minutes, for example to confirm a payment at their bank, before it counts as failed. */
const PATIENCE_S = 3_600;

/**
 * When the invoice that a charge paid was first tried in vain or, if it was sent, was due; null: it was paid in
 * time. The first invoice of a subscription is no renewal that failed, however long its payer took.
 */
export function failedBefore(charge: Stripe.Charge, invoice: Stripe.Invoice): Date | null {
  if (invoice.billing_reason === 'subscription_create') return null;
  const patience = isSent(invoice) ? 0 : PATIENCE_S;
  return charge.created > failedAt(invoice) + patience ? at(failedAt(invoice)) : null;
}
