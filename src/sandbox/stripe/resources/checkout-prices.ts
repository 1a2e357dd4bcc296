import type { z } from 'zod';
import { productName } from '../billing/lines.js';
import { amountOf } from '../billing/pricing.js';
import { invalidRequest } from '../http/fault.js';
import {
  amount,
  clearable,
  currency,
  fields,
  mergeMetadata,
  metadata,
  quantity,
  text,
} from '../http/params.js';
import type { Ledger } from '../ledger.js';
import { newPrice, newProduct, type Price } from '../shapes/catalogue.js';
import { newLineItem, type LineItem } from '../shapes/checkout-session.js';
import { activePrice, find } from './find.js';
import { recurringParam } from './products.js';

const priceData = fields({
  currency,
  product: text.optional(),
  product_data: fields({
    name: text.min(1),
    description: clearable.optional(),
    metadata: metadata.optional(),
  }).optional(),
  recurring: recurringParam.optional(),
  unit_amount: amount,
});

export const lineParams = fields({
  metadata: metadata.optional(),
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: quantity.optional(),
});

export type LineParams = z.output<typeof lineParams>;

/** The prices that the lines of a page name or make up, one for each line. */
export function pricesOf(ledger: Ledger, lines: readonly LineParams[]): Price[] {
  if (lines.length === 0) {
    throw invalidRequest('Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  return lines.map((line, index) => priceOf(ledger, line, index));
}

/** The lines of a page, priced in one currency. */
export function linesOf(
  ledger: Ledger,
  lines: readonly { quantity?: number | undefined; metadata?: Record<string, string> | undefined }[],
  prices: readonly Price[],
  sold: string,
): LineItem[] {
  return prices.map((price, index) => {
    const line = lines[index];
    const many = line?.quantity ?? 1;
    return newLineItem(ledger.newId('li'), {
      price,
      quantity: many,
      amount: amountOf(ledger, { price, quantity: many }, sold),
      currency: sold,
      description: productName(ledger, price),
      metadata: mergeMetadata({}, line?.metadata),
    });
  });
}

/** Refuses prices that cannot be sold together, or not in this mode. */
export function checkPrices(mode: 'payment' | 'subscription', prices: readonly Price[]): void {
  const recurring = prices.filter((price) => price.recurring);
  if (mode === 'payment' && recurring.length > 0) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    );
  }
  if (mode === 'subscription' && recurring.length < prices.length) {
    throw invalidRequest('In the sandbox every price of a `subscription` mode session must be recurring.', {
      param: 'line_items',
    });
  }
  const cycles = recurring.map(({ recurring: r }) => `${r?.interval}:${r?.interval_count}`);
  if (new Set(cycles).size > 1) {
    throw invalidRequest('All recurring prices must have the same interval.', { param: 'line_items' });
  }
}

function priceOf(ledger: Ledger, line: LineParams, index: number): Price {
  const at = `line_items[${index}]`;
  if (line.price !== undefined) return activePrice(ledger, line.price, `${at}[price]`);
  const data = line.price_data;
  if (!data) {
    throw invalidRequest(`Missing required param: ${at}[price].`, {
      code: 'parameter_missing',
      param: `${at}[price]`,
    });
  }
  return inlinePrice(ledger, data, at);
}

/** A price made for one page: it and its product are inactive, so that no list offers them. */
function inlinePrice(ledger: Ledger, data: z.output<typeof priceData>, at: string): Price {
  const named = data.product_data;
  let product = data.product;
  if (product !== undefined) find(ledger, 'products', product, `${at}[price_data][product]`);
  else if (named) {
    const fresh = newProduct(ledger.newId('prod'), ledger.now(), {
      name: named.name,
      description: named.description ?? null,
      metadata: mergeMetadata({}, named.metadata),
    });
    fresh.active = false;
    product = ledger.products.add(fresh).id;
  } else {
    throw invalidRequest(`Missing required param: ${at}[price_data][product_data].`, {
      code: 'parameter_missing',
      param: `${at}[price_data][product_data]`,
    });
  }
  const price = newPrice(ledger.newId('price'), ledger.now(), {
    product,
    currency: data.currency,
    unitAmount: data.unit_amount,
    recurring: data.recurring
      ? { interval: data.recurring.interval, intervalCount: data.recurring.interval_count ?? 1 }
      : null,
  });
  price.active = false;
  return ledger.prices.add(price);
}
