import type { Ledger } from '../ledger.js';
import type { Invoice } from '../shapes/invoice.js';
import type { Subscription } from '../shapes/subscription.js';
import { changeItems, type ItemChange } from './changes.js';
import { attachDiscount, type Redemption } from './discounts.js';
import { invoicesOf } from './invoices.js';
import type { ProrationBehaviour } from './proration.js';
import { rehearse } from './rehearsal.js';
import { changeTrial } from './trials.js';
import { upcomingInvoice } from './upcoming.js';

/** Another plan, as a customer chooses it. */
export interface Switch {
  changes: ItemChange[];
  proration: ProrationBehaviour;
  /** Whether a trial ends with it. */
  endsTrial: boolean;
  redemption?: Redemption | undefined;
}

/** What a switch would cost. */
export interface SwitchPreview {
  /** What would be billed at once. */
  now: Invoice | null;
  /** Whether that would be paid with the card that is saved. */
  pays: boolean;
  /** The first invoice after that. */
  next: Invoice;
}

/** Switches a subscription. */
export function applySwitch(ledger: Ledger, subscription: Subscription, wanted: Switch): void {
  if (wanted.redemption) {
    ledger.emit('customer.discount.created', attachDiscount(ledger, subscription, wanted.redemption));
  }
  changeItems(ledger, subscription, wanted.changes, wanted.proration);
  if (subscription.status === 'trialing' && wanted.endsTrial) {
    changeTrial(ledger, subscription, 'now', wanted.proration);
  }
}

/** What a switch would cost, without switching. */
export function previewSwitch(ledger: Ledger, subscription: Subscription, wanted: Switch): SwitchPreview {
  return rehearse(ledger, (copy) => {
    const own = copy.subscriptions.get(subscription.id);
    if (!own) throw new Error(`subscription ${subscription.id} is not in the books`);
    const before = invoicesOf(copy, own).length;
    applySwitch(copy, own, wanted);
    const now = invoicesOf(copy, own).slice(before).at(-1) ?? null;
    return { now, pays: now === null || now.status === 'paid', next: upcomingInvoice(copy, own) };
  });
}
