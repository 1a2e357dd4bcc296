import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { Subscription } from '../shapes/subscription.js';
import { schedulePeriod } from './calendar.js';
import { cardFor } from './cards.js';
import { restartPeriod } from './changes.js';
import { endSubscription } from './endings.js';
import { customerOf } from './invoices.js';
import { enterPause } from './pausing.js';
import { creditRest, type ProrationBehaviour } from './proration.js';

/** A trial that may not go on without a card ends or pauses there; `true` when it did. */
export function endTrialWithoutCard(ledger: Ledger, subscription: Subscription): boolean {
  const behaviour = subscription.trial_settings.end_behavior.missing_payment_method;
  const sent = subscription.collection_method === 'send_invoice';
  if (behaviour === 'create_invoice' || sent) return false;
  if (cardFor(ledger, customerOf(ledger, subscription), subscription)) return false;
  if (behaviour === 'pause') enterPause(ledger, subscription, 'trial_end_without_payment_method');
  else endSubscription(ledger, subscription);
  return true;
}

/**
 * Moves the end of a trial, gives a trial to a running subscription, or ends one at once and bills what comes next.
 * `end` is in seconds.
 */
export function changeTrial(
  ledger: Ledger,
  subscription: Subscription,
  end: number | 'now',
  behaviour: ProrationBehaviour,
): void {
  const now = ledger.now();
  if (end === 'now') {
    if (subscription.status === 'trialing') endTrial(ledger, subscription);
    return;
  }
  if (end <= now || end > now + 730 * 86_400) {
    throw invalidRequest('`trial_end` must be a moment in the next two years.', { param: 'trial_end' });
  }
  const fresh = subscription.status !== 'trialing';
  if (fresh && !['active', 'past_due', 'unpaid'].includes(subscription.status)) {
    throw invalidRequest(`A subscription that is ${subscription.status} cannot begin a trial.`, {
      param: 'trial_end',
    });
  }
  if (fresh && behaviour !== 'none') creditRest(ledger, subscription);
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = 'trialing';
    edited.trial_end = end;
    edited.billing_cycle_anchor = end;
    if (fresh) edited.trial_start = now;
    for (const item of edited.items.data) {
      if (fresh) item.current_period_start = now;
      item.current_period_end = end;
    }
    if (edited.cancel_at_period_end) edited.cancel_at = end;
  });
  schedulePeriod(ledger, subscription);
}

function endTrial(ledger: Ledger, subscription: Subscription): void {
  const now = ledger.now();
  if (subscription.cancel_at_period_end) {
    ledger.change(subscription, null, (edited) => {
      edited.trial_end = now;
    });
    endSubscription(ledger, subscription);
    return;
  }
  ledger.change(subscription, null, (edited) => {
    edited.trial_end = now;
    for (const item of edited.items.data)
      item.current_period_end = Math.max(now, item.current_period_start + 1);
  });
  if (!endTrialWithoutCard(ledger, subscription)) restartPeriod(ledger, subscription);
}
