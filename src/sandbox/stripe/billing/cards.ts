import type { Ledger } from '../ledger.js';
import type { CardKind } from '../shapes/card.js';
import { newPaymentMethod, type MethodType, type PaymentMethod } from '../shapes/payment-method.js';
import type { Customer } from '../shapes/customer.js';
import { isLive, type Subscription } from '../shapes/subscription.js';

/** A way to pay, used once: nobody keeps it. */
export function createMethod(
  ledger: Ledger,
  given: { type: MethodType; kind: CardKind; email?: string | null; name?: string | null },
): PaymentMethod {
  const method = newPaymentMethod(ledger.newId('pm'), ledger.now(), given);
  ledger.state.cards[method.id] = given.kind;
  return ledger.paymentMethods.add(method);
}

/** A card nobody has attached yet. */
export function createCard(
  ledger: Ledger,
  kind: CardKind,
  billing: { email?: string | null; name?: string | null } = {},
): PaymentMethod {
  return createMethod(ledger, { type: 'card', kind, ...billing });
}

/** Gives a card to a customer. */
export function attachCard(ledger: Ledger, method: PaymentMethod, customer: Customer): void {
  method.customer = customer.id;
  ledger.emit('payment_method.attached', method);
}

/** Makes a card the one that the customer's invoices are charged to. */
export function preferCard(ledger: Ledger, customer: Customer, method: PaymentMethod): void {
  ledger.change(customer, 'customer.updated', (edited) => {
    edited.invoice_settings.default_payment_method = method.id;
  });
}

/** A new card from the portal: preferred by the customer and by every running subscription. */
export function replaceCard(ledger: Ledger, customer: Customer, kind: CardKind): PaymentMethod {
  const method = createCard(ledger, kind, { email: customer.email, name: customer.name });
  attachCard(ledger, method, customer);
  preferCard(ledger, customer, method);
  for (const subscription of ledger.subscriptions.all()) {
    if (subscription.customer !== customer.id || !isLive(subscription)) continue;
    ledger.change(subscription, 'customer.subscription.updated', (edited) => {
      edited.default_payment_method = method.id;
    });
  }
  return method;
}

/** The card an invoice is charged to: the subscription's own, else the customer's. */
export function cardFor(
  ledger: Ledger,
  customer: Customer,
  subscription: Subscription | undefined,
): PaymentMethod | undefined {
  const id = subscription?.default_payment_method ?? customer.invoice_settings.default_payment_method;
  const method = id === null ? undefined : ledger.paymentMethods.get(id);
  return method?.customer === customer.id ? method : undefined;
}

/** Whether a charge would succeed. `present`: the payer is at a checkout page, where a `fails-later` card pays once. */
export function wouldPay(ledger: Ledger, method: PaymentMethod, present: boolean): boolean {
  const kind = ledger.state.cards[method.id] ?? 'ok';
  return kind === 'ok' || (kind === 'fails-later' && present);
}
