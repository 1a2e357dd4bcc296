import type { Due } from './agenda.js';
import { expireCheckout } from './billing/checkout.js';
import { collect } from './billing/collection.js';
import { settleDebit } from './billing/debits.js';
import { detachDiscount, endCoupon } from './billing/discounts.js';
import { forfeitDispute } from './billing/disputes.js';
import { endSubscription, expireIncomplete } from './billing/endings.js';
import { closeInvoice } from './billing/invoices.js';
import { completeRefund } from './billing/refunds.js';
import { finalizeRenewal, renew } from './billing/renewal.js';
import { giveUpWaiting, passDueDate } from './billing/sending.js';
import { refreshStanding } from './billing/standing.js';
import { announceUpcoming } from './billing/upcoming.js';
import { forgetOldKeys } from './http/idempotency.js';
import type { Ledger } from './ledger.js';
import { subscriptionOf, type Invoice } from './shapes/invoice.js';
import { isLive, type Subscription } from './shapes/subscription.js';
import { isOver } from './webhooks/queue.js';

type Handlers = Record<Due['kind'], (ledger: Ledger, due: Due) => void>;

function withSubscription(
  handle: (ledger: Ledger, subscription: Subscription, due: Due) => void,
): (ledger: Ledger, due: Due) => void {
  return (ledger, due) => {
    const subscription = ledger.subscriptions.get(due.id);
    if (subscription && isLive(subscription)) handle(ledger, subscription, due);
  };
}

function withOpenInvoice(
  handle: (ledger: Ledger, invoice: Invoice) => void,
): (ledger: Ledger, due: Due) => void {
  return (ledger, due) => {
    const invoice = ledger.invoices.get(due.id);
    if (invoice?.status === 'open') handle(ledger, invoice);
  };
}

/** An entry is done only if the object still expects it at that time: agendas are never tidied up. */
const handlers: Handlers = {
  renew: withSubscription(renew),
  cancel: withSubscription((ledger, subscription, due) => {
    if (subscription.cancel_at === due.at) endSubscription(ledger, subscription);
  }),
  'expire-incomplete': withSubscription((ledger, subscription) => {
    if (subscription.status === 'incomplete') expireIncomplete(ledger, subscription);
  }),
  'trial-ending': withSubscription((ledger, subscription, due) => {
    // A trial that was made longer is warned of later.
    if (subscription.status !== 'trialing' || (subscription.trial_end ?? 0) > due.at + 3 * 86_400) return;
    ledger.emit('customer.subscription.trial_will_end', subscription);
  }),
  'discount-ends'(ledger, due) {
    const discount = ledger.discounts.get(due.id);
    if (discount?.end === due.at) detachDiscount(ledger, discount);
  },
  'coupon-ends'(ledger, due) {
    const coupon = ledger.coupons.get(due.id);
    if (coupon?.redeem_by === due.at) endCoupon(ledger, coupon);
  },
  'code-ends'(ledger, due) {
    const code = ledger.promotionCodes.get(due.id);
    if (code?.expires_at === due.at) code.active = false;
  },
  upcoming: withSubscription(announceUpcoming),
  'resume-collection': withSubscription((ledger, subscription, due) => {
    if (subscription.pause_collection?.resumes_at !== due.at) return;
    ledger.change(subscription, 'customer.subscription.updated', (edited) => {
      edited.pause_collection = null;
    });
  }),
  finalize(ledger, due) {
    const invoice = ledger.invoices.get(due.id);
    if (invoice?.status !== 'draft' || invoice.automatically_finalizes_at !== due.at) return;
    finalizeRenewal(ledger, invoice, ledger.subscriptions.get(subscriptionOf(invoice) ?? ''));
  },
  collect(ledger, due) {
    const invoice = ledger.invoices.get(due.id);
    if (invoice?.status !== 'open' || invoice.next_payment_attempt !== due.at) return;
    if (ledger.customers.get(invoice.customer)) collect(ledger, invoice, { automatic: true });
  },
  'expire-checkout'(ledger, due) {
    const session = ledger.checkoutSessions.get(due.id);
    if (session?.status === 'open') expireCheckout(ledger, session);
  },
  'void-resumption': withOpenInvoice((ledger, invoice) => {
    if (invoice.attempted) return;
    closeInvoice(ledger, invoice, 'void');
    const subscription = ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
    if (subscription) refreshStanding(ledger, subscription);
  }),
  'invoice-due': withOpenInvoice(passDueDate),
  'invoice-given-up': withOpenInvoice(giveUpWaiting),
  'will-be-due': withOpenInvoice((ledger, invoice) => ledger.emit('invoice.will_be_due', invoice)),
  overdue: withOpenInvoice((ledger, invoice) => ledger.emit('invoice.overdue', invoice)),
  'debit-settles'(ledger, due) {
    const charge = ledger.charges.get(due.id);
    if (charge) settleDebit(ledger, charge);
  },
  'refund-arrives'(ledger, due) {
    const refund = ledger.refunds.get(due.id);
    if (refund) completeRefund(ledger, refund);
  },
  'dispute-due'(ledger, due) {
    const dispute = ledger.disputes.get(due.id);
    if (dispute) forfeitDispute(ledger, dispute);
  },
  deliver(ledger, due) {
    const delivery = ledger.state.deliveries.find((row) => row.id === due.id);
    if (delivery?.state !== 'retrying') return;
    delivery.state = 'queued';
    ledger.state.outbox.push(delivery.id);
  },
};

/** Does what an entry of the agenda asks for. */
export function runDue(ledger: Ledger, due: Due): void {
  ledger.causedBy({ id: null, idempotency_key: null }, () => handlers[due.kind](ledger, due));
}

const retention = 30 * 86_400;

/** Forgets what Stripe forgets too: events after 30 days, idempotency keys after one, portal sessions. */
export function prune(ledger: Ledger): void {
  const { state } = ledger;
  const oldest = ledger.now() - retention;
  forgetOldKeys(state, ledger.now());
  const gone = new Set<string>();
  for (const event of ledger.events.all().filter((row) => row.created < oldest)) gone.add(event.id);
  if (gone.size > 0) {
    const waiting = new Set(
      state.deliveries.filter((row) => !isOver(row) && gone.has(row.event)).map((row) => row.event),
    );
    for (const id of gone) if (!waiting.has(id)) ledger.events.remove(id);
    state.deliveries = state.deliveries.filter((row) => waiting.has(row.event) || !gone.has(row.event));
  }
  for (const session of ledger.portalSessions.all().filter((row) => row.created < oldest)) {
    ledger.portalSessions.remove(session.id);
  }
}
