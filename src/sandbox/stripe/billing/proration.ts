import type { Ledger } from '../ledger.js';
import { newInvoiceItem } from '../shapes/invoice-item.js';
import type { Subscription, SubscriptionItem } from '../shapes/subscription.js';
import { covers, netOf, runningDiscounts, termsOf } from './discounts.js';
import { invoicesOf } from './invoices.js';
import { productName } from './lines.js';
import { amountOf, unitAmount } from './pricing.js';

/** What becomes of the difference that a change makes: noted for the next invoice, billed at once, or left. */
export type ProrationBehaviour = 'create_prorations' | 'always_invoice' | 'none';

/**
 * The share of an item's price that was really asked for. What was billed already says so itself; for what is still
 * to be billed the running percentages do.
 */
function discountedShare(ledger: Ledger, subscription: Subscription, item: SubscriptionItem): number {
  const billed = invoicesOf(ledger, subscription)
    .flatMap((invoice) => invoice.lines.data)
    .findLast(
      (line) =>
        line.parent.subscription_item_details?.subscription_item === item.id &&
        line.pricing.price_details.price === item.price.id &&
        line.period.end === item.current_period_end &&
        line.amount > 0,
    );
  if (billed) return netOf(billed) / billed.amount;
  return runningDiscounts(ledger, subscription).reduce((share, discount) => {
    const coupon = termsOf(ledger, discount.source.coupon);
    const applies = covers(ledger, coupon, item.price.product, subscription.currency);
    return applies && coupon.percent_off !== null ? share * (1 - coupon.percent_off / 100) : share;
  }, 1);
}

function isSame(one: SubscriptionItem | undefined, other: SubscriptionItem | undefined): boolean {
  return one?.price.id === other?.price.id && one?.quantity === other?.quantity;
}

/** Writes down what the unused rest of the running period is worth, item by item, as a credit. */
export function creditRest(ledger: Ledger, subscription: Subscription): void {
  for (const item of subscription.items.data) note(ledger, subscription, item, item, -1, 'Unused time on');
}

/** Writes down what the rest of the running period costs, item by item. */
export function chargeRest(ledger: Ledger, subscription: Subscription): void {
  for (const item of subscription.items.data) note(ledger, subscription, item, item, 1, 'Remaining time on');
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
  const { currency } = subscription;
  const time = end > start ? Math.max(0, end - now) / (end - start) : 0;
  const share = time * discountedShare(ledger, subscription, { ...item, current_period_end: end });
  const many = item.quantity === 1 ? '' : `${item.quantity} × `;
  const date = new Date(now * 1000).toISOString().slice(0, 10);
  const noted = newInvoiceItem(ledger.newId('ii'), now, {
    customer: subscription.customer,
    subscription: { id: subscription.id, item: item.id },
    price: {
      ...item.price,
      currency,
      unit_amount_decimal: String(unitAmount(ledger, item.price, currency) ?? 0),
    },
    quantity: item.quantity,
    amount: sign * Math.round(amountOf(ledger, item, currency) * share) + 0,
    description: `${words} ${many}${productName(ledger, item.price)} after ${date}`,
    period: { start: now, end },
  });
  ledger.invoiceItems.add(noted);
  ledger.emit('invoiceitem.created', noted);
}
