import type { Ledger } from '../ledger.js';
import type { Invoice } from '../shapes/invoice.js';
import { isLive, type Subscription } from '../shapes/subscription.js';
import type { Settings } from '../state.js';
import { endSubscription } from './endings.js';
import { latestClaim } from './invoices.js';
import { settleResumption } from './resumption.js';

/** Whether an invoice is late: it was tried in vain or, if it was sent, its due date has passed. */
export function isOwed(invoice: Invoice | undefined, now: number): boolean {
  if (invoice?.status !== 'open') return false;
  if (invoice.collection_method === 'charge_automatically') return invoice.attempted;
  return invoice.due_date !== null && invoice.due_date <= now;
}

function statusFrom(ledger: Ledger, subscription: Subscription): Subscription['status'] {
  const latest = latestClaim(ledger, subscription);
  switch (subscription.status) {
    case 'active':
    case 'past_due':
      return isOwed(latest, ledger.now()) ? 'past_due' : 'active';
    case 'unpaid':
      return latest?.status === 'open' ? 'unpaid' : 'active';
    case 'incomplete':
      if (latest?.status === 'paid') return 'active';
      return latest?.status === 'void' ? 'incomplete_expired' : 'incomplete';
    default:
      return subscription.status;
  }
}

/** Makes a subscription's status follow its latest finalized invoice, as Stripe does. */
export function refreshStanding(ledger: Ledger, subscription: Subscription): void {
  if (!isLive(subscription)) return;
  settleResumption(ledger, subscription);
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = statusFrom(ledger, edited);
    if (edited.status === 'incomplete_expired') edited.ended_at = ledger.now();
  });
}

/** What the merchant decided for the day on which nobody waits for the money any more. */
export function afterTime(
  ledger: Ledger,
  subscription: Subscription,
  outcome: Settings['afterLastRetry'],
): void {
  if (subscription.status !== 'past_due') return;
  if (outcome === 'cancel') endSubscription(ledger, subscription, { reason: 'payment_failed' });
  if (outcome !== 'unpaid') return;
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = 'unpaid';
  });
}
