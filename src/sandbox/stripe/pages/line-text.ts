import type { Ledger } from '../ledger.js';
import type { InvoiceLine } from '../shapes/invoice.js';
import type { Words } from './texts.js';

/** What a line of an invoice is for, in the reader's language: Stripe's own description is English. */
export function lineText(ledger: Ledger, words: Words, line: InvoiceLine): string {
  const name = ledger.products.get(line.pricing.price_details.product)?.name;
  if (words.language === 'en' || name === undefined) return line.description ?? name ?? '';
  const details = line.parent.invoice_item_details ?? line.parent.subscription_item_details;
  if (details?.proration) return words.say(line.amount < 0 ? 'unusedTime' : 'remainingTime', { name });
  return line.quantity > 1 ? `${line.quantity} × ${name}` : name;
}
