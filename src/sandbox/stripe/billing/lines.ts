import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Price } from '../shapes/catalogue.js';
import { newLine, type InvoiceLine } from '../shapes/invoice.js';
import type { InvoiceItem } from '../shapes/invoice-item.js';
import type { Subscription, SubscriptionItem } from '../shapes/subscription.js';
import { amountOf, unitAmount } from './pricing.js';

/** The name of what a price sells. */
export function productName(ledger: Ledger, price: Price): string {
  return ledger.products.get(price.product)?.name ?? price.product;
}

function perInterval(price: Price, unit: number, currency: string): string {
  if (!price.recurring) return money(unit, currency);
  const { interval, interval_count: count } = price.recurring;
  return `${money(unit, currency)} / ${count === 1 ? interval : `every ${count} ${interval}s`}`;
}

/** A line for a full period of an item; free while on trial. */
export function itemLine(
  ledger: Ledger,
  subscription: Subscription,
  item: SubscriptionItem,
  invoice: string,
  period: { start: number; end: number; trial: boolean },
): InvoiceLine {
  const name = productName(ledger, item.price);
  const { currency } = subscription;
  const unit = unitAmount(ledger, item.price, currency) ?? 0;
  return newLine(ledger.newId('il'), {
    invoice,
    price: { ...item.price, currency, unit_amount_decimal: String(unit) },
    quantity: item.quantity,
    amount: period.trial ? 0 : amountOf(ledger, item, currency),
    description: period.trial
      ? `Trial period for ${name}`
      : `${item.quantity} × ${name} (at ${perInterval(item.price, unit, currency)})`,
    period,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    subscription: subscription.id,
    metadata: { ...subscription.metadata },
  });
}

/** The amounts that wait for a subscription's next invoice. */
export function waitingItems(ledger: Ledger, subscription: Subscription): InvoiceItem[] {
  return ledger.invoiceItems
    .all()
    .filter(
      (item) => item.invoice === null && item.parent?.subscription_details.subscription === subscription.id,
    );
}

/** Takes the prorations that wait for a subscription's next invoice, as lines of that invoice. */
export function pendingLines(ledger: Ledger, subscription: Subscription, invoice: string): InvoiceLine[] {
  return waitingItems(ledger, subscription).map((item) => {
    item.invoice = invoice;
    return pendingLine(ledger, item, invoice);
  });
}

/** A line of an invoice for an amount that was noted before. */
export function pendingLine(ledger: Ledger, item: InvoiceItem, invoice: string): InvoiceLine {
  const { price_details: details, unit_amount_decimal: unit } = item.pricing;
  const subscription = item.parent?.subscription_details.subscription ?? null;
  const line = newLine(ledger.newId('il'), {
    invoice,
    price: {
      id: details.price,
      product: details.product,
      currency: item.currency,
      unit_amount_decimal: unit,
    },
    quantity: item.quantity,
    amount: item.amount,
    description: item.description,
    period: item.period,
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: null },
        subscription,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    subscription,
  });
  return line;
}
