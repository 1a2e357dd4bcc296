import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderSubscription } from '#domain/billing';
import { hours } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import { orNull } from './ask.js';

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

/** All subscriptions of a customer in any status; null when the customer is unknown or deleted. */
export async function listSubscriptions(
  stripe: Stripe,
  customerId: string,
): Promise<ProviderSubscription[] | null> {
  const customer = await orNull(() => stripe.customers.retrieve(customerId));
  if (!customer || customer.deleted) return null;
  const subscriptions: Stripe.Subscription[] = [];
  for await (const one of stripe.subscriptions.list({ customer: customerId, status: 'all', limit: 100 })) {
    subscriptions.push(one);
  }
  if (subscriptions.length === 0) return [];
  const unpaid = await listInvoices(stripe, customerId, 'open');
  // Some accounts write the last invoice off when they end a subscription; it is still what was not paid.
  if (subscriptions.some((one) => endedUnpaid(one) && !unpaid.has(one.id))) {
    const writtenOff = await listInvoices(stripe, customerId, 'uncollectible');
    for (const [id, invoices] of writtenOff) if (!unpaid.has(id)) unpaid.set(id, invoices);
  }
  return subscriptions.map((one) => subscriptionOf(one, unpaid.get(one.id) ?? []));
}

async function listInvoices(
  stripe: Stripe,
  customer: string,
  status: 'open' | 'uncollectible',
): Promise<Map<string, Stripe.Invoice[]>> {
  const bySubscription = new Map<string, Stripe.Invoice[]>();
  for await (const invoice of stripe.invoices.list({ customer, status, limit: 100 })) {
    const of = invoice.parent?.subscription_details?.subscription;
    const id = typeof of === 'object' ? of.id : of;
    if (id) bySubscription.set(id, [...(bySubscription.get(id) ?? []), invoice]);
  }
  return bySubscription;
}

function subscriptionOf(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
): ProviderSubscription {
  const items = subscription.items.data;
  const ends = items.map((item) => item.current_period_end);
  const periodEnd = ends.length > 0 ? at(Math.max(...ends)) : null;
  const first = firstUnpaid(subscription, invoices);
  return {
    id: subscription.id,
    status: statusOf(subscription),
    priceIds: items.map((item) => item.price.id),
    periodEnd,
    cancelAt: at(subscription.cancel_at) ?? (subscription.cancel_at_period_end ? periodEnd : null),
    endedAt: at(subscription.ended_at),
    endedUnpaid: endedUnpaid(subscription),
    failingSince: first ? at(finalizedAt(first)) : null,
    payUrl: first?.hosted_invoice_url ?? null,
    amount: amountOf(items),
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
 * its day has passed, which Stripe tells by the subscription's status.
 */
function firstUnpaid(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
): Stripe.Invoice | undefined {
  const overdue = subscription.status === 'past_due' || subscription.status === 'unpaid';
  return invoices
    .filter((invoice) => invoice.amount_remaining > 0)
    .filter((invoice) => invoice.attempted || (overdue && invoice.collection_method === 'send_invoice'))
    .toSorted((one, other) => finalizedAt(one) - finalizedAt(other))[0];
}

function finalizedAt(invoice: Stripe.Invoice): number {
  return invoice.status_transitions.finalized_at ?? invoice.created;
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

function at(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1000);
}
