import type { Ledger } from '../ledger.js';
import type { Invoice } from '../shapes/invoice.js';
import type { Subscription } from '../shapes/subscription.js';
import { schedulePeriod } from './calendar.js';

/** What a paused subscription becomes once its resumption is settled. */
export interface Resumption {
  /** The claim that has to be settled first; `null` when there is none. */
  invoice: string | null;
  /** A new anchor of the billing cycle, or `null` to keep the old one. Seconds. */
  anchor: number | null;
  /** The period in which the items go on, in seconds. */
  period: { start: number; end: number };
  /** A payment that fails ends the pause too, with the subscription behind. */
  failureResumes: boolean;
}

/** What the claim of a resumption says about a paused subscription: it stays paused, or goes on in this status. */
function verdict(resumption: Resumption, claim: Invoice | undefined): 'paused' | 'active' | 'past_due' {
  if (!claim || claim.status === 'paid' || claim.status === 'uncollectible') return 'active';
  const failed = claim.status === 'open' && claim.attempted;
  return failed && resumption.failureResumes ? 'past_due' : 'paused';
}

/** Lets a paused subscription follow the claim of its resumption; nothing happens while that is undecided. */
export function settleResumption(ledger: Ledger, subscription: Subscription): void {
  const resumption = ledger.state.resumptions[subscription.id];
  if (subscription.status !== 'paused' || !resumption) return;
  const claim = ledger.invoices.get(resumption.invoice ?? '');
  if (claim?.status === 'void') {
    delete ledger.state.resumptions[subscription.id];
    return;
  }
  const status = verdict(resumption, claim);
  if (status === 'paused') return;
  delete ledger.state.resumptions[subscription.id];
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.status = status;
    delete edited.status_details;
    if (resumption.anchor !== null) edited.billing_cycle_anchor = resumption.anchor;
    for (const item of edited.items.data) {
      item.current_period_start = resumption.period.start;
      item.current_period_end = resumption.period.end;
    }
    if (edited.cancel_at_period_end) edited.cancel_at = resumption.period.end;
  });
  ledger.emit('customer.subscription.resumed', subscription);
  schedulePeriod(ledger, subscription);
}
