import type { Ledger } from '../ledger.js';
import type { Invoice } from '../shapes/invoice.js';
import { isLive, periodEnd, type Subscription } from '../shapes/subscription.js';
import { schedulePeriod } from './calendar.js';
import { collect } from './collection.js';
import { endSubscription } from './endings.js';
import { closeInvoice, draftInvoice, finalizeInvoice } from './invoices.js';
import { itemLine, pendingLines } from './lines.js';
import { nextBoundary } from './periods.js';
import { sendInvoice } from './sending.js';
import { refreshStanding } from './standing.js';
import { endTrialWithoutCard } from './trials.js';

/** The end of a period: the subscription ends, or a new period begins with a draft invoice. */
export function renew(ledger: Ledger, subscription: Subscription): void {
  const now = ledger.now();
  if (!isLive(subscription) || periodEnd(subscription) > now) return;
  if (subscription.status === 'incomplete') return;
  if (subscription.cancel_at !== null && subscription.cancel_at <= now) {
    endSubscription(ledger, subscription);
    return;
  }
  if (subscription.status === 'paused') return;
  if (subscription.status === 'trialing' && endTrialWithoutCard(ledger, subscription)) return;
  beginPeriod(ledger, subscription);
}

function beginPeriod(ledger: Ledger, subscription: Subscription): void {
  const now = ledger.now();
  const id = ledger.newId('in');
  const advance =
    subscription.status !== 'unpaid' && subscription.pause_collection?.behavior !== 'keep_as_draft';
  const starts = subscription.items.data.map((item) => item.current_period_start);
  const previous = { start: Math.min(...starts), end: periodEnd(subscription) };
  const periods = subscription.items.data.map((item) => ({
    start: item.current_period_end,
    end: item.price.recurring
      ? nextBoundary(subscription.billing_cycle_anchor, item.price.recurring, item.current_period_end)
      : item.current_period_end,
  }));
  const invoice = draftInvoice(ledger, subscription, {
    id,
    reason: 'subscription_cycle',
    period: previous,
    lines: [
      ...pendingLines(ledger, subscription, id),
      ...subscription.items.data.map((item, index) =>
        itemLine(ledger, subscription, item, id, { start: now, end: now, ...periods[index], trial: false }),
      ),
    ],
    advance,
  });
  if (advance) {
    leaveDraft(ledger, invoice);
  }
  ledger.emit('invoice.created', invoice);
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.items.data.forEach((item, index) => {
      item.current_period_start = periods[index]?.start ?? now;
      item.current_period_end = periods[index]?.end ?? now;
    });
    edited.latest_invoice = invoice.id;
    if (edited.status === 'trialing') edited.status = 'active';
    if (edited.cancel_at_period_end) edited.cancel_at = periodEnd(edited);
  });
  // Whoever had a trial in between may still owe what was before it.
  refreshStanding(ledger, subscription);
  schedulePeriod(ledger, subscription);
}

/** Leaves an invoice as a draft for the time that the merchant set. */
export function leaveDraft(ledger: Ledger, invoice: Invoice): void {
  const ends = ledger.now() + ledger.state.settings.draftMinutes * 60;
  invoice.automatically_finalizes_at = ends;
  if (invoice.collection_method === 'charge_automatically') invoice.next_payment_attempt = ends;
  ledger.schedule(ends, 'finalize', invoice.id);
}

/** The hour of a renewal's draft is over: it becomes a claim, and is tried at once or sent. */
export function finalizeRenewal(
  ledger: Ledger,
  invoice: Invoice,
  subscription: Subscription | undefined,
): void {
  finalizeInvoice(ledger, invoice);
  const paused = subscription?.pause_collection?.behavior;
  if (subscription && (paused === 'void' || paused === 'mark_uncollectible')) {
    closeInvoice(ledger, invoice, paused === 'void' ? 'void' : 'uncollectible');
    refreshStanding(ledger, subscription);
    return;
  }
  if (invoice.collection_method === 'send_invoice') sendInvoice(ledger, invoice);
  else collect(ledger, invoice, { automatic: true });
}
