import type { Ledger } from '../ledger.js';
import type { PaymentMethod } from '../shapes/payment-method.js';
import type { Price } from '../shapes/catalogue.js';
import type { Customer } from '../shapes/customer.js';
import type { Metadata } from '../shapes/basics.js';
import type { Invoice } from '../shapes/invoice.js';
import { newItem, newSubscription, type Subscription } from '../shapes/subscription.js';
import { schedulePeriod } from './calendar.js';
import { collect } from './collection.js';
import { attachDiscount, type Redemption } from './discounts.js';
import { draftInvoice, finalizeInvoice } from './invoices.js';
import { itemLine } from './lines.js';
import { nextBoundary } from './periods.js';
import { leaveDraft } from './renewal.js';
import { sendInvoice } from './sending.js';

export interface NewSubscription {
  customer: Customer;
  currency: string;
  items: { price: Price; quantity: number; metadata?: Metadata }[];
  metadata: Metadata;
  description: string | null;
  card: PaymentMethod | null;
  /** Seconds; a trial until then. */
  trialEnd: number | null;
  /** `present`: paid at a checkout page. `attempt`: the saved card is charged. `wait`: the payer will confirm. */
  payment: 'present' | 'attempt' | 'wait';
  redemptions?: Redemption[];
  /** The Checkout Session that sells it. */
  session?: string;
  adjust?: (subscription: Subscription) => void;
}

const hour = 3600;

/** Begins a subscription: its first period, its first invoice, and the attempt to collect it. */
export function subscribe(
  ledger: Ledger,
  given: NewSubscription,
): { subscription: Subscription; invoice: Invoice } {
  const now = ledger.now();
  const anchor = given.trialEnd ?? now;
  const subscription = newSubscription(ledger.newId('sub'), now, {
    customer: given.customer.id,
    currency: given.currency,
    anchor,
    trialEnd: given.trialEnd,
    metadata: { ...given.metadata },
  });
  subscription.description = given.description;
  subscription.default_payment_method = given.card?.id ?? null;
  for (const { price, quantity, metadata } of given.items) {
    if (!price.recurring) throw new Error(`price ${price.id} is not recurring`);
    const end = given.trialEnd ?? nextBoundary(anchor, price.recurring, now);
    subscription.items.data.push(
      newItem(ledger.newId('si'), now, {
        price,
        quantity,
        subscription: subscription.id,
        start: now,
        end,
        metadata: { ...metadata },
      }),
    );
  }
  given.adjust?.(subscription);
  // Whoever is sent invoices is trusted to pay them: nothing waits for the first payment.
  if (subscription.collection_method === 'send_invoice' && given.trialEnd === null) {
    subscription.status = 'active';
  }
  ledger.subscriptions.add(subscription);
  const discounts = (given.redemptions ?? []).map((redemption) =>
    attachDiscount(ledger, subscription, redemption, given.session ?? null),
  );
  const invoice = firstInvoice(ledger, subscription);
  ledger.emit('customer.subscription.created', subscription);
  for (const discount of discounts) ledger.emit('customer.discount.created', discount);
  ledger.emit('invoice.created', invoice);
  const sent = subscription.collection_method === 'send_invoice';
  if (sent && invoice.total > 0) leaveDraft(ledger, invoice);
  else finalizeInvoice(ledger, invoice);
  if (sent) {
    if (invoice.total <= 0) sendInvoice(ledger, invoice);
  } else if (given.payment !== 'wait' || invoice.amount_due === 0) {
    collect(ledger, invoice, { automatic: true, present: given.payment === 'present' });
  }
  if (subscription.status === 'incomplete') {
    ledger.schedule(now + 23 * hour, 'expire-incomplete', subscription.id);
  }
  if (subscription.cancel_at !== null) ledger.schedule(subscription.cancel_at, 'cancel', subscription.id);
  schedulePeriod(ledger, subscription);
  return { subscription, invoice };
}

function firstInvoice(ledger: Ledger, subscription: Subscription): Invoice {
  const now = ledger.now();
  const id = ledger.newId('in');
  const trial = subscription.status === 'trialing';
  const invoice = draftInvoice(ledger, subscription, {
    id,
    reason: 'subscription_create',
    period: { start: now, end: now },
    lines: subscription.items.data.map((item) =>
      itemLine(ledger, subscription, item, id, {
        start: item.current_period_start,
        end: item.current_period_end,
        trial,
      }),
    ),
    advance: true,
  });
  subscription.latest_invoice = invoice.id;
  return invoice;
}
