import type { Due } from '../agenda.js';
import type { Ledger } from '../ledger.js';
import { newInvoice } from '../shapes/invoice.js';
import { periodEnd, type Subscription } from '../shapes/subscription.js';
import { discountLines, discountSums } from './discounts.js';
import { customerOf } from './invoices.js';
import { itemLine } from './lines.js';
import { nextBoundary } from './periods.js';

const day = 86_400;

/** Tells that a renewal is near, with the invoice as it would be. */
export function announceUpcoming(ledger: Ledger, subscription: Subscription, due: Due): void {
  const end = periodEnd(subscription);
  if (end - ledger.state.settings.upcomingDays * day !== due.at || subscription.cancel_at !== null) return;
  if (!['active', 'trialing', 'past_due'].includes(subscription.status)) return;
  const id = ledger.newId('in').replace('in_', 'upcoming_in_');
  const { name } = ledger.state.account.business_profile;
  const lines = subscription.items.data.map((item) =>
    itemLine(ledger, subscription, item, id, {
      start: end,
      end: item.price.recurring
        ? nextBoundary(subscription.billing_cycle_anchor, item.price.recurring, end)
        : end,
      trial: false,
    }),
  );
  discountLines(ledger, subscription, lines);
  const invoice = newInvoice(id, end, {
    account: { name, country: ledger.state.account.country },
    customer: customerOf(ledger, subscription),
    currency: subscription.currency,
    reason: 'upcoming',
    subscription,
    period: { start: subscription.items.data[0]?.current_period_start ?? end, end },
    lines,
    discounts: discountSums(lines),
  });
  if (invoice.collection_method === 'charge_automatically') {
    invoice.next_payment_attempt = end + ledger.state.settings.draftMinutes * 60;
  }
  ledger.emit('invoice.upcoming', invoice);
}
