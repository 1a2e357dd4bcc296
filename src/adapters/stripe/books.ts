import type { Stripe } from 'stripe';
import type { DisputeState, ProviderBooks, ProviderOrder, ProviderPayment } from '#domain/billing';
import { hours } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import { orNull } from './ask.js';
import { failedBefore, listSubscriptions, subscriptionOf } from './subscriptions.js';

/**
 * Everything that Stripe says about a customer; null when the customer was deleted. Stripe never forgets one: that
 * it does not know a customer of ours means that our key is of another account, or of the other mode.
 * Throws ProviderUnavailable then, because that says nothing about what was paid.
 */
export async function readBooks(stripe: Stripe, customer: string): Promise<ProviderBooks | null> {
  const known = await orNull(() => stripe.customers.retrieve(customer));
  if (!known)
    throw new ProviderUnavailable(hours(1), `Stripe does not know ${customer}: is the key of this account?`);
  if (known.deleted) return null;
  const subscriptions = await listSubscriptions(stripe, customer);
  const charges = await listCharges(stripe, customer);
  const invoices = subscriptions.length > 0 ? await listInvoices(stripe, customer) : [];
  const of = ({ id }: Stripe.Subscription) => invoices.filter((invoice) => subscriptionIdOf(invoice) === id);
  const payments: ProviderPayment[] = [];
  for (const charge of charges) payments.push(await paymentOf(stripe, charge, invoices));
  return {
    subscriptions: subscriptions.map((one) => subscriptionOf(one, of(one))),
    orders: await listOrders(stripe, customer, payments),
    payments,
  };
}

async function listInvoices(stripe: Stripe, customer: string): Promise<Stripe.Invoice[]> {
  const invoices: Stripe.Invoice[] = [];
  const wanted = { customer, limit: 100, expand: ['data.payments'] };
  for await (const invoice of stripe.invoices.list(wanted)) invoices.push(invoice);
  return invoices;
}

async function listCharges(stripe: Stripe, customer: string): Promise<Stripe.Charge[]> {
  const charges: Stripe.Charge[] = [];
  for await (const charge of stripe.charges.list({ customer, limit: 100 })) {
    if (charge.status === 'succeeded') charges.push(charge);
  }
  return charges;
}

/** Checkouts in payment mode that are paid, or cost nothing. */
async function listOrders(
  stripe: Stripe,
  customer: string,
  payments: readonly ProviderPayment[],
): Promise<ProviderOrder[]> {
  const orders: ProviderOrder[] = [];
  const wanted = { customer, status: 'complete', limit: 100, expand: ['data.line_items'] } as const;
  for await (const session of stripe.checkout.sessions.list({ ...wanted, expand: [...wanted.expand] })) {
    if (session.mode !== 'payment' || session.payment_status === 'unpaid') continue;
    const paymentIntent = idOf(session.payment_intent);
    const paid = payments.find((one) => paymentIntent !== null && one.paymentIntent === paymentIntent);
    orders.push({
      id: session.id,
      paymentIntent,
      priceIds: (session.line_items?.data ?? []).flatMap((line) => (line.price ? [line.price.id] : [])),
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'usd',
      paidAt: paid?.paidAt ?? new Date(session.created * 1000),
      giftId: session.metadata?.['lyceum_gift'] ?? null,
    });
  }
  return orders;
}

async function paymentOf(
  stripe: Stripe,
  charge: Stripe.Charge,
  invoices: readonly Stripe.Invoice[],
): Promise<ProviderPayment> {
  const paymentIntent = idOf(charge.payment_intent);
  const invoice = invoices.find((one) =>
    (one.payments?.data ?? []).some(
      ({ payment }) => paymentIntent !== null && idOf(payment.payment_intent ?? null) === paymentIntent,
    ),
  );
  const failedAt = invoice && failedBefore(charge, invoice);
  const dispute = charge.disputed ? await lastDispute(stripe, charge.id) : null;
  return {
    id: charge.id,
    paymentIntent,
    subscriptionId: invoice ? subscriptionIdOf(invoice) : null,
    invoiceId: invoice?.id ?? null,
    amount: charge.amount,
    refunded: charge.amount_refunded,
    currency: charge.currency,
    dispute: dispute ? disputeStateOf(dispute) : 'none',
    disputeId: dispute?.id ?? null,
    paidAt: new Date(charge.created * 1000),
    ...(failedAt ? { failedAt } : {}),
    receiptUrl: invoice?.hosted_invoice_url ?? charge.receipt_url,
  };
}

async function lastDispute(stripe: Stripe, charge: string): Promise<Stripe.Dispute | null> {
  const [last] = (await stripe.disputes.list({ charge, limit: 1 })).data;
  return last ?? null;
}

/** A status that nobody here understands is taken for the mildest: only `open` and `lost` cost anybody anything. */
function disputeStateOf({ status }: Stripe.Dispute): DisputeState {
  switch (status) {
    case 'needs_response':
    case 'under_review':
      return 'open';
    case 'lost':
      return 'lost';
    case 'won':
    case 'prevented':
    case 'warning_closed':
      return 'won';
    default:
      return 'inquiry';
  }
}

function subscriptionIdOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription ?? null);
}

function idOf(of: string | { id: string } | null): string | null {
  return typeof of === 'object' ? (of?.id ?? null) : of;
}
