import { invalidRequest } from '../http/fault.js';
import {
  address,
  amount,
  choice,
  clearable,
  currency,
  fields,
  flag,
  integer,
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
import { newPrice, newProduct } from '../shapes/catalogue.js';
import { find } from './find.js';

export const recurringParam = fields({
  interval: choice(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
  usage_type: choice(['licensed']).optional(),
});

const editable = {
  active: flag.optional(),
  description: clearable.optional(),
  images: list(text, 8).optional(),
  marketing_features: list(fields({ name: text }), 15).optional(),
  metadata: metadata.optional(),
  unit_label: clearable.optional(),
  url: address.optional(),
};

const defaultPrice = fields({
  currency,
  unit_amount: amount,
  recurring: recurringParam.optional(),
  metadata: metadata.optional(),
});

export const productRoutes: Route[] = [
  route(
    'POST',
    '/v1/products',
    fields({
      ...editable,
      id: text.optional(),
      name: text.min(1),
      default_price_data: defaultPrice.optional(),
    }),
    ({ ledger, params }) => {
      if (params.id !== undefined && ledger.products.get(params.id)) {
        throw invalidRequest(`Product already exists with this ID: ${params.id}.`, {
          code: 'resource_already_exists',
          param: 'id',
        });
      }
      const product = newProduct(params.id ?? ledger.newId('prod'), ledger.now(), { name: params.name });
      product.active = params.active ?? true;
      product.description = params.description ?? null;
      product.images = params.images ?? [];
      product.marketing_features = params.marketing_features ?? [];
      product.metadata = mergeMetadata({}, params.metadata);
      product.unit_label = params.unit_label ?? null;
      product.url = params.url ?? null;
      ledger.products.add(product);
      ledger.emit('product.created', product);
      const first = params.default_price_data;
      if (first) {
        const price = newPrice(ledger.newId('price'), ledger.now(), {
          product: product.id,
          currency: first.currency,
          unitAmount: first.unit_amount,
          recurring: first.recurring
            ? { interval: first.recurring.interval, intervalCount: first.recurring.interval_count ?? 1 }
            : null,
          metadata: mergeMetadata({}, first.metadata),
        });
        ledger.emit('price.created', ledger.prices.add(price));
        ledger.change(product, 'product.updated', (edited) => {
          edited.default_price = price.id;
        });
      }
      return product;
    },
  ),

  route(
    'GET',
    '/v1/products',
    fields({ ...paging, active: flag.optional(), created: moment.optional(), ids: list(text).optional() }),
    ({ ledger, params }) =>
      page(
        '/v1/products',
        ledger.products.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.active === undefined || row.active === params.active) &&
          (params.ids === undefined || params.ids.includes(row.id)),
        params,
      ),
  ),

  route('GET', '/v1/products/:id', nothing, ({ ledger, id }) => find(ledger, 'products', id)),

  route(
    'POST',
    '/v1/products/:id',
    fields({ ...editable, name: text.min(1).optional(), default_price: text.optional() }),
    ({ ledger, id, params }) => {
      const product = find(ledger, 'products', id);
      if (params.default_price !== undefined) find(ledger, 'prices', params.default_price, 'default_price');
      ledger.change(product, 'product.updated', (edited) => {
        edited.name = params.name ?? edited.name;
        edited.active = params.active ?? edited.active;
        edited.default_price = params.default_price ?? edited.default_price;
        if (params.description !== undefined) edited.description = params.description;
        if (params.unit_label !== undefined) edited.unit_label = params.unit_label;
        edited.images = params.images ?? edited.images;
        edited.marketing_features = params.marketing_features ?? edited.marketing_features;
        edited.url = params.url ?? edited.url;
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
        edited.updated = ledger.now();
      });
      return product;
    },
  ),

  route('DELETE', '/v1/products/:id', nothing, ({ ledger, id }) => {
    const product = find(ledger, 'products', id);
    if (ledger.prices.all().some((price) => price.product === id)) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    ledger.emit('product.deleted', product);
    ledger.products.remove(id);
    ledger.state.deleted[id] = 'product';
    return { id, object: 'product', deleted: true };
  }),
];
