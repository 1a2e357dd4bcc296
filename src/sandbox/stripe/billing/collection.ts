import type { Ledger } from '../ledger.js';
import type { PaymentMethod } from '../shapes/payment-method.js';
import type { Charge } from '../shapes/charge.js';
import { subscriptionOf, type Invoice } from '../shapes/invoice.js';
import { cardFor } from './cards.js';
import { customerOf, intentOf } from './invoices.js';
import { confirmIntent } from './payment.js';
import { afterTime, isOwed, refreshStanding } from './standing.js';

const day = 86_400;

export interface CollectionOptions {
  /** Another card than the customer's usual one. */
  method?: PaymentMethod | undefined;
  /** Stripe tries by itself, so a failure counts towards the retry schedule. */
  automatic: boolean;
  /** The payer is at a checkout page. */
  present?: boolean;
}

/**
 * Tries to collect an open invoice and lets its subscription follow. A failed charge is returned, `undefined` means
 * that the invoice was paid; an attempt without any card fails with `null`.
 */
export function collect(
  ledger: Ledger,
  invoice: Invoice,
  options: CollectionOptions,
): Charge | null | undefined {
  const customer = customerOf(ledger, invoice);
  const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
  const method = options.method ?? cardFor(ledger, customer, subscription);
  const intent = intentOf(ledger, invoice);
  const charge = intent && method ? confirmIntent(ledger, intent, method, options.present ?? false) : null;
  const paid = invoice.amount_due === 0 || charge?.status === 'succeeded';
  if (paid) settle(ledger, invoice, options.automatic);
  else fail(ledger, invoice, options.automatic);
  if (subscription) refreshStanding(ledger, subscription);
  refreshDelinquency(ledger, invoice);
  if (paid) return undefined;
  if (subscription && isExhausted(invoice, ledger.now())) {
    afterTime(ledger, subscription, ledger.state.settings.afterLastRetry);
  }
  return charge;
}

/** Marks an invoice as paid without charging anything: nothing was due, or it was paid elsewhere. */
export function settle(ledger: Ledger, invoice: Invoice, automatic: boolean): void {
  const now = ledger.now();
  for (const payment of ledger.invoicePayments.all()) {
    if (payment.invoice !== invoice.id || payment.status !== 'open') continue;
    payment.status = 'paid';
    payment.amount_paid = payment.amount_requested;
    payment.status_transitions.paid_at = now;
    ledger.emit('invoice_payment.paid', payment);
  }
  ledger.change(invoice, 'invoice.updated', (edited) => {
    edited.amount_paid = edited.amount_due;
    edited.amount_remaining = 0;
    if (edited.amount_due > 0 && (automatic || !edited.attempted)) edited.attempt_count += 1;
    edited.attempted = true;
    edited.auto_advance = false;
    edited.next_payment_attempt = null;
    edited.status = 'paid';
    edited.status_transitions.paid_at = now;
  });
  ledger.emit('invoice.paid', invoice);
  ledger.emit('invoice.payment_succeeded', invoice);
}

function fail(ledger: Ledger, invoice: Invoice, automatic: boolean): void {
  const first = !invoice.attempted;
  const history = (ledger.state.dunning[invoice.id] ??= { first: ledger.now(), retries: 0 });
  if (automatic && !first) history.retries += 1;
  const days = ledger.state.settings.retryDays[history.retries];
  // A first invoice waits for the payer: Stripe retries only what a subscription owes later.
  const retried =
    invoice.auto_advance &&
    invoice.collection_method === 'charge_automatically' &&
    invoice.billing_reason !== 'subscription_create';
  ledger.change(invoice, 'invoice.updated', (edited) => {
    if (automatic || first) edited.attempt_count += 1;
    edited.attempted = true;
    if (automatic || first) {
      edited.next_payment_attempt =
        retried && days !== undefined ? Math.max(history.first + days * day, ledger.now() + 1) : null;
    }
  });
  if ((automatic || first) && invoice.next_payment_attempt !== null) {
    ledger.schedule(invoice.next_payment_attempt, 'collect', invoice.id);
  }
  ledger.emit('invoice.payment_failed', invoice);
}

function isExhausted(invoice: Invoice, now: number): boolean {
  return (
    isOwed(invoice, now) &&
    invoice.collection_method === 'charge_automatically' &&
    invoice.auto_advance &&
    invoice.next_payment_attempt === null &&
    invoice.billing_reason !== 'subscription_create'
  );
}

/** A customer is delinquent while any invoice of theirs is late. */
export function refreshDelinquency(ledger: Ledger, invoice: Invoice): void {
  const customer = customerOf(ledger, invoice);
  ledger.change(customer, 'customer.updated', (edited) => {
    edited.delinquent = ledger.invoices
      .all()
      .some((row) => row.customer === customer.id && isOwed(row, ledger.now()));
  });
}
