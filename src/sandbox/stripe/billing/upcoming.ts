import type { Due } from '../agenda.js';
import type { Ledger } from '../ledger.js';
import { newInvoice, type Invoice } from '../shapes/invoice.js';
import { periodEnd, type Subscription } from '../shapes/subscription.js';
import { discountLines, discountSums } from './discounts.js';
import { customerOf } from './invoices.js';
import { itemLine, pendingLine, waitingItems } from './lines.js';
import { nextBoundary } from './periods.js';

const day = 86_400;

/** Tells that a renewal is near, with the invoice as it would be. */
export function announceUpcoming(ledger: Ledger, subscription: Subscription, due: Due): void {
  const end = periodEnd(subscription);
  if (end - ledger.state.settings.upcomingDays * day !== due.at || subscription.cancel_at !== null) return;
  if (!['active', 'trialing', 'past_due'].includes(subscription.status)) return;
  ledger.emit('invoice.upcoming', upcomingInvoice(ledger, subscription));
}

/** The next invoice of a subscription as it would be, with whatever waits for it. It is in no list. */
export function upcomingInvoice(ledger: Ledger, subscription: Subscription): Invoice {
  const end = periodEnd(subscription);
  const id = previewId(ledger);
  const { name } = ledger.state.account.business_profile;
  const lines = [
    ...waitingItems(ledger, subscription).map((item) => pendingLine(ledger, item, id)),
    ...subscription.items.data.map((item) =>
      itemLine(ledger, subscription, item, id, {
        start: end,
        end: item.price.recurring
          ? nextBoundary(subscription.billing_cycle_anchor, item.price.recurring, end)
          : end,
        trial: false,
      }),
    ),
  ];
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
  return invoice;
}

/** What an invoice is called that nobody has made yet. */
export function previewId(ledger: Ledger): string {
  return ledger.newId('in').replace('in_', 'upcoming_in_');
}
