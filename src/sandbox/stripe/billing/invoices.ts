import { noSuch } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { creditIn, type Customer } from '../shapes/customer.js';
import {
  newInvoice,
  subscriptionOf,
  type BillingReason,
  type Invoice,
  type InvoiceLine,
} from '../shapes/invoice.js';
import { newInvoicePayment } from '../shapes/invoice-payment.js';
import { newPaymentIntent, type PaymentIntent } from '../shapes/payment-intent.js';
import type { Subscription } from '../shapes/subscription.js';
import { discountLines, discountSums, useUp } from './discounts.js';

/** The customer of something that must have one. */
export function customerOf(ledger: Ledger, owner: { customer: string }): Customer {
  const customer = ledger.customers.get(owner.customer);
  if (!customer) throw noSuch('customer', owner.customer, 'customer');
  return customer;
}

/** Adds a draft for a subscription. It says nothing to anyone yet: the caller emits `invoice.created`. */
export function draftInvoice(
  ledger: Ledger,
  subscription: Subscription,
  given: {
    id: string;
    reason: BillingReason;
    period: { start: number; end: number };
    lines: InvoiceLine[];
    advance: boolean;
  },
): Invoice {
  const { name } = ledger.state.account.business_profile;
  const customer = customerOf(ledger, subscription);
  discountLines(ledger, subscription, given.lines);
  const invoice = newInvoice(given.id, ledger.now(), {
    account: { name, country: ledger.state.account.country },
    customer,
    currency: subscription.currency,
    reason: given.reason,
    subscription,
    period: given.period,
    lines: given.lines,
    discounts: discountSums(given.lines),
  });
  invoice.auto_advance = given.advance;
  ledger.change(customer, 'customer.updated', (edited) => {
    // Whoever has nothing to their credit may go on in another currency.
    if (edited.currency === null || edited.balance === 0) edited.currency = subscription.currency;
  });
  return ledger.invoices.add(invoice);
}

/** Turns a draft into a claim: number, address, the customer's credit, and a payment intent if anything is due. */
export function finalizeInvoice(ledger: Ledger, invoice: Invoice): void {
  const customer = customerOf(ledger, invoice);
  const now = ledger.now();
  ledger.change(invoice, null, (edited) => {
    const credit = creditIn(customer, edited.currency);
    const afterCredit = edited.total + credit;
    edited.starting_balance = credit;
    edited.ending_balance = Math.min(0, afterCredit);
    edited.amount_due = Math.max(0, afterCredit);
    edited.amount_remaining = edited.amount_due;
    const sent = edited.collection_method === 'send_invoice';
    edited.next_payment_attempt = edited.auto_advance && !sent ? now : null;
    // The days to pay count from the day on which the claim is made.
    if (edited.due_date !== null) edited.due_date += now - edited.created;
  });
  issueInvoice(ledger, invoice, customer);
  ledger.change(customer, 'customer.updated', (edited) => {
    if (edited.currency === invoice.currency) edited.balance = invoice.ending_balance ?? 0;
  });
  ledger.emit('invoice.finalized', invoice);
  useUp(ledger, invoice);
  if (invoice.amount_due > 0) claim(ledger, invoice);
}

/** Gives a draft its number and its page. */
export function issueInvoice(ledger: Ledger, invoice: Invoice, customer: Customer): void {
  const now = ledger.now();
  ledger.change(invoice, null, (edited) => {
    edited.status = 'open';
    edited.number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
    edited.automatically_finalizes_at = null;
    edited.effective_at = now;
    edited.status_transitions.finalized_at = now;
    edited.hosted_invoice_url = ledger.pageUrl(`/invoice/${edited.id}`);
    edited.invoice_pdf = ledger.pageUrl(`/invoice/${edited.id}?print`);
  });
  customer.next_invoice_sequence += 1;
}

function claim(ledger: Ledger, invoice: Invoice): void {
  const intent = newPaymentIntent(ledger.newId('pi'), ledger.now(), {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description:
      invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    setupFutureUsage: 'off_session',
  });
  ledger.paymentIntents.add(intent);
  ledger.invoicePayments.add(
    newInvoicePayment(ledger.newId('inpay'), ledger.now(), {
      invoice: invoice.id,
      intent: intent.id,
      amount: invoice.amount_due,
      currency: invoice.currency,
    }),
  );
  ledger.emit('payment_intent.created', intent);
}

/** The payment intent of an open or paid invoice; none when nothing was due. */
export function intentOf(ledger: Ledger, invoice: Invoice): PaymentIntent | undefined {
  const payment = ledger.invoicePayments.all().findLast((row) => row.invoice === invoice.id);
  return payment && ledger.paymentIntents.get(payment.payment.payment_intent);
}

/** Gives up a claim for good. */
export function closeInvoice(ledger: Ledger, invoice: Invoice, as: 'void' | 'uncollectible'): void {
  ledger.change(invoice, 'invoice.updated', (edited) => {
    edited.status = as;
    edited.auto_advance = false;
    edited.next_payment_attempt = null;
    if (as === 'void') edited.status_transitions.voided_at = ledger.now();
    else edited.status_transitions.marked_uncollectible_at = ledger.now();
  });
  ledger.emit(as === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice);
  if (as === 'void') cancelClaim(ledger, invoice);
}

function cancelClaim(ledger: Ledger, invoice: Invoice): void {
  for (const payment of ledger.invoicePayments.all()) {
    if (payment.invoice !== invoice.id || payment.status !== 'open') continue;
    payment.status = 'canceled';
    payment.status_transitions.canceled_at = ledger.now();
  }
  const intent = intentOf(ledger, invoice);
  if (!intent || intent.status !== 'requires_payment_method') return;
  intent.status = 'canceled';
  intent.canceled_at = ledger.now();
  intent.cancellation_reason = 'void_invoice';
  ledger.emit('payment_intent.canceled', intent);
}

/** Stops trying to collect what a subscription still owes; the invoices stay open. */
export function stopCollecting(ledger: Ledger, subscription: Subscription): void {
  for (const invoice of invoicesOf(ledger, subscription)) {
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue;
    ledger.change(invoice, 'invoice.updated', (edited) => {
      edited.auto_advance = false;
      edited.next_payment_attempt = null;
      edited.automatically_finalizes_at = null;
    });
  }
}

/** A subscription's invoices, oldest first. */
export function invoicesOf(ledger: Ledger, subscription: Subscription): Invoice[] {
  return ledger.invoices.all().filter((invoice) => subscriptionOf(invoice) === subscription.id);
}

/** The newest invoice that is a claim, which is the one a subscription's status follows. */
export function latestClaim(ledger: Ledger, subscription: Subscription): Invoice | undefined {
  return ledger.invoices
    .all()
    .findLast((invoice) => subscriptionOf(invoice) === subscription.id && invoice.status !== 'draft');
}
