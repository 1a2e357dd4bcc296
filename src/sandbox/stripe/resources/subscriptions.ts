import { changeItems } from '../billing/changes.js';
import { cancelNow } from '../billing/cancelling.js';
import { noSuch } from '../http/fault.js';
import {
  choice,
  clearable,
  fields,
  flag,
  integer,
  metadata,
  moment,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { isLive, periodEnd, subscriptionStatuses, type Subscription } from '../shapes/subscription.js';
import { find } from './find.js';
import { createParams, createSubscription } from './subscription-create.js';
import { cancellation, itemChanges, updateFields, updateParams } from './subscription-update.js';

function passes(status: string | undefined): (row: Subscription) => boolean {
  if (status === 'all') return () => true;
  if (status === undefined) return (row) => row.status !== 'canceled';
  if (status === 'ended') return (row) => !isLive(row);
  return (row) => row.status === status;
}

/** A subscription that can still be changed; a cancelled one counts as gone. */
function liveSubscription(ledger: Ledger, id: string): Subscription {
  const subscription = find(ledger, 'subscriptions', id);
  if (!isLive(subscription)) throw noSuch('subscription', id);
  return subscription;
}

export const subscriptionRoutes: Route[] = [
  route('POST', '/v1/subscriptions', createParams, ({ ledger, params }) =>
    createSubscription(ledger, params),
  ),

  route(
    'GET',
    '/v1/subscriptions',
    fields({
      ...paging,
      collection_method: choice(['charge_automatically', 'send_invoice']).optional(),
      created: moment.optional(),
      current_period_end: moment.optional(),
      customer: text.optional(),
      price: text.optional(),
      status: choice([...subscriptionStatuses, 'all', 'ended']).optional(),
    }),
    ({ ledger, params }) => {
      if (params.customer !== undefined && ledger.state.deleted[params.customer] !== 'customer') {
        find(ledger, 'customers', params.customer, 'customer');
      }
      const wanted = passes(params.status);
      return page(
        '/v1/subscriptions',
        ledger.subscriptions.all(),
        (row) =>
          wanted(row) &&
          isWithin(row.created, params.created) &&
          isWithin(periodEnd(row), params.current_period_end) &&
          (params.collection_method ?? row.collection_method) === row.collection_method &&
          (params.customer === undefined || row.customer === params.customer) &&
          (params.price === undefined || row.items.data.some((item) => item.price.id === params.price)),
        params,
      );
    },
  ),

  route('GET', '/v1/subscriptions/:id', nothing, ({ ledger, id }) => find(ledger, 'subscriptions', id)),

  route('POST', '/v1/subscriptions/:id', updateParams, ({ ledger, id, params }) => {
    const subscription = find(ledger, 'subscriptions', id);
    updateFields(ledger, subscription, params);
    if (params.items) {
      changeItems(
        ledger,
        subscription,
        itemChanges(ledger, params.items),
        params.proration_behavior ?? 'create_prorations',
      );
    }
    return subscription;
  }),

  route(
    'DELETE',
    '/v1/subscriptions/:id',
    fields({
      cancellation_details: cancellation.optional(),
      invoice_now: flag.optional(),
      prorate: flag.optional(),
    }),
    ({ ledger, id, params }) => {
      const subscription = liveSubscription(ledger, id);
      cancelNow(ledger, subscription, {
        prorates: params.prorate ?? false,
        invoices: params.invoice_now ?? false,
        details: {
          comment: params.cancellation_details?.comment ?? null,
          feedback: params.cancellation_details?.feedback ?? null,
        },
      });
      return subscription;
    },
  ),

  route('GET', '/v1/subscription_items', fields({ ...paging, subscription: text }), ({ ledger, params }) => {
    const subscription = find(ledger, 'subscriptions', params.subscription, 'subscription');
    return page('/v1/subscription_items', subscription.items.data, () => true, params);
  }),

  route('GET', '/v1/subscription_items/:id', nothing, ({ ledger, id }) => itemOf(ledger, id).item),

  route(
    'POST',
    '/v1/subscription_items/:id',
    fields({
      metadata: metadata.optional(),
      price: text.optional(),
      proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional(),
      quantity: integer.optional(),
    }),
    ({ ledger, id, params }) => {
      const { subscription } = itemOf(ledger, id);
      const changes = itemChanges(ledger, [{ id, ...params }]);
      changeItems(ledger, subscription, changes, params.proration_behavior ?? 'create_prorations');
      return itemOf(ledger, id).item;
    },
  ),

  route(
    'DELETE',
    '/v1/subscription_items/:id',
    fields({ proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional() }),
    ({ ledger, id, params }) => {
      const { subscription } = itemOf(ledger, id);
      const behaviour = params.proration_behavior ?? 'create_prorations';
      changeItems(ledger, subscription, [{ id, deleted: true }], behaviour);
      return { id, object: 'subscription_item', deleted: true };
    },
  ),

  route(
    'POST',
    '/v1/subscription_items',
    fields({
      metadata: metadata.optional(),
      price: clearable,
      proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional(),
      quantity: integer.optional(),
      subscription: text,
    }),
    ({ ledger, params }) => {
      const subscription = find(ledger, 'subscriptions', params.subscription, 'subscription');
      const { price, quantity, metadata: pairs } = params;
      const changes = itemChanges(ledger, [{ price: price ?? '', quantity, metadata: pairs }]);
      changeItems(ledger, subscription, changes, params.proration_behavior ?? 'create_prorations');
      return subscription.items.data.at(-1) ?? subscription;
    },
  ),
];

function itemOf(ledger: Ledger, id: string) {
  for (const subscription of ledger.subscriptions.all()) {
    const item = subscription.items.data.find((candidate) => candidate.id === id);
    if (item) return { subscription, item };
  }
  throw noSuch('subscription_item', id);
}
