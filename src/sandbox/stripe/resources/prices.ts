import { z } from 'zod';
import { invalidRequest } from '../http/fault.js';
import {
  amount,
  choice,
  clearable,
  currency,
  fields,
  flag,
  list,
  mergeMetadata,
  metadata,
  moment,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { newPrice, newProduct, planOf, type Price } from '../shapes/catalogue.js';
import { find } from './find.js';
import { recurringParam } from './products.js';

const taxBehaviour = choice(['exclusive', 'inclusive', 'unspecified']);
const currencyOptions = z.record(
  currency,
  fields({ unit_amount: amount, tax_behavior: taxBehaviour.optional() }),
);
const productData = fields({ name: text.min(1), metadata: metadata.optional() });

export const priceRoutes: Route[] = [
  route(
    'POST',
    '/v1/prices',
    fields({
      active: flag.optional(),
      billing_scheme: choice(['per_unit']).optional(),
      currency,
      currency_options: currencyOptions.optional(),
      lookup_key: text.optional(),
      metadata: metadata.optional(),
      nickname: clearable.optional(),
      product: text.optional(),
      product_data: productData.optional(),
      recurring: recurringParam.optional(),
      tax_behavior: taxBehaviour.optional(),
      transfer_lookup_key: flag.optional(),
      unit_amount: amount,
    }),
    ({ ledger, params }) => {
      const product = productFor(ledger, params.product, params.product_data);
      claimLookupKey(ledger, params.lookup_key, params.transfer_lookup_key);
      const price = newPrice(ledger.newId('price'), ledger.now(), {
        product,
        currency: params.currency,
        unitAmount: params.unit_amount,
        recurring: params.recurring
          ? { interval: params.recurring.interval, intervalCount: params.recurring.interval_count ?? 1 }
          : null,
        nickname: params.nickname ?? null,
        lookupKey: params.lookup_key ?? null,
        metadata: mergeMetadata({}, params.metadata),
        ...(params.tax_behavior && { taxBehavior: params.tax_behavior }),
      });
      price.active = params.active ?? true;
      ledger.prices.add(price);
      setCurrencyOptions(ledger, price, params.currency_options);
      ledger.emit('price.created', price);
      return price;
    },
  ),

  route(
    'GET',
    '/v1/prices',
    fields({
      ...paging,
      active: flag.optional(),
      created: moment.optional(),
      currency: currency.optional(),
      lookup_keys: list(text, 10).optional(),
      product: text.optional(),
      recurring: fields({
        interval: choice(['day', 'week', 'month', 'year']).optional(),
        usage_type: choice(['licensed', 'metered']).optional(),
      }).optional(),
      type: choice(['one_time', 'recurring']).optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/prices',
        ledger.prices.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.active === undefined || row.active === params.active) &&
          (params.currency === undefined || row.currency === params.currency) &&
          (params.product === undefined || row.product === params.product) &&
          (params.type === undefined || row.type === params.type) &&
          (params.lookup_keys === undefined || params.lookup_keys.includes(row.lookup_key ?? '')) &&
          (params.recurring?.interval === undefined ||
            row.recurring?.interval === params.recurring.interval) &&
          (params.recurring?.usage_type === undefined ||
            row.recurring?.usage_type === params.recurring.usage_type),
        params,
      ),
  ),

  route('GET', '/v1/prices/:id', nothing, ({ ledger, id }) => find(ledger, 'prices', id)),

  route(
    'POST',
    '/v1/prices/:id',
    fields({
      active: flag.optional(),
      currency_options: currencyOptions.optional(),
      lookup_key: clearable.optional(),
      metadata: metadata.optional(),
      nickname: clearable.optional(),
      tax_behavior: taxBehaviour.optional(),
      transfer_lookup_key: flag.optional(),
    }),
    ({ ledger, id, params }) => {
      const price = find(ledger, 'prices', id);
      setCurrencyOptions(ledger, price, params.currency_options);
      if (params.lookup_key !== price.lookup_key) {
        claimLookupKey(ledger, params.lookup_key ?? undefined, params.transfer_lookup_key);
      }
      ledger.change(price, 'price.updated', (edited) => {
        edited.active = params.active ?? edited.active;
        if (params.lookup_key !== undefined) edited.lookup_key = params.lookup_key;
        if (params.nickname !== undefined) edited.nickname = params.nickname;
        edited.tax_behavior = params.tax_behavior ?? edited.tax_behavior;
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
      });
      refreshCopies(ledger, price);
      return price;
    },
  ),
];

function setCurrencyOptions(
  ledger: Ledger,
  price: Price,
  options: z.output<typeof currencyOptions> | undefined,
): void {
  if (!options) return;
  const own = { ...ledger.state.currencyOptions[price.id] };
  for (const [code, option] of Object.entries(options)) {
    if (code === price.currency) {
      throw invalidRequest(`\`currency_options\` cannot contain the price's own currency: ${code}.`, {
        param: `currency_options[${code}]`,
      });
    }
    own[code] = option.unit_amount;
  }
  ledger.state.currencyOptions[price.id] = own;
}

function productFor(
  ledger: Ledger,
  id: string | undefined,
  data: { name: string; metadata?: Record<string, string> | undefined } | undefined,
): string {
  if (id !== undefined) return find(ledger, 'products', id, 'product').id;
  if (!data) {
    throw invalidRequest('You must provide either product or product_data.', {
      code: 'parameter_missing',
      param: 'product',
    });
  }
  const product = newProduct(ledger.newId('prod'), ledger.now(), {
    name: data.name,
    metadata: mergeMetadata({}, data.metadata),
  });
  ledger.products.add(product);
  ledger.emit('product.created', product);
  return product.id;
}

function claimLookupKey(ledger: Ledger, key: string | undefined, transfer = false): void {
  const holder = key && ledger.prices.all().find((price) => price.lookup_key === key);
  if (!holder) return;
  if (!transfer) {
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
  }
  ledger.change(holder, 'price.updated', (edited) => {
    edited.lookup_key = null;
  });
}

/** Subscription items show their price in full, so they follow a change of it. */
function refreshCopies(ledger: Ledger, price: Price): void {
  for (const subscription of ledger.subscriptions.all()) {
    for (const item of subscription.items.data) {
      if (item.price.id !== price.id) continue;
      item.price = structuredClone(price);
      item.plan = planOf(price);
    }
  }
}
