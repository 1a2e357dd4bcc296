import { invalidRequest, noSuch } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { CardKind } from '../shapes/card.js';
import type { MethodType, PaymentMethod } from '../shapes/payment-method.js';
import { customerDetails, type CheckoutSession } from '../shapes/checkout-session.js';
import { newCustomer, type Customer } from '../shapes/customer.js';
import { newPaymentIntent, type PaymentIntent } from '../shapes/payment-intent.js';
import type { CheckoutPlan } from '../state.js';
import { attachCard, createMethod, wouldPay } from './cards.js';
import { redeem } from './discounts.js';
import { invoiceOrder } from './order-invoices.js';
import { confirmIntent } from './payment.js';
import { checkCustomerCurrency } from './pricing.js';
import { subscribe } from './subscribe.js';

export interface Payer {
  /** With what; a card when left out. */
  method?: MethodType | undefined;
  /** What becomes of the payment, whatever it is made with. */
  card: CardKind;
  email: string | null;
  name: string | null;
}

/**
 * A person presses Pay. `false` when the card is declined: the session stays open and can be paid with another.
 * The caller has seen to it that the session is open.
 */
export function payCheckout(ledger: Ledger, session: CheckoutSession, payer: Payer): boolean {
  const plan = ledger.state.checkouts[session.id];
  if (!plan) throw new Error(`checkout ${session.id} has no plan`);
  const known = session.customer === null ? undefined : ledger.customers.get(session.customer);
  if (session.customer !== null && !known) throw noSuch('customer', session.customer, 'customer');
  if (known && session.mode === 'subscription') checkCustomerCurrency(ledger, known.id, session.currency);
  const email = known?.email ?? session.customer_email ?? payer.email;
  const type = payer.method ?? 'card';
  if (!session.payment_method_types.includes(type)) {
    throw invalidRequest(`This Checkout Session does not take ${type}.`);
  }
  // Where nothing is due and no card is asked for, the page has no field for one.
  const card = asksForMethod(session)
    ? createMethod(ledger, { type, kind: payer.card, email, name: payer.name })
    : null;
  if (card && !wouldPay(ledger, card, true)) {
    if (session.amount_total > 0) tryIntent(ledger, session, plan, card, known?.id ?? null);
    return false;
  }
  const customer = payingCustomer(ledger, session, known, { email, name: payer.name });
  if (card && customer && (session.mode === 'subscription' || plan.setupFutureUsage))
    attachCard(ledger, card, customer);
  if (session.mode === 'subscription' && customer) beginSubscription(ledger, session, plan, customer, card);
  else payOnce(ledger, session, plan, customer, card);
  session.status = 'complete';
  session.url = null;
  session.customer = customer?.id ?? null;
  session.customer_details = customerDetails({ email, name: payer.name ?? customer?.name ?? null });
  if (session.mode === 'payment' && session.payment_status !== 'unpaid') invoiceOrder(ledger, session);
  countCompletion(ledger, session);
  ledger.emit('checkout.session.completed', session);
  return true;
}

/** A payment link that may be used so many times is switched off with the last. */
function countCompletion(ledger: Ledger, session: CheckoutSession): void {
  const link = ledger.paymentLinks.get(session.payment_link ?? '');
  const sessions = link?.restrictions?.completed_sessions;
  if (!link || !sessions) return;
  sessions.count += 1;
  if (sessions.count >= sessions.limit) link.active = false;
}

/** Whether the page asks how to pay. */
export function asksForMethod(session: CheckoutSession): boolean {
  return session.amount_total > 0 || session.payment_method_collection === 'always';
}

function payingCustomer(
  ledger: Ledger,
  session: CheckoutSession,
  known: Customer | undefined,
  who: { email: string | null; name: string | null },
): Customer | undefined {
  if (known) {
    ledger.change(known, 'customer.updated', (edited) => {
      edited.email ??= who.email;
      edited.name ??= who.name;
    });
    return known;
  }
  // An invoice is made out to somebody.
  const needed = session.customer_creation === 'always' || session.invoice_creation?.enabled;
  if (session.mode === 'payment' && !needed) return undefined;
  const customer = ledger.customers.add(newCustomer(ledger.newId('cus'), ledger.now(), who));
  ledger.emit('customer.created', customer);
  return customer;
}

function beginSubscription(
  ledger: Ledger,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: Customer,
  card: PaymentMethod | null,
): void {
  const trialEnd = plan.trialDays === null ? plan.trialEnd : ledger.now() + plan.trialDays * 86_400;
  const { subscription, invoice } = subscribe(ledger, {
    customer,
    currency: session.currency,
    items: plan.lines.map((line) => ({
      // The price as it is sold now, not as it was when the session began.
      price: ledger.prices.get(line.price.id) ?? line.price,
      quantity: line.quantity,
    })),
    metadata: plan.metadata,
    description: plan.description,
    card,
    trialEnd,
    payment: 'present',
    redemptions: plan.discount ? [plan.discount] : [],
    session: session.id,
    adjust: (fresh) => {
      fresh.trial_settings.end_behavior.missing_payment_method = plan.missingCard;
    },
  });
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  session.payment_status = trialEnd !== null || session.amount_total === 0 ? 'no_payment_required' : 'paid';
}

function payOnce(
  ledger: Ledger,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: Customer | undefined,
  card: PaymentMethod | null,
): void {
  if (plan.discount) redeem(ledger, plan.discount);
  session.payment_status = 'no_payment_required';
  if (!card || session.amount_total === 0) return;
  const intent = tryIntent(ledger, session, plan, card, customer?.id ?? null);
  session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
}

function tryIntent(
  ledger: Ledger,
  session: CheckoutSession,
  plan: CheckoutPlan,
  card: PaymentMethod,
  customer: string | null,
): PaymentIntent {
  let intent =
    session.payment_intent === null ? undefined : ledger.paymentIntents.get(session.payment_intent);
  if (!intent) {
    intent = newPaymentIntent(ledger.newId('pi'), ledger.now(), {
      amount: session.amount_total,
      currency: session.currency,
      customer,
      description: plan.description,
      metadata: session.mode === 'payment' ? { ...plan.metadata } : {},
      setupFutureUsage: plan.setupFutureUsage,
      methodTypes: session.payment_method_types,
    });
    ledger.paymentIntents.add(intent);
    if (session.mode === 'payment') session.payment_intent = intent.id;
    ledger.emit('payment_intent.created', intent);
  }
  intent.customer = customer;
  confirmIntent(ledger, intent, card, true);
  return intent;
}

/** Closes a session that nobody paid. */
export function expireCheckout(ledger: Ledger, session: CheckoutSession): void {
  session.status = 'expired';
  session.url = null;
  ledger.emit('checkout.session.expired', session);
}
