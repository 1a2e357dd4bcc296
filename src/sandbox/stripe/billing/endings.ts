import type { Ledger } from '../ledger.js';
import { periodEnd, type CancellationDetails, type Subscription } from '../shapes/subscription.js';
import { closeInvoice, latestClaim, stopCollecting } from './invoices.js';

/** Ends a subscription now. A reason that was given earlier (a request to cancel) stays. */
export function endSubscription(
  ledger: Ledger,
  subscription: Subscription,
  details: Partial<CancellationDetails> = {},
): void {
  const now = ledger.now();
  stopCollecting(ledger, subscription);
  delete ledger.state.resumptions[subscription.id];
  delete subscription.status_details;
  Object.assign(subscription.cancellation_details, details);
  subscription.status = 'canceled';
  subscription.canceled_at ??= now;
  subscription.ended_at = now;
  ledger.emit('customer.subscription.deleted', subscription);
}

/** Asks for an end at the end of the running period, or takes that back. */
export function cancelAtPeriodEnd(
  ledger: Ledger,
  subscription: Subscription,
  cancel: boolean,
  details: Partial<CancellationDetails> = {},
): void {
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    applyCancelAtPeriodEnd(ledger, edited, cancel);
    Object.assign(edited.cancellation_details, details);
  });
}

/** The fields that change with `cancel_at_period_end`, without an event. Taking it back clears any planned end. */
export function applyCancelAtPeriodEnd(ledger: Ledger, subscription: Subscription, cancel: boolean): void {
  if (subscription.cancel_at_period_end === cancel && (cancel || subscription.cancel_at === null)) return;
  subscription.cancel_at_period_end = cancel;
  subscription.cancel_at = cancel ? Math.max(periodEnd(subscription), ledger.now() + 1) : null;
  if (subscription.cancel_at !== null) ledger.schedule(subscription.cancel_at, 'cancel', subscription.id);
  subscription.canceled_at = cancel ? ledger.now() : null;
  subscription.cancellation_details.reason = cancel ? 'cancellation_requested' : null;
  if (cancel) return;
  subscription.cancellation_details.comment = null;
  subscription.cancellation_details.feedback = null;
}

/** Closes a subscription whose first invoice was never paid. */
export function expireIncomplete(ledger: Ledger, subscription: Subscription): void {
  const first = latestClaim(ledger, subscription);
  if (first?.status === 'open') closeInvoice(ledger, first, 'void');
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = 'incomplete_expired';
    edited.ended_at = ledger.now();
  });
}
