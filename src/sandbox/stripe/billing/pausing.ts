import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { periodEnd, type PauseReason, type Subscription } from '../shapes/subscription.js';
import { collect } from './collection.js';
import { billPending } from './changes.js';
import { draftInvoice, finalizeInvoice } from './invoices.js';
import { itemLine, pendingLines } from './lines.js';
import { boundaryUntil, nextBoundary } from './periods.js';
import { chargeRest, creditRest, type ProrationBehaviour } from './proration.js';
import { refreshStanding } from './standing.js';

const hour = 3600;

/** Stops a subscription: no invoices and no new periods until it is resumed. */
export function enterPause(ledger: Ledger, subscription: Subscription, reason: PauseReason): void {
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = 'paused';
    edited.status_details = {
      paused: { subscription: { type: reason }, transitioned_at: ledger.now(), type: 'subscription' },
    };
  });
  ledger.emit('customer.subscription.paused', subscription);
}

/** Somebody asks for a pause. The unused rest of the period is credited with the next invoice, or at once. */
export function pauseSubscription(
  ledger: Ledger,
  subscription: Subscription,
  given: { credits: boolean; invoices: boolean },
): void {
  if (subscription.collection_method !== 'charge_automatically') {
    throw invalidRequest('Only subscriptions that are charged automatically can be paused.');
  }
  if (subscription.status !== 'active' && subscription.status !== 'past_due') {
    throw invalidRequest(`A subscription that is ${subscription.status} cannot be paused.`);
  }
  if (given.credits) creditRest(ledger, subscription);
  enterPause(ledger, subscription, 'pause_requested');
  if (given.invoices) billPending(ledger, subscription);
}

export interface ResumeGiven {
  /** `now` begins a new period at once; `unchanged` goes on in the period that surrounds now. */
  anchor: 'now' | 'unchanged';
  behaviour: 'resume_on_payment_attempt' | 'resume_on_payment_success';
  proration: ProrationBehaviour;
}

/**
 * Begins to resume a paused subscription. Whatever that costs is claimed with an invoice of its own: with
 * `resume_on_payment_success` it is tried at once and again later, else it waits 23 hours for somebody to pay it.
 */
export function resumeSubscription(ledger: Ledger, subscription: Subscription, given: ResumeGiven): void {
  if (subscription.status !== 'paused') {
    throw invalidRequest('This subscription is not paused.', { code: 'resource_missing' });
  }
  if (ledger.state.resumptions[subscription.id]) {
    throw invalidRequest('This subscription is being resumed already.');
  }
  const now = ledger.now();
  const begins = given.anchor === 'now';
  const period = begins
    ? { start: now, end: cycleAfter(subscription, now, now) }
    : runningPeriod(subscription, now);
  if (!begins && given.proration !== 'none') chargeRest(ledger, withPeriod(subscription, period));
  const claims = begins || given.proration === 'always_invoice';
  ledger.state.resumptions[subscription.id] = {
    invoice: claims ? claimResumption(ledger, subscription, period, given) : null,
    anchor: begins ? now : null,
    period,
    failureResumes: given.behaviour === 'resume_on_payment_attempt',
  };
  refreshStanding(ledger, subscription);
}

function cycleAfter(subscription: Subscription, anchor: number, moment: number): number {
  const recurring = subscription.items.data[0]?.price.recurring;
  return recurring ? nextBoundary(anchor, recurring, moment) : moment;
}

/** The period around a moment: the one that the pause interrupted, or one that would have come since. */
function runningPeriod(subscription: Subscription, now: number): { start: number; end: number } {
  const [first] = subscription.items.data;
  const recurring = first?.price.recurring;
  if (!recurring || periodEnd(subscription) > now) {
    return { start: first?.current_period_start ?? now, end: periodEnd(subscription) };
  }
  const anchor = subscription.billing_cycle_anchor;
  return { start: boundaryUntil(anchor, recurring, now), end: nextBoundary(anchor, recurring, now) };
}

function withPeriod(subscription: Subscription, period: { start: number; end: number }): Subscription {
  const copy = structuredClone(subscription);
  for (const item of copy.items.data) {
    item.current_period_start = period.start;
    item.current_period_end = period.end;
  }
  return copy;
}

/** Makes the invoice that a resumption costs; its id. */
function claimResumption(
  ledger: Ledger,
  subscription: Subscription,
  period: { start: number; end: number },
  given: ResumeGiven,
): string {
  const now = ledger.now();
  const id = ledger.newId('in');
  const lines = pendingLines(ledger, subscription, id);
  if (given.anchor === 'now') {
    for (const item of subscription.items.data) {
      lines.push(itemLine(ledger, subscription, item, id, { ...period, trial: false }));
    }
  }
  const tries = given.behaviour === 'resume_on_payment_success';
  const invoice = draftInvoice(ledger, subscription, {
    id,
    reason: 'subscription_update',
    period: { start: now, end: now },
    lines,
    advance: tries,
  });
  ledger.emit('invoice.created', invoice);
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.latest_invoice = id;
  });
  finalizeInvoice(ledger, invoice);
  if (tries || invoice.amount_due === 0) collect(ledger, invoice, { automatic: true });
  else ledger.schedule(now + 23 * hour, 'void-resumption', id);
  return id;
}
