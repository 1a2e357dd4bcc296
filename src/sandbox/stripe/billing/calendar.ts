import type { Ledger } from '../ledger.js';
import { periodEnd, type Subscription } from '../shapes/subscription.js';

const day = 86_400;

/** Notes everything that the running period of a subscription will bring. */
export function schedulePeriod(ledger: Ledger, subscription: Subscription): void {
  const end = periodEnd(subscription);
  ledger.schedule(end, 'renew', subscription.id);
  const upcoming = end - ledger.state.settings.upcomingDays * day;
  if (upcoming > ledger.now()) ledger.schedule(upcoming, 'upcoming', subscription.id);
  if (subscription.status !== 'trialing' || subscription.trial_end === null) return;
  const warning = Math.max(ledger.now(), subscription.trial_end - 3 * day);
  ledger.schedule(warning, 'trial-ending', subscription.id);
}
