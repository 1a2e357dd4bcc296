import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { Price } from '../shapes/catalogue.js';
import { isLive } from '../shapes/subscription.js';

/** What one unit costs in a currency, in its smallest unit; `undefined` when the price is not sold in it. */
export function unitAmount(ledger: Ledger, price: Price, currency: string): number | undefined {
  if (currency === price.currency) return price.unit_amount;
  return ledger.state.currencyOptions[price.id]?.[currency];
}

/** What a quantity costs. The caller has made sure that the price is sold in the currency. */
export function amountOf(ledger: Ledger, sold: { price: Price; quantity: number }, currency: string): number {
  const unit = unitAmount(ledger, sold.price, currency);
  if (unit === undefined) throw new Error(`price ${sold.price.id} is not sold in ${currency}`);
  return unit * sold.quantity;
}

/** The currency that a sale is made in: the one asked for, else that of the first price. */
export function currencyFor(ledger: Ledger, prices: readonly Price[], asked: string | undefined): string {
  const currency = asked ?? prices[0]?.currency ?? 'usd';
  for (const price of prices) checkSold(ledger, price, currency);
  return currency;
}

/** Refuses a price that is not sold in a currency. */
export function checkSold(ledger: Ledger, price: Price, currency: string): void {
  if (unitAmount(ledger, price, currency) !== undefined) return;
  const sold = [price.currency, ...Object.keys(ledger.state.currencyOptions[price.id] ?? {})];
  throw invalidRequest(
    `The price specified only supports \`${sold.join('`, `')}\`. This doesn't match the expected currency: \`${currency}\`.`,
  );
}

/** Refuses a subscription in another currency than those that a customer has running, as Stripe does. */
export function checkCustomerCurrency(ledger: Ledger, customer: string, currency: string): void {
  const other = ledger.subscriptions
    .all()
    .find((row) => row.customer === customer && isLive(row) && row.currency !== currency);
  if (!other) return;
  throw invalidRequest(
    `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${other.currency}.`,
  );
}
