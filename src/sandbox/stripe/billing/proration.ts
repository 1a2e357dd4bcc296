import type { Ledger } from '../ledger.js';
import { newInvoiceItem } from '../shapes/invoice-item.js';
import type { Subscription, SubscriptionItem } from '../shapes/subscription.js';
import { productName } from './lines.js';

function amountOf(item: SubscriptionItem): number {
  return item.price.unit_amount * item.quantity;
}

function isSame(one: SubscriptionItem | undefined, other: SubscriptionItem | undefined): boolean {
  return one?.price.id === other?.price.id && one?.quantity === other?.quantity;
}

/**
 * Writes down what a change of items gives back for the unused rest of the running period and, unless a new period
 * begins (`restarts`), what the new items cost for that rest.
 */
export function prorate(
  ledger: Ledger,
  subscription: Subscription,
  before: SubscriptionItem[],
  after: SubscriptionItem[],
  restarts: boolean,
): void {
  for (const item of before) {
    const successor = after.find((candidate) => candidate.id === item.id);
    if (!restarts && isSame(item, successor)) continue;
    note(ledger, subscription, item, item, -1, 'Unused time on');
  }
  if (restarts) return;
  for (const item of after) {
    const old = before.find((candidate) => candidate.id === item.id);
    if (!isSame(item, old)) note(ledger, subscription, item, old ?? item, 1, 'Remaining time on');
  }
}

function note(
  ledger: Ledger,
  subscription: Subscription,
  item: SubscriptionItem,
  period: SubscriptionItem,
  sign: 1 | -1,
  words: string,
): void {
  const now = ledger.now();
  const { current_period_start: start, current_period_end: end } = period;
  const share = end > start ? (end - now) / (end - start) : 0;
  const many = item.quantity === 1 ? '' : `${item.quantity} × `;
  const date = new Date(now * 1000).toISOString().slice(0, 10);
  const noted = newInvoiceItem(ledger.newId('ii'), now, {
    customer: subscription.customer,
    subscription: subscription.id,
    item: item.id,
    price: item.price,
    quantity: item.quantity,
    amount: sign * Math.round(amountOf(item) * share),
    description: `${words} ${many}${productName(ledger, item.price)} after ${date}`,
    period: { start: now, end },
  });
  ledger.invoiceItems.add(noted);
  ledger.emit('invoiceitem.created', noted);
}
