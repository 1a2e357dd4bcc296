import type { Ledger } from '../ledger.js';
import type { CardKind } from '../shapes/card.js';
import { subscriptionOf, type Invoice } from '../shapes/invoice.js';
import { isDelayed, type MethodType } from '../shapes/payment-method.js';
import { attachCard, createMethod, wouldPay } from './cards.js';
import { collect, refreshDelinquency } from './collection.js';
import { customerOf } from './invoices.js';
import { methodsFor } from './methods.js';
import { afterTime, refreshStanding } from './standing.js';

const day = 86_400;

/** Sends a claim to its payer, who has until the due date. The caller has finalized it. */
export function sendInvoice(ledger: Ledger, invoice: Invoice): void {
  if (invoice.amount_due === 0) {
    collect(ledger, invoice, { automatic: true });
    return;
  }
  ledger.emit('invoice.sent', invoice);
  const { due_date: due } = invoice;
  if (due === null) return;
  const { willBeDueDays, overdueDays, giveUpDays } = ledger.state.settings;
  ledger.schedule(due, 'invoice-due', invoice.id);
  ledger.schedule(due + giveUpDays * day, 'invoice-given-up', invoice.id);
  if (willBeDueDays !== null) {
    ledger.schedule(Math.max(ledger.now(), due - willBeDueDays * day), 'will-be-due', invoice.id);
  }
  if (overdueDays !== null) ledger.schedule(due + overdueDays * day, 'overdue', invoice.id);
}

/** The due date has passed: the subscription is behind. */
export function passDueDate(ledger: Ledger, invoice: Invoice): void {
  const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription) refreshStanding(ledger, subscription);
  if (ledger.customers.get(invoice.customer)) refreshDelinquency(ledger, invoice);
}

/** The last day is over on which the merchant still waits for a sent invoice. */
export function giveUpWaiting(ledger: Ledger, invoice: Invoice): void {
  const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription) afterTime(ledger, subscription, ledger.state.settings.afterOverdue);
}

/** The ways in which an invoice can be paid at its page. Wallets only pay what was sent. */
export function invoiceMethods(ledger: Ledger, invoice: Invoice): MethodType[] {
  if (invoice.collection_method === 'charge_automatically') return ['card'];
  const possible = methodsFor(ledger, invoice.currency).filter((type) => !isDelayed(type));
  const wanted = invoice.payment_settings.payment_method_types;
  return wanted ? possible.filter((type) => wanted.includes(type)) : possible;
}

/** A person pays an open invoice; `false` when the payment is refused. A card that works is kept. */
export function payByHand(
  ledger: Ledger,
  invoice: Invoice,
  given: { method: MethodType; card: CardKind },
): boolean {
  const customer = customerOf(ledger, invoice);
  const method = createMethod(ledger, {
    type: given.method,
    kind: given.card,
    email: customer.email,
    name: customer.name,
  });
  if (given.method === 'card' && wouldPay(ledger, method, true)) attachCard(ledger, method, customer);
  return collect(ledger, invoice, { method, automatic: false, present: true }) === undefined;
}
