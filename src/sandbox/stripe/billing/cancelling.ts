import type { Ledger } from '../ledger.js';
import type { CancellationDetails, Subscription } from '../shapes/subscription.js';
import { billPending } from './changes.js';
import { endSubscription } from './endings.js';
import { creditRest } from './proration.js';

/** Ends a subscription at once on request; the unused rest can be credited, and what waits can be billed at once. */
export function cancelNow(
  ledger: Ledger,
  subscription: Subscription,
  given: { prorates: boolean; invoices: boolean; details?: Partial<CancellationDetails> },
): void {
  const billed = subscription.status === 'active' || subscription.status === 'past_due';
  if (given.prorates && billed) creditRest(ledger, subscription);
  if (given.invoices) billPending(ledger, subscription);
  endSubscription(ledger, subscription, { ...given.details, reason: 'cancellation_requested' });
}
